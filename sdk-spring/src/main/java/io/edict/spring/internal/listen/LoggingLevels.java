package io.edict.spring.internal.listen;

import io.edict.spring.EnvironmentChange;
import io.edict.spring.EnvironmentView;
import io.edict.spring.internal.reload.Participant;
import io.edict.spring.internal.reload.Preparation;
import io.edict.spring.internal.reload.Reaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggerConfiguration.ConfigurationScope;
import org.springframework.boot.logging.LoggerConfiguration.LevelConfiguration;
import org.springframework.boot.logging.LoggerGroups;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.Ordered;

/**
 * Lets the logging system follow {@code logging.level.*} and {@code logging.group.*}. A version with a level that does not
 * exist is refused, so that levels are never applied in part. A logger whose setting is removed gets back what it had before;
 * for settings of the start that is nothing, so that it inherits, and Spring Boot's own level for the root.
 *
 * <p>A level that somebody set in another way, by the endpoint for instance, stays until the setting of that logger changes.
 *
 * <p><b>Threads.</b> What was applied is known to reactions alone, which come one at a time.
 */
public final class LoggingLevels implements Reaction, Participant, Ordered {
    private static final String LEVEL = "logging.level";
    private static final String GROUP = "logging.group";
    private static final Bindable<Map<String, LogLevel>> LEVELS = Bindable.mapOf(String.class, LogLevel.class);
    private static final ConfigurationPropertyName LEVEL_NAME = ConfigurationPropertyName.of(LEVEL);
    private static final ConfigurationPropertyName GROUP_NAME = ConfigurationPropertyName.of(GROUP);

    private final LoggingSystem system;
    private final LoggerGroups groups;

    /** Groups that stand in no property. Null before the first reaction. */
    private @Nullable Map<String, List<String>> builtIn;

    private Map<String, LogLevel> applied = Map.of();

    /** What loggers had before a setting came that the start did not know. */
    private final Map<String, LogLevel> before = new HashMap<>();

    /**
     * Follows nothing yet; what stood in the environment at the start is applied by Spring Boot.
     *
     * @param system the logging system
     * @param groups the groups that Spring Boot knows, which are kept up to date too
     */
    public LoggingLevels(LoggingSystem system, LoggerGroups groups) {
        this.system = system;
        this.groups = groups;
    }

    @Override
    public int getOrder() {
        return LOGGING_LEVELS;
    }

    @Override
    public void prepare(Preparation preparation) {
        preparation.environment().binder().bind(LEVEL, LEVELS, new Judge(preparation));
    }

    @Override
    public void applied(EnvironmentChange change) {
        Map<String, List<String>> known = builtIn;
        if (known == null) {
            LoggingSettings start = settings(change.before());
            known = groupsWithout(start.group());
            builtIn = known;
            applied = start.byLogger(known);
        }
        if (change.touches(LEVEL) || change.touches(GROUP)) {
            LoggingSettings next = settings(change.after());
            apply(next.byLogger(known));
            groups.putAll(next.group());
            groups.forEach(group -> group.configureLogLevel(next.level().get(group.getName()), (logger, level) -> {}));
        }
    }

    private static LoggingSettings settings(EnvironmentView view) {
        return view.bind("logging", LoggingSettings.class);
    }

    private Map<String, List<String>> groupsWithout(Map<String, List<String>> configured) {
        Map<String, List<String>> rest = new LinkedHashMap<>();
        groups.forEach(group -> {
            if (!configured.containsKey(group.getName())) {
                rest.put(group.getName(), group.getMembers());
            }
        });
        return rest;
    }

    private void apply(Map<String, LogLevel> next) {
        applied.keySet().stream().filter(logger -> !next.containsKey(logger)).forEach(this::takeBack);
        next.forEach((logger, level) -> {
            LogLevel current = applied.get(logger);
            if (current == null) {
                remember(logger);
            }
            if (level != current) {
                system.setLogLevel(logger, level);
            }
        });
        applied = next;
    }

    private void remember(String logger) {
        LoggerConfiguration configuration = system.getLoggerConfiguration(logger);
        LevelConfiguration level =
                configuration == null ? null : configuration.getLevelConfiguration(ConfigurationScope.DIRECT);
        if (level != null && !level.isCustom()) {
            before.put(logger, level.getLevel());
        }
    }

    private void takeBack(String logger) {
        LogLevel earlier = before.remove(logger);
        boolean root = logger.equals(LoggingSystem.ROOT_LOGGER_NAME);
        system.setLogLevel(logger, earlier == null && root ? LogLevel.INFO : earlier);
    }

    @Override
    public boolean covers(String name) {
        ConfigurationPropertyName property = ConfigurationPropertyName.adapt(name, '.');
        return LEVEL_NAME.isAncestorOf(property) || GROUP_NAME.isAncestorOf(property);
    }

    /** Refuses every level that does not exist, and goes on to the next one. */
    private record Judge(Preparation preparation) implements BindHandler {
        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
            ConfigurationProperty property = context.getConfigurationProperty();
            List<String> allowed = new ArrayList<>();
            for (LogLevel level : LogLevel.values()) {
                allowed.add(level.name());
            }
            preparation.refuse(name + " is no level; allowed are " + String.join(", ", allowed)
                    + (property == null || property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")"));
            return null;
        }
    }
}
