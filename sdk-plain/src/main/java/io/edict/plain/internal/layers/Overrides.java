package io.edict.plain.internal.layers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.edict.plain.internal.content.KeyNames;
import io.edict.plain.internal.content.Keys;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * System properties or environment variables as a layer. Their paths are spelt loosely: which key an element means depends
 * on the layers below, so that the configuration is made anew for each merge. Values stay the text they are; look-ups
 * convert them as any text.
 *
 * @param entries the values
 */
public record Overrides(List<Entry> entries) {
    /**
     * Copies the list.
     *
     * @param entries the values
     */
    public Overrides {
        entries = List.copyOf(entries);
    }

    /**
     * One value.
     *
     * @param elements the elements of its path, at least one
     * @param value the value
     * @param origin the name of the property or variable, in words
     */
    public record Entry(List<String> elements, String value, String origin) {
        /**
         * Copies the list.
         *
         * @param elements the elements of its path, at least one
         * @param value the value
         * @param origin the name of the property or variable, in words
         */
        public Entry {
            elements = List.copyOf(elements);
        }

        /** Returns where it comes from; never the value. */
        @Override
        public String toString() {
            return origin;
        }
    }

    /** Returns where the values come from; never a value. */
    @Override
    public String toString() {
        return "Overrides" + entries;
    }

    /** The values, under the keys that the layers below have for them. */
    Config over(String layer, ConfigObject below) {
        Node root = new Node();
        entries.stream().sorted(Comparator.comparing(Entry::origin)).forEach(entry -> put(root, entry, below));
        return root.object(layer).toConfig();
    }

    private static void put(Node root, Entry entry, ConfigObject below) {
        Keys keys = new Keys(below);
        Node node = root;
        for (String element : entry.elements()) {
            String key = key(element, keys.names(), node.inner.keySet());
            keys = keys.below(key);
            node = node.inner.computeIfAbsent(key, name -> new Node());
        }
        node.entry = entry;
    }

    /** The key that an element means: itself, or one that is the same but for case and signs, the first of several. */
    private static String key(String element, Set<String> below, Set<String> here) {
        Set<String> known = new TreeSet<>(below);
        if (known.contains(element)) {
            return element;
        }
        String canonical = KeyNames.canonical(element);
        known.addAll(here);
        return known.stream()
                .filter(key -> KeyNames.canonical(key).equals(canonical))
                .findFirst()
                .orElse(element);
    }

    /** A place in the tree of values. One that has others below it is an object, whatever value it had itself. */
    private static final class Node {
        private final Map<String, Node> inner = new HashMap<>();
        private @Nullable Entry entry;

        ConfigObject object(String origin) {
            Map<String, ConfigValue> values = new HashMap<>();
            inner.forEach((key, node) -> values.put(key, node.value(origin)));
            return ConfigValueFactory.fromMap(values, origin);
        }

        private ConfigValue value(String origin) {
            return inner.isEmpty() && entry != null
                    ? ConfigValueFactory.fromAnyRef(entry.value(), entry.origin())
                    : object(origin);
        }
    }
}
