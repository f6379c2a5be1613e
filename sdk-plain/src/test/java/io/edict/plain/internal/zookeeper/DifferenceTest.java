package io.edict.plain.internal.zookeeper;

import static io.edict.plain.internal.store.Changes.noise;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DifferenceTest {
    private static final int ANY = Integer.MAX_VALUE / 2;

    static Stream<Arguments> pairs() {
        byte[] noise = noise(1, 5000);
        byte[] lines = lines(400);
        byte[] same = "timeout = 5s\n".repeat(2000).getBytes(UTF_8);
        return Stream.of(
                Arguments.of("nothing and nothing", new byte[0], new byte[0]),
                Arguments.of("nothing before", new byte[0], noise),
                Arguments.of("nothing after", noise, new byte[0]),
                Arguments.of("the same", noise, noise),
                Arguments.of("other noise", noise, noise(2, 5000)),
                Arguments.of("short", "a".getBytes(UTF_8), "b".getBytes(UTF_8)),
                Arguments.of("a block", noise(3, 32), noise(3, 32)),
                Arguments.of("longer", noise, join(noise, noise)),
                Arguments.of("something in front", lines, join("first = 1\n".getBytes(UTF_8), lines)),
                Arguments.of("something cut out", lines, cut(lines, 1000, 3000)),
                Arguments.of("halves changed about", lines, join(cut(lines, 0, 5000), cut(lines, 5000, lines.length))),
                Arguments.of("all lines alike", same, join(cut(same, 100, 113), noise(4, 3), same)),
                Arguments.of("fewer lines alike", same, cut(same, 500, 600)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void oldContentAndDifferenceMakeTheNew(String what, byte[] base, byte[] target) throws IOException {
        byte[] difference = between(base, target);

        assertThat(apply(base, difference, target.length)).isEqualTo(target);
        assertThat(Difference.between(base, target, difference.length + 32)).isEqualTo(difference);
        if (difference.length > 0) {
            assertThat(Difference.between(base, target, difference.length - 1)).isNull();
        }
    }

    @Test
    void randomEditsOfRandomTextsComeOutExactly() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            byte[] base = text(random, random.nextInt(3000));
            byte[] target = base;
            for (int edit = random.nextInt(6); edit > 0; edit--) {
                int from = random.nextInt(target.length + 1);
                int to = Math.min(target.length, from + random.nextInt(200));
                byte[] put = text(random, random.nextInt(200));
                target = join(head(target, from), put, tail(target, to));
            }
            assertThat(apply(base, between(base, target), target.length)).isEqualTo(target);
        }
    }

    @Test
    void fiveChangedKeysOfManyTakeAFewBytes() {
        String before = new String(lines(8000), UTF_8);
        String after = before;
        for (int key = 100; key < 8000; key += 1600) {
            after = after.replace("service.pool" + key + ".timeout = ", "service.pool" + key + ".timeout = 1");
        }
        byte[] difference = between(before.getBytes(UTF_8), after.getBytes(UTF_8));

        assertThat(before.length()).isGreaterThan(240_000);
        assertThat(difference.length).isLessThan(100);
    }

    @Test
    void contentsAsBigAsTheyMayBeAreComparedInATimeThatGrowsWithThem() throws IOException {
        for (byte[] base :
                new byte[][] {new byte[4_000_000], "ab\n".repeat(1_000_000).getBytes(UTF_8), lines(60_000)}) {
            byte[] target = base.clone();
            for (int at = 0; at < target.length; at += 4001) {
                target[at] ^= 3;
            }
            assertThat(apply(base, between(base, target), target.length)).isEqualTo(target);
        }
    }

    @Test
    void differencesThatDoNotFitAreRefusedBeforeAnythingIsMade() {
        byte[] base = noise(1, 100);
        byte[] bomb = bytes(0, 0xff, 0xff, 0xff, 0x7f, 0);

        assertRefused(base, bomb, 1L << 27);
        assertRefused(base, bytes(0, 10, 0x80), 10);
        assertRefused(base, bytes(0, 10, 0xff, 0xff, 0xff, 0x7f), 10);
        assertRefused(base, bytes(0, 0x80, 0x80, 0x80, 0x80, 0x01, 0), 1L << 28);
        assertRefused(base, bytes(5, 'a', 0), 5);
        assertRefused(base, bytes(1, 'a'), 1);
        assertRefused(base, bytes(1, 'a', 0), 2);
        assertRefused(base, bytes(1, 'a', 0), 0);
        assertRefused(base, bytes(0, 0), 0);
        assertRefused(base, bytes(0, 10, base.length - 9), 10);
        assertRefused(base, new byte[0], 1);
        assertRefused(base, new byte[0], Long.MAX_VALUE);
        assertRefused(base, new byte[0], -1);
    }

    @Test
    void noiseIsRefusedOrMakesWhatWasSaid() {
        byte[] base = noise(1, 100);
        for (int i = 0; i < 20_000; i++) {
            try {
                assertThat(apply(base, noise(i, 1 + i % 9), i % 50)).hasSize(i % 50);
            } catch (IOException refused) {
                assertThat(refused).hasMessageNotContaining("=");
            }
        }
    }

    private static void assertRefused(byte[] base, byte[] difference, long size) {
        assertThatIOException().isThrownBy(() -> apply(base, difference, size));
    }

    private static byte[] between(byte[] base, byte[] target) {
        return Objects.requireNonNull(Difference.between(base, target, ANY));
    }

    private static byte[] apply(byte[] base, byte[] difference, long size) throws IOException {
        return Difference.apply(ByteBuffer.wrap(base), ByteBuffer.wrap(difference), size);
    }

    /** Words that come again and again, so that many places look alike. */
    private static byte[] text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append("abcdefgh".repeat(1 + random.nextInt(6)), 0, 1 + random.nextInt(8));
        }
        return text.toString().getBytes(UTF_8);
    }

    private static byte[] lines(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("service.pool")
                    .append(i)
                    .append(".timeout = ")
                    .append(i % 60)
                    .append("s\n");
        }
        return text.toString().getBytes(UTF_8);
    }

    private static byte[] head(byte[] bytes, int to) {
        return Arrays.copyOf(bytes, to);
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] cut(byte[] bytes, int from, int to) {
        return join(head(bytes, from), tail(bytes, to));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
