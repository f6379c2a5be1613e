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

    /** The number of what is not there. */
    static final int NOWHERE = -2;

    private static final int MAX_PROBES = 64;
    /** 2³² over the golden ratio: takes hashes of similar paths far apart. */
    private static final int SPREAD = 0x9E3779B9;

    private static final int FREE = 0;

    private final ConfigObject root;
    private final String[] elements;
    private final int[] parents;
    private final Object[] values;
    private final @Nullable String[] asked;
    /** Numbers of values, plus one. */
    private final int[] slots;

    private final int shift;
    private final int leaves;
    private final boolean complete;

    /**
     * Indexes what was numbered.
     *
     * @param root the resolved configuration
     * @param numbering its values
     */
    PathIndex(ConfigObject root, Numbering numbering) {
        this.root = root;
        this.elements = numbering.elements();
        this.parents = numbering.parents();
        this.values = numbering.values();
        this.leaves = numbering.leaves();
        int count = numbering.size();
        this.asked = new String[count];
        this.slots = new int[Integer.highestOneBit(Math.max(4, count + count / 2)) << 1];
        this.shift = Integer.numberOfLeadingZeros(slots.length) + 1;
        boolean all = true;
        for (int number = 0; number < count; number++) {
            all &= fill(numbering.hash(number), number);
        }
        this.complete = all;
    }

    /** Indexes a resolved configuration. */
    static PathIndex of(ConfigObject root) {
        return new PathIndex(root, Numbering.of(root));
    }

    private boolean fill(int hash, int number) {
        int slot = slot(hash);
        for (int probe = 0; probe < MAX_PROBES; probe++) {
            if (slots[slot] == FREE) {
                slots[slot] = number + 1;
                return true;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return false;
    }

    /** Whether all values are found by their paths. */
    boolean isComplete() {
        return complete;
    }

    int size() {
        return values.length;
    }

    /** The number of the object around a value. */
    int parent(int number) {
        return parents[number];
    }

    /** The last element of a value's path. */
    String element(int number) {
        return elements[number];
    }

    /** A value as {@link #find} tells it. */
    Object value(int number) {
        return values[number];
    }

    /** A value as typesafe-config has it; null for objects and nulls. */
    @Nullable
    ConfigValue leaf(int number) {
        if (values[number] instanceof ConfigValue value) {
            boolean none = value.valueType() == ConfigValueType.OBJECT || value.valueType() == ConfigValueType.NULL;
            return none ? null : value;
        }
        int parent = parents[number];
        ConfigObject around = parent == Numbering.ROOT ? root : (ConfigObject) values[parent];
        return around.get(Paths.key(elements[number]));
    }

    /** The path of a value, in its plain form. */
    String path(int number) {
        StringBuilder path = new StringBuilder();
        append(path, number);
        return path.toString();
    }

    private void append(StringBuilder path, int number) {
        if (parents[number] != Numbering.ROOT) {
            append(path, parents[number]);
            path.append('.');
        }
        path.append(elements[number]);
    }

    /** Whether a number is that of a value within an object, at an element. */
    boolean isChild(int number, int parent, String element) {
        return number < values.length && parents[number] == parent && elements[number].equals(element);
    }

    /** The hash of a value's path. */
    int hash(int number) {
        int parent = parents[number];
        return Numbering.hash(parent == Numbering.ROOT ? 0 : 31 * hash(parent) + '.', elements[number]);
    }

    /** The number of the value with a path of such a hash, within an object, at an element; or {@link #NOWHERE}. */
    int number(int hash, int parent, String element) {
        int slot = slot(hash);
        for (int probe = 0; probe < MAX_PROBES && slots[slot] != FREE; probe++) {
            if (isChild(slots[slot] - 1, parent, element)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return NOWHERE;
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
            if (at == Numbering.ROOT) {
                return start == 0;
            }
            end = start - 1;
            if (end < 0 || path.charAt(end) != '.') {
                return false;
            }
        }
    }

    private int slot(int hash) {
        return (hash * SPREAD) >>> shift;
    }
}
