package io.edict.plain.internal.content;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the value at a path without parsing the path, without a lock and without allocating. Immutable, but for the paths
 * that it remembers.
 *
 * <p>All values are numbered, objects included. Each knows the last element of its path and the number of the object
 * around it; paths as a whole are stored nowhere, which keeps the index small beside the configuration itself. A hash table
 * with open addressing leads from the hash of a path, which Java strings remember, to a number; the path is then compared
 * element by element, from the last to the first.
 *
 * <p>A path found so is remembered, the caller's own string, at most one for each value: applications ask again with the
 * same literal, and comparing with it is one look, or one comparison of strings. Threads race for that without harm: what
 * they write are strings equal to the value's path, which are safe to read however they were published, and who sees none
 * compares element by element.
 *
 * <p>Keys made to have equal hashes must not make this slow. A value that finds no free slot within {@value #MAX_PROBES}
 * stays out of the table, and the index then says of a path that it does not find that it does not know. For the same
 * reason nobody here asks an object for its entries: typesafe-config puts them into a set by their hashes.
 */
final class PathIndex {
    /** There is no value at the path, and no other spelling of the path leads to one. */
    static final Object ABSENT = new Object();

    private static final int MAX_PROBES = 64;
    /** 2³² over the golden ratio: takes hashes of similar paths far apart. */
    private static final int SPREAD = 0x9E3779B9;

    private static final int ROOT = -1;
    private static final int FREE = 0;

    private final String[] elements;
    private final int[] parents;
    private final Object[] values;
    private final @Nullable String[] asked;
    /** Numbers of values, plus one. */
    private final int[] slots;

    private final int shift;

    private int size;
    private int leaves;
    private boolean complete = true;

    /**
     * Indexes a configuration.
     *
     * @param root the resolved configuration; it may nest only as deeply as a parsed one does
     */
    PathIndex(ConfigObject root) {
        int count = count(root);
        elements = new String[count];
        parents = new int[count];
        values = new Object[count];
        asked = new String[count];
        slots = new int[Integer.highestOneBit(Math.max(4, count + count / 2)) << 1];
        shift = Integer.numberOfLeadingZeros(slots.length) + 1;
        addAll(root, ROOT, 0);
    }

    /** How many values there are, without objects and nulls. */
    int leaves() {
        return leaves;
    }

    /**
     * Finds a value.
     *
     * @param path the path
     * @return a String, Integer, Long, Double or Boolean; for lists, objects and null the ConfigValue; {@link #ABSENT}; or
     *     null where the path must be parsed to know
     */
    @Nullable
    Object find(String path) {
        int slot = slot(path.hashCode());
        for (int probe = 0; probe < MAX_PROBES; probe++) {
            int number = slots[slot];
            if (number == FREE) {
                break;
            }
            if (isAt(number - 1, path)) {
                return values[number - 1];
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return complete && Paths.isSimple(path) ? ABSENT : null;
    }

    private boolean isAt(int number, String path) {
        String known = asked[number];
        if (known != null) {
            return known.equals(path);
        }
        boolean found = leadsTo(number, path);
        if (found) {
            asked[number] = path;
        }
        return found;
    }

    private boolean leadsTo(int number, String path) {
        int end = path.length();
        int at = number;
        while (true) {
            String element = elements[at];
            int start = end - element.length();
            if (start < 0 || !path.startsWith(element, start)) {
                return false;
            }
            at = parents[at];
            if (at == ROOT) {
                return start == 0;
            }
            end = start - 1;
            if (end < 0 || path.charAt(end) != '.') {
                return false;
            }
        }
    }

    private static int count(ConfigObject object) {
        int count = object.size();
        for (ConfigValue value : object.values()) {
            count += value instanceof ConfigObject inner ? count(inner) : 0;
        }
        return count;
    }

    private void addAll(ConfigObject object, int parent, int hash) {
        for (String key : object.keySet()) {
            String element = Paths.element(key);
            ConfigValue value = object.get(key);
            int inner = hash(parent == ROOT ? hash : 31 * hash + '.', element);
            int number = add(element, parent, value, inner);
            if (value instanceof ConfigObject nested) {
                addAll(nested, number, inner);
            }
        }
    }

    /** The hash of a string and another behind it, as Java computes it for the whole. */
    private static int hash(int before, String element) {
        int hash = before;
        for (int i = 0; i < element.length(); i++) {
            hash = 31 * hash + element.charAt(i);
        }
        return hash;
    }

    private int add(String element, int parent, ConfigValue value, int hash) {
        int number = size++;
        elements[number] = element;
        parents[number] = parent;
        values[number] = simplified(value);
        leaves += value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.NULL ? 0 : 1;
        int slot = slot(hash);
        for (int probe = 0; probe < MAX_PROBES; probe++) {
            if (slots[slot] == FREE) {
                slots[slot] = number + 1;
                return number;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        complete = false;
        return number;
    }

    /** Unwrapped once and for all, because typesafe-config makes a new Integer each time. */
    private static Object simplified(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> value.unwrapped();
            case LIST, OBJECT, NULL -> value;
        };
    }

    private int slot(int hash) {
        return (hash * SPREAD) >>> shift;
    }
}
