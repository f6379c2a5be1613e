package io.edict.plain.internal.content;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.Arrays;

/**
 * The values of a configuration, objects included, numbered one after the other while they are read: an object before
 * what is in it. What a {@link PathIndex} is made of; whoever reads a text need not walk through it again. For one
 * thread.
 */
final class Numbering {
    /** The number of the object around all others. */
    static final int ROOT = -1;

    private String[] elements;
    private int[] parents;
    /** Of the paths as a whole, as Java computes them. */
    private int[] hashes;
    /** Of the paths as a whole. */
    private int[] lengths;

    private Object[] values;
    private int size;
    private int leaves;
    private long pathLength;

    /**
     * Nothing yet.
     *
     * @param capacity about how many values there will be, at least one
     */
    Numbering(int capacity) {
        this.elements = new String[capacity];
        this.parents = new int[capacity];
        this.hashes = new int[capacity];
        this.lengths = new int[capacity];
        this.values = new Object[capacity];
    }

    /** Numbers a resolved configuration; it may nest only as deeply as a parsed one does. */
    static Numbering of(ConfigObject root) {
        Numbering numbering = new Numbering(Math.max(1, root.size()));
        numbering.addAll(root, ROOT);
        return numbering;
    }

    /**
     * Nobody here asks an object for its entries: typesafe-config puts them into a set by their hashes, and keys made to
     * have equal hashes must not make this slow.
     */
    private void addAll(ConfigObject object, int parent) {
        for (String key : object.keySet()) {
            ConfigValue value = object.get(key);
            if (value instanceof ConfigObject nested) {
                int number = add(key, parent);
                set(number, nested);
                addAll(nested, number);
            } else {
                set(add(key, parent), value);
            }
        }
    }

    /**
     * Numbers a value that is still to be told.
     *
     * @param key its key
     * @param parent the number of the object around it
     * @return its number
     */
    int add(String key, int parent) {
        if (size == elements.length) {
            grow();
        }
        String element = Paths.element(key);
        elements[size] = element;
        parents[size] = parent;
        if (parent == ROOT) {
            hashes[size] = element.hashCode();
            lengths[size] = element.length();
        } else {
            hashes[size] = hash(31 * hashes[parent] + '.', element);
            lengths[size] = lengths[parent] + 1 + element.length();
        }
        pathLength += lengths[size] + 1;
        return size++;
    }

    /** The hash of a string and another behind it, as Java computes it for the whole. */
    static int hash(int before, String element) {
        int hash = before;
        for (int i = element.length(); i > 0; i--) {
            hash *= 31;
        }
        return hash + element.hashCode();
    }

    private void grow() {
        int capacity = 2 * size;
        elements = Arrays.copyOf(elements, capacity);
        parents = Arrays.copyOf(parents, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        values = Arrays.copyOf(values, capacity);
    }

    /** Tells a value by its number. */
    void set(int number, ConfigValue value) {
        switch (value.valueType()) {
            // Unwrapped once and for all, because typesafe-config makes a new Integer each time.
            case STRING, NUMBER, BOOLEAN -> setSimple(number, value.unwrapped());
            case LIST -> {
                values[number] = value;
                leaves++;
            }
            case OBJECT, NULL -> values[number] = value;
        }
    }

    /** Whether something is no ConfigValue; asks for classes, since to ask for an interface takes a search. */
    static boolean isSimple(Object value) {
        return value instanceof String
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Boolean
                || value instanceof Double;
    }

    /** Tells a String, Integer, Long, Double or Boolean by its number. */
    void setSimple(int number, Object value) {
        values[number] = value;
        leaves++;
    }

    int size() {
        return size;
    }

    /** How many values there are, without objects and nulls. */
    int leaves() {
        return leaves;
    }

    /** How long all paths are together. */
    long pathLength() {
        return pathLength;
    }

    int hash(int number) {
        return hashes[number];
    }

    String[] elements() {
        return Arrays.copyOf(elements, size);
    }

    int[] parents() {
        return Arrays.copyOf(parents, size);
    }

    /** A String, Integer, Long, Double or Boolean for each number; for lists, objects and null the ConfigValue. */
    Object[] values() {
        return Arrays.copyOf(values, size);
    }
}
