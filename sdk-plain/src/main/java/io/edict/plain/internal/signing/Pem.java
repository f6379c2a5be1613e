package io.edict.plain.internal.signing;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The text form of a key, RFC 7468: one block, and the lines before it. */
final class Pem {
    static final String PRIVATE = "PRIVATE KEY";
    static final String PUBLIC = "PUBLIC KEY";

    private static final int COLUMNS = 64;

    private Pem() {}

    /**
     * A text with one key.
     *
     * @param before the lines before the block, without blank ones
     * @param bytes the key's encoding
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Block(List<String> before, byte[] bytes) {}

    static String write(String label, byte[] bytes) {
        Base64.Encoder lines = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'});
        return "-----BEGIN " + label + "-----\n" + lines.encodeToString(bytes) + "\n-----END " + label + "-----\n";
    }

    /**
     * Reads a text with exactly one block.
     *
     * @throws IllegalArgumentException if it is none; never quotes the text
     */
    static Block read(String label, String text) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        List<String> lines = text.lines().map(String::strip).toList();
        int from = lines.indexOf(begin);
        int to = lines.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("it has no block that begins with " + begin);
        }
        List<String> before = new ArrayList<>(lines.subList(0, from));
        before.removeIf(String::isEmpty);
        if (!lines.subList(to + 1, lines.size()).stream().allMatch(String::isEmpty)) {
            throw new IllegalArgumentException("it has more than one block, or text behind it");
        }
        try {
            return new Block(before, Base64.getDecoder().decode(String.join("", lines.subList(from + 1, to))));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("its block is not Base64", e);
        }
    }
}
