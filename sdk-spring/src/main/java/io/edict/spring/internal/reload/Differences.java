package io.edict.spring.internal.reload;

import io.edict.spring.internal.env.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * What the environment shows otherwise at one generation than at another. Only names can differ that a source has otherwise, and
 * names whose values have placeholders, in whatever source. Used by one thread while it is made.
 */
final class Differences {
    private final PinnedEnvironment before;
    private final PinnedEnvironment after;

    /** What may differ, with the spelling of the highest source. */
    private final Map<ConfigurationPropertyName, String> candidates = new LinkedHashMap<>();

    /** Those of them that differ in sources; with the places of documents, and with none for other sources. */
    private final Map<ConfigurationPropertyName, Set<Integer>> raw = new HashMap<>();

    private final Map<String, ConfigurationPropertyName> changed = new TreeMap<>();
    private final Set<String> shadowed = new TreeSet<>();

    /** What the names that differ, in a source or in effect, begin with, by the number of elements. */
    private final Map<Integer, Set<ConfigurationPropertyName>> beginnings = new HashMap<>();

    private Differences(PinnedEnvironment before, PinnedEnvironment after) {
        this.before = before;
        this.after = after;
    }

    static Differences between(PinnedEnvironment before, PinnedEnvironment after) {
        Differences differences = new Differences(before, after);
        differences.collectDocuments();
        differences.collectOthers();
        if (!differences.candidates.isEmpty()) {
            differences.collectPlaceholders();
            differences.compare();
        }
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

    /** Whether anything differs, in a source or in effect, at a name or below. */
    boolean touch(ConfigurationPropertyName prefix) {
        if (prefix.isEmpty()) {
            return !raw.isEmpty() || !changed.isEmpty();
        }
        return beginnings
                .computeIfAbsent(prefix.getNumberOfElements(), this::beginningsOf)
                .contains(prefix);
    }

    private Set<ConfigurationPropertyName> beginningsOf(int length) {
        Set<ConfigurationPropertyName> found = new HashSet<>();
        raw.keySet().forEach(name -> found.add(name.chop(length)));
        changed.values().forEach(name -> found.add(name.chop(length)));
        return found;
    }

    private void collectDocuments() {
        for (Stratum stratum : after.strata()) {
            if (stratum.place() >= 0) {
                collect(stratum.place());
            }
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
            raw.computeIfAbsent(candidate(name), missing -> new HashSet<>()).add(place);
        }
    }

    /** System properties, say, may have changed too, and somebody may have added a source. */
    private void collectOthers() {
        List<Stratum> gone = others(before);
        for (Stratum fresh : others(after)) {
            Stratum old = gone.stream().filter(fresh::hasSameSource).findFirst().orElse(null);
            if (old == null) {
                collectAll(fresh);
            } else {
                gone.remove(old);
                collectValues(old.values(), fresh.values());
            }
        }
        gone.forEach(this::collectAll);
    }

    private static List<Stratum> others(PinnedEnvironment environment) {
        return new ArrayList<>(environment.strata().stream()
                .filter(stratum -> stratum.place() < 0)
                .toList());
    }

    private void collectValues(Map<String, String> old, Map<String, String> fresh) {
        if (!old.equals(fresh)) {
            Set<String> names = new TreeSet<>(fresh.keySet());
            names.addAll(old.keySet());
            names.removeIf(name -> Objects.equals(old.get(name), fresh.get(name)));
            names.forEach(name -> raw.computeIfAbsent(candidate(name), missing -> new HashSet<>()));
        }
    }

    private void collectAll(Stratum stratum) {
        if (stratum.names() instanceof IterableConfigurationPropertySource names) {
            names.forEach(name -> {
                candidates.putIfAbsent(name, name.toString());
                raw.computeIfAbsent(name, missing -> new HashSet<>());
            });
        }
    }

    private void collectPlaceholders() {
        before.strata().forEach(stratum -> stratum.withPlaceholders().forEach(this::candidate));
        after.strata().forEach(stratum -> stratum.withPlaceholders().forEach(this::candidate));
    }

    private ConfigurationPropertyName candidate(String name) {
        ConfigurationPropertyName adapted = Names.of(name);
        candidates.putIfAbsent(adapted, name);
        return adapted;
    }

    private void compare() {
        candidates.forEach((name, spelling) -> {
            ConfigurationProperty old = before.find(name);
            ConfigurationProperty fresh = after.find(name);
            Set<Integer> places = raw.get(name);
            if (!Objects.equals(before.shown(old), after.shown(fresh))) {
                changed.put(spelling, name);
            } else if (fresh != null && places != null && !places.isEmpty() && !places.contains(after.place(name))) {
                shadowed.add(spelling);
            }
        });
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
