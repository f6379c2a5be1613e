package io.edict.spring.internal.listen;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * What stands under {@code logging} that can be applied to a running logging system.
 *
 * @param level levels by logger or group
 * @param group loggers by group
 */
record LoggingSettings(
        @DefaultValue Map<String, LogLevel> level,
        @DefaultValue Map<String, List<String>> group) {
    /**
     * The levels by logger, groups resolved; later entries win, as at the start.
     *
     * @param builtIn Spring Boot's own groups
     * @return the levels
     */
    Map<String, LogLevel> byLogger(Map<String, List<String>> builtIn) {
        Map<String, List<String>> groups = new LinkedHashMap<>(builtIn);
        groups.putAll(group);
        Map<String, LogLevel> levels = new LinkedHashMap<>();
        level.forEach((name, value) -> {
            List<String> members = groups.getOrDefault(name, List.of());
            (members.isEmpty() ? List.of(name) : members).forEach(logger -> levels.put(canonical(logger), value));
        });
        return levels;
    }

    private static String canonical(String logger) {
        return logger.equalsIgnoreCase(LoggingSystem.ROOT_LOGGER_NAME) ? LoggingSystem.ROOT_LOGGER_NAME : logger;
    }
}
