package io.edict.spring.internal.reload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Names by what they begin with, for beginnings of one length each, worked out at the first use. Any thread. */
final class Beginnings {
    private final Iterable<ConfigurationPropertyName> names;

    @GuardedBy("this")
    private final Map<Integer, Map<ConfigurationPropertyName, List<ConfigurationPropertyName>>> byLength =
            new HashMap<>();

    /** Takes names that never change. */
    Beginnings(Iterable<ConfigurationPropertyName> names) {
        this.names = names;
    }

    /** The names that are a prefix or stand below it, in their order. */
    synchronized List<ConfigurationPropertyName> below(ConfigurationPropertyName prefix) {
        return byLength.computeIfAbsent(prefix.getNumberOfElements(), this::group)
                .getOrDefault(prefix, List.of());
    }

    private Map<ConfigurationPropertyName, List<ConfigurationPropertyName>> group(int length) {
        Map<ConfigurationPropertyName, List<ConfigurationPropertyName>> groups = new HashMap<>();
        for (ConfigurationPropertyName name : names) {
            if (name.getNumberOfElements() >= length) {
                groups.computeIfAbsent(name.chop(length), missing -> new ArrayList<>())
                        .add(name);
            }
        }
        return groups;
    }
}
