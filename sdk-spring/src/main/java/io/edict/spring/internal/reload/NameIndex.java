package io.edict.spring.internal.reload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;

/**
 * The names of a document as Spring Boot looks for them: however they are spelled, and what is below them. Most versions change
 * values and no names, and share the index of the version before; to work it out takes a good part of a commit. Immutable.
 */
final class NameIndex {
    private final String[] spellings;

    /** What is meant by each spelling, in their order; without those that Spring Boot takes for no names. */
    private final Map<String, ConfigurationPropertyName> meant = new LinkedHashMap<>();

    private final Map<ConfigurationPropertyName, List<String>> spelled = new HashMap<>();
    private final Set<ConfigurationPropertyName> parents = new HashSet<>();
    private final Beginnings beginnings = new Beginnings(meant.values());

    private NameIndex(String[] spellings, Map<String, ConfigurationPropertyName> known) {
        this.spellings = spellings;
        for (String spelling : spellings) {
            ConfigurationPropertyName before = known.get(spelling);
            ConfigurationPropertyName name = before == null ? name(spelling) : before;
            if (!name.isEmpty()) {
                meant.put(spelling, name);
                spelled.computeIfAbsent(name, missing -> new ArrayList<>(1)).add(spelling);
                addParents(name);
            }
        }
        spelled.replaceAll((name, all) -> inSpringBootsOrder(all));
    }

    /** Of several spellings of one name Spring Boot's own environment shows the first of a hash set; so must what is bound. */
    private static List<String> inSpringBootsOrder(List<String> all) {
        return all.size() == 1 ? all : List.copyOf(new HashSet<>(all));
    }

    /**
     * The index of a version.
     *
     * @param names the version's names, in their order
     * @param before the index of another version, which stays if it is of the same names
     */
    static NameIndex of(Set<String> names, @Nullable NameIndex before) {
        String[] spellings = names.toArray(String[]::new);
        if (before == null) {
            return new NameIndex(spellings, Map.of());
        }
        return Arrays.equals(before.spellings, spellings) ? before : new NameIndex(spellings, before.meant);
    }

    private static ConfigurationPropertyName name(String spelling) {
        try {
            return ConfigurationPropertyName.adapt(spelling, '.');
        } catch (IllegalArgumentException noName) {
            return ConfigurationPropertyName.EMPTY;
        }
    }

    private void addParents(ConfigurationPropertyName name) {
        ConfigurationPropertyName parent = name.getParent();
        while (!parent.isEmpty() && parents.add(parent)) {
            parent = parent.getParent();
        }
    }

    /** How a name is spelled in the document; the same spelling alone if it is among them. */
    List<String> spellings(ConfigurationPropertyName name) {
        List<String> all = spelled.getOrDefault(name, List.of());
        return all.size() > 1 && all.contains(name.toString()) ? List.of(name.toString()) : all;
    }

    /** All names, in the document's order. */
    Collection<ConfigurationPropertyName> names() {
        return meant.values();
    }

    /** The names by what they begin with. */
    Beginnings beginnings() {
        return beginnings;
    }

    /** Whether names stand below a name; of the empty one Spring Boot says so only if some have more than one element. */
    ConfigurationPropertyState descendants(ConfigurationPropertyName name) {
        boolean some = name.isEmpty() ? !parents.isEmpty() : parents.contains(name);
        return some ? ConfigurationPropertyState.PRESENT : ConfigurationPropertyState.ABSENT;
    }
}
