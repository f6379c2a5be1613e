package io.edict.spring.internal.importing;

import io.edict.spring.EdictProperties;
import io.edict.spring.internal.env.DocumentPropertySource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Finds settings that say something else in the finished environment than when imports were resolved, because the file that
 * has them was read later. Such a setting would be ignored silently, and the worst of them is the one for the store.
 */
final class LateSettings {
    private static final String ATTACHED = "configurationProperties";

    private final @Nullable EdictProperties finished;

    private LateSettings(@Nullable EdictProperties finished) {
        this.finished = finished;
    }

    /** Looks at all sources but documents, which cannot say how to get documents. */
    static LateSettings of(ConfigurableEnvironment environment) {
        MutablePropertySources sources = new MutablePropertySources();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (!(source instanceof DocumentPropertySource) && !source.getName().equals(ATTACHED)) {
                sources.addLast(source);
            }
        }
        Binder binder = new Binder(
                ConfigurationPropertySources.from(sources), new PropertySourcesPlaceholdersResolver(sources));
        try {
            return new LateSettings(binder.bindOrCreate("edict", EdictProperties.class));
        } catch (BindException e) {
            return new LateSettings(null); // whoever binds them in the context says what is wrong
        }
    }

    /** The names of settings that are not as they were. */
    List<String> besides(EdictProperties used, boolean servers) {
        List<String> names = new ArrayList<>();
        EdictProperties now = finished;
        if (now == null) {
            return names;
        }
        Map<String, Function<EdictProperties, @Nullable Object>> settings = new LinkedHashMap<>();
        if (servers) {
            settings.put("edict.servers", EdictProperties::servers);
            settings.put("edict.tls", EdictProperties::tls);
            settings.put("edict.login", EdictProperties::login);
        }
        settings.put("edict.enabled", EdictProperties::enabled);
        settings.put("edict.namespace", EdictProperties::namespace);
        settings.put("edict.application", EdictProperties::application);
        settings.put("edict.shared", EdictProperties::shared);
        settings.put("edict.profile-separator", EdictProperties::profileSeparator);
        // Its name may have a random part, which is another one each time it is asked for.
        settings.put("edict.local-copies", properties -> properties.localCopies() == null);
        settings.put("edict.start-timeout", EdictProperties::startTimeout);
        settings.forEach((name, value) -> {
            if (!Objects.equals(value.apply(used), value.apply(now))) {
                names.add(name);
            }
        });
        return names;
    }
}
