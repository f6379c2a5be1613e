package io.edict.plain.internal.zookeeper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two contents as bytes, exact whatever they mean: over and over, new bytes and a stretch of the old
 * content. Each number takes groups of seven bits, the lowest first: how many new bytes, these, how long the stretch is, and,
 * unless it is empty, where it begins.
 *
 * <p>Stretches are found by blocks of the old content, wherever in the new content they stand. The time that takes grows with
 * the two lengths, and no faster.
 */
final class Difference {
    private static final int BLOCK = 32;

    /** A stretch that goes on where the last one would have gone on is worth copying when it is this long. */
    private static final int SHORTEST = 16;

    /** How many of the blocks that look alike are tried. */
    private static final int TRIES = 16;

    private static final int FACTOR = 0x01000193;
    private static final int LEAST_SLOTS = 16;

    private final byte[] base;
    private final byte[] target;
    private final int longest;

    /** The last block of each hash, and to each block the one before it of the same hash; one more than its index, or 0. */
    private final int[] last;

    private final int[] before;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** How far a place in the target is from the one in the base that the last stretch would have gone on with. */
    private int shift;

    private int foundAt;

    private Difference(byte[] base, byte[] target, int longest) {
        this.base = base;
        this.target = target;
        this.longest = longest;
        this.before = new int[base.length / BLOCK];
        this.last = new int[Math.max(LEAST_SLOTS, Integer.highestOneBit(Math.max(1, before.length)) * 2)];
    }

    /**
     * Compares.
     *
     * @param longest the most that the difference may take
     * @return the difference, or null if it takes more, or hardly less
     */
    static byte @Nullable [] between(byte[] base, byte[] target, int longest) {
        return new Difference(base, target, longest).found();
    }

    /**
     * Makes the new content of the old one. Nothing is made before it is known that all stretches lie within the old content,
     * and that what comes out has the given size.
     *
     * @param difference holds the difference from its position on
     * @throws IOException if it is none, or does not fit
     */
    static byte[] apply(ByteBuffer base, ByteBuffer difference, long size) throws IOException {
        check(base.limit(), difference.duplicate(), size);
        ByteBuffer from = difference.duplicate();
        byte[] made = new byte[(int) size];
        int at = 0;
        while (from.hasRemaining()) {
            int fresh = number(from);
            from.get(made, at, fresh);
            at += fresh;
            int copied = number(from);
            if (copied > 0) {
                base.get(number(from), made, at, copied);
                at += copied;
            }
        }
        return made;
    }

    private static void check(int base, ByteBuffer from, long size) throws IOException {
        long made = 0;
        while (from.hasRemaining()) {
            int fresh = number(from);
            if (fresh > from.remaining()) {
                throw new IOException("Cut off");
            }
            from.position(from.position() + fresh);
            int copied = number(from);
            if (copied > 0 && number(from) > (long) base - copied) {
                throw new IOException("Refers to what is not there");
            }
            made += (long) fresh + copied;
            if (made > size || fresh + (long) copied == 0) {
                throw new IOException("Makes more than was said, or nothing");
            }
        }
        if (made != size || size > Integer.MAX_VALUE - 8) {
            throw new IOException("Makes less than was said");
        }
    }

    private static int number(ByteBuffer from) throws IOException {
        int number = 0;
        for (int bits = 0; bits < Integer.SIZE - 4; bits += 7) {
            if (!from.hasRemaining()) {
                throw new IOException("Cut off");
            }
            byte next = from.get();
            number |= (next & 0x7f) << bits;
            if (next >= 0) {
                return number;
            }
        }
        throw new IOException("A number too big");
    }

    private byte @Nullable [] found() {
        for (int block = 0; block < before.length; block++) {
            int slot = slot(hash(base, block * BLOCK));
            before[block] = last[slot];
            last[slot] = block + 1;
        }
        int written = 0;
        int at = 0;
        int hash = 0;
        int hashed = -2;
        while (at < target.length && out.size() + at - written <= longest) {
            if (at + BLOCK <= target.length) {
                hash = hashed == at - 1 ? rolled(hash, at) : hash(target, at);
                hashed = at;
            }
            int length = longestAt(at, hash);
            if (length == 0) {
                at++;
                continue;
            }
            int back = 0;
            while (at - back > written && foundAt > back && base[foundAt - back - 1] == target[at - back - 1]) {
                back++;
            }
            write(written, at - back, foundAt - back, length + back);
            shift = foundAt - at;
            at += length;
            written = at;
        }
        if (written < target.length) {
            write(written, target.length, 0, 0);
        }
        return out.size() > longest ? null : out.toByteArray();
    }

    /** The length of the longest stretch of the base that stands in the target here, or 0; where in the base it begins. */
    private int longestAt(int at, int hash) {
        int best = 0;
        int straight = at + shift;
        if (straight >= 0 && straight < base.length && base[straight] == target[at]) {
            int length = common(straight, at);
            if (length >= SHORTEST) {
                best = length;
                foundAt = straight;
            }
        }
        if (best > 0 || at + BLOCK > target.length) {
            return best;
        }
        int block = last[slot(hash)];
        for (int tries = 0; block > 0 && tries < TRIES; tries++) {
            int from = (block - 1) * BLOCK;
            int length = common(from, at);
            if (length >= BLOCK && length > best) {
                best = length;
                foundAt = from;
            }
            block = before[block - 1];
        }
        return best;
    }

    private int common(int from, int at) {
        int end = Math.min(base.length - from, target.length - at);
        int differs = Arrays.mismatch(base, from, from + end, target, at, at + end);
        return differs < 0 ? end : differs;
    }

    private void write(int from, int to, int copyFrom, int copied) {
        number(to - from);
        int room = Math.max(0, longest + 1 - out.size());
        out.write(target, from, Math.min(room, to - from));
        number(copied);
        if (copied > 0) {
            number(copyFrom);
        }
    }

    private void number(int number) {
        int left = number;
        while (left > 0x7f) {
            out.write(left | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 15)) & (last.length - 1);
    }

    private static int hash(byte[] bytes, int at) {
        int hash = 0;
        for (int i = 0; i < BLOCK; i++) {
            hash = hash * FACTOR + bytes[at + i];
        }
        return hash;
    }

    /** The hash of the block that begins here, from that of the one that begins a byte before. */
    private int rolled(int hash, int at) {
        return (hash - target[at - 1] * OLDEST) * FACTOR + target[at + BLOCK - 1];
    }

    private static final int OLDEST = oldest();

    private static int oldest() {
        int factor = 1;
        for (int i = 1; i < BLOCK; i++) {
            factor *= FACTOR;
        }
        return factor;
    }
}
