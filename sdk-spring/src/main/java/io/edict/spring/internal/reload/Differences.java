package io.edict.spring.internal.reload;

import io.edict.spring.internal.env.Part;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * What the environment shows otherwise at one generation than at another. Only names can differ that a document has otherwise,
 * and names whose values have placeholders, in whatever source.
 */
final class Differences {
    private final PinnedEnvironment before;
    private final PinnedEnvironment after;

    /** What may differ, with the spelling of the highest source. */
    private final Map<ConfigurationPropertyName, String> candidates = new LinkedHashMap<>();

    /** Those of them that differ in documents, with the places of these. */
    private final Map<ConfigurationPropertyName, Set<Integer>> ofDocuments = new HashMap<>();

    private final Map<String, ConfigurationPropertyName> changed = new TreeMap<>();
    private final Set<String> shadowed = new TreeSet<>();

    private Differences(PinnedEnvironment before, PinnedEnvironment after) {
        this.before = before;
        this.after = after;
    }

    static Differences between(PinnedEnvironment before, PinnedEnvironment after) {
        Differences differences = new Differences(before, after);
        differences.collect();
        differences.compare();
        return differences;
    }

    /** The changed names, sorted. */
    Map<String, ConfigurationPropertyName> changed() {
        return changed;
    }

    /** The names that changed in a document only, sorted. */
    Set<String> shadowed() {
        return shadowed;
    }

    private void collect() {
        for (Pins.Stratum stratum : after.strata()) {
            if (stratum.place() >= 0) {
                collect(stratum.place());
            }
        }
        if (!candidates.isEmpty()) {
            before.strata().forEach(stratum -> stratum.withPlaceholders().forEach(this::candidate));
            after.strata().forEach(stratum -> stratum.withPlaceholders().forEach(this::candidate));
        }
    }

    private void collect(int place) {
        Part old = before.pinned().parts().get(place);
        Part fresh = after.pinned().parts().get(place);
        if (old != fresh) {
            fresh.allNames().forEach(name -> collect(place, name, old.value(name), fresh.value(name)));
            old.allNames().forEach(name -> collect(place, name, old.value(name), fresh.value(name)));
        }
    }

    private void collect(int place, String name, @Nullable Object old, @Nullable Object fresh) {
        if (!Objects.equals(text(old), text(fresh))) {
            ofDocuments
                    .computeIfAbsent(candidate(name), missing -> new HashSet<>())
                    .add(place);
        }
    }

    private ConfigurationPropertyName candidate(String name) {
        ConfigurationPropertyName adapted = ConfigurationPropertyName.adapt(name, '.');
        candidates.putIfAbsent(adapted, name);
        return adapted;
    }

    private void compare() {
        candidates.forEach((name, spelling) -> {
            ConfigurationProperty old = before.find(name);
            ConfigurationProperty fresh = after.find(name);
            Set<Integer> places = ofDocuments.get(name);
            if (!Objects.equals(before.shown(old), after.shown(fresh))) {
                changed.put(spelling, name);
            } else if (fresh != null && places != null && !places.contains(after.place(fresh))) {
                shadowed.add(spelling);
            }
        });
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
