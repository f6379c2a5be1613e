package io.edict.plain.fuzz;

import java.util.Arrays;
import java.util.Random;

/** Small damage to texts and bytes. */
public final class Mutation {
    private static final String SIGNS =
            "{}[]\"'\\:=,$+&#-!*|?%@`\n\t u0.eE/<>~\u0000\u001b\u0085\u00a0\u2028\u202e\ufeff\ud800";

    private static final int MOST_REPEATED = 40;

    private Mutation() {}

    /** Damages half of the texts. */
    public static String of(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int times = Math.max(0, random.nextInt(6) - 2); times > 0 && !damaged.isEmpty(); times--) {
            one(damaged, random);
        }
        return damaged.toString();
    }

    private static void one(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(12));
        char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
        switch (random.nextInt(7)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.setCharAt(at, sign);
            case 2 -> text.insert(at, sign);
            case 3 -> text.setLength(at);
            case 4 -> text.insert(at, text.substring(at, end).repeat(1 + random.nextInt(MOST_REPEATED)));
            case 5 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
            default -> text.insert(at, String.valueOf(sign).repeat(1 + random.nextInt(MOST_REPEATED)));
        }
    }

    /** Damages three byte arrays of four, in place or by a copy. */
    public static byte[] of(byte[] bytes, Random random) {
        byte[] damaged = bytes;
        for (int times = random.nextInt(4); times > 0 && damaged.length > 0; times--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(4)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt();
                case 2 -> damaged = Arrays.copyOf(damaged, at);
                default -> damaged = Arrays.copyOf(damaged, damaged.length + 1 + random.nextInt(30));
            }
        }
        return damaged;
    }
}
