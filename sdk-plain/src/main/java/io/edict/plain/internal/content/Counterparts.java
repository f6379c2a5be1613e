package io.edict.plain.internal.content;

import java.util.Arrays;

/**
 * Where the values of a version, told one after the other, stand in the index of the version before. Mostly both have the
 * same keys in the same order, so that a value's counterpart stands behind the last one; where it does not it is looked up,
 * and from there on it does again. For one thread.
 */
final class Counterparts {
    private final PathIndex before;
    private int[] numbers;
    private int size;
    private int likely;

    /**
     * Those of no values yet.
     *
     * @param before the index of the version before
     * @param capacity about how many values there will be, at least one
     */
    Counterparts(PathIndex before, int capacity) {
        this.before = before;
        this.numbers = new int[capacity];
    }

    /** The number before of a value, or {@link PathIndex#NOWHERE}. */
    int of(int number) {
        return number == Numbering.ROOT ? Numbering.ROOT : numbers[number];
    }

    /** The number of what most likely is the next counterpart. */
    int likely() {
        return likely;
    }

    /** Takes what is most likely the counterpart of the next value; false if it is not. */
    boolean follows(int parent, String element) {
        int around = of(parent);
        if (around == PathIndex.NOWHERE) {
            add(PathIndex.NOWHERE);
            return true;
        }
        if (!before.isChild(likely, around, element)) {
            return false;
        }
        add(likely++);
        return true;
    }

    /** Looks the counterpart of the next value up, which does not follow. */
    void lookUp(int parent, String element, int hash) {
        int number = before.number(hash, of(parent), element);
        add(number);
        likely = number == PathIndex.NOWHERE ? likely : number + 1;
    }

    private void add(int number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }
}
