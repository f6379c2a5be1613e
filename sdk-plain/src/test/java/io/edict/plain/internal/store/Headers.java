package io.edict.plain.internal.store;

/** Header lines that were changed by somebody who knows how they are made. */
public final class Headers {
    private static final String CHECK = ",\"check\":\"";

    private static final String BEGIN = "{\"edict\":";

    private Headers() {}

    /**
     * A line with the check that it ought to have.
     *
     * @param line a changed line, with the check of the one that it was made from
     */
    public static String sealed(String line) {
        int end = line.lastIndexOf(CHECK);
        return end < 0 ? line : HeaderCodec.sealed(line.substring(0, end));
    }

    /**
     * A text with one changed header line in it, which has the check that it ought to have.
     *
     * @param text some lines, of which one is a header
     */
    public static String sealedWithin(String text) {
        int start = text.startsWith(BEGIN) ? 0 : text.indexOf("\n" + BEGIN) + 1;
        int end = text.indexOf('\n', start);
        return end < 0 || !text.startsWith(BEGIN, start)
                ? text
                : text.substring(0, start) + sealed(text.substring(start, end)) + text.substring(end);
    }
}
