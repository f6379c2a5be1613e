package io.edict.plain.internal.content;

import com.typesafe.config.ConfigObject;

/**
 * Adds up the lengths of all paths of a configuration, before anybody writes them down, as a comparison of two versions
 * does: a key of a megabyte with a thousand keys below would fill the heap.
 */
final class PathSum {
    static final String TOO_LONG = "keys that are too long for so many keys below them";

    /** How many characters all paths may have together, and how many more for each character of the text. */
    static final long MAX_LENGTH = 16L * 1024 * 1024;

    private static final int PER_CHARACTER = 4;

    private final long max;
    private long sum;

    private PathSum(long max) {
        this.max = max;
    }

    /** Whether the paths of values that are numbered are too long together, given the length of the text. */
    static boolean isTooLong(Numbering numbering, long length) {
        return numbering.pathLength() > MAX_LENGTH + PER_CHARACTER * length;
    }

    /** A sum of nothing yet, for a text of such a length. */
    private static PathSum of(long length) {
        return new PathSum(MAX_LENGTH + PER_CHARACTER * length);
    }

    /** Adds the path of a key, given the length of the path to it; tells its own. */
    private long add(String key, long before) {
        long length = before + 1 + Paths.element(key).length();
        sum += length;
        return length;
    }

    private boolean isTooLong() {
        return sum > max;
    }

    /**
     * Whether the paths are too long together. What is not resolved counts as one value.
     *
     * @param root the configuration
     * @param length the length of its text
     */
    static boolean isTooLong(ConfigObject root, long length) {
        PathSum paths = of(length);
        paths.add(root, 0);
        return paths.isTooLong();
    }

    private void add(ConfigObject object, long before) {
        for (String key : object.keySet()) {
            if (sum > max) {
                return;
            }
            long length = add(key, before);
            if (object.get(key) instanceof ConfigObject inner && !Unresolved.is(inner)) {
                add(inner, length);
            }
        }
    }
}
