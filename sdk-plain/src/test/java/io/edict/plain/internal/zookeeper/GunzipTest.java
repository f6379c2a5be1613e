package io.edict.plain.internal.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GunzipTest {
    private static final byte[] TEXT = "a = 1\n".repeat(1_000).getBytes(UTF_8);

    @Test
    void memberComesBackAsItWas() throws IOException {
        assertThat(Gunzip.unpack(HeadCodec.pack(TEXT), TEXT.length)).isEqualTo(TEXT);
        assertThat(Gunzip.unpack(HeadCodec.pack(new byte[0]), 0)).isEmpty();
    }

    @Test
    void memberWithNameCommentAndExtraFieldIsRead() throws IOException {
        byte[] plain = HeadCodec.pack(TEXT);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(plain, 0, 10);
        packed.writeBytes(new byte[] {2, 0, 'x', 'y', 'n', 0, 'c', 0, 1, 1});
        packed.write(plain, 10, plain.length - 10);
        byte[] bytes = packed.toByteArray();
        bytes[3] = 2 | 4 | 8 | 16;

        assertThat(Gunzip.unpack(bytes, TEXT.length)).isEqualTo(TEXT);
        for (int length = 0; length < 20; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Gunzip.unpack(cut, TEXT.length)).isInstanceOf(EOFException.class);
        }
    }

    /** The JDK's own stream recurses for each of them. */
    @Test
    void hundredThousandEmptyMembersAreRefused() {
        byte[] empty = HeadCodec.pack(new byte[0]);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int i = 0; i < 100_000; i++) {
            packed.writeBytes(empty);
        }

        assertThatThrownBy(() -> Gunzip.unpack(packed.toByteArray(), 10)).isInstanceOf(IOException.class);
    }

    @Test
    void secondMemberIsRefused() {
        byte[] packed = HeadCodec.pack(TEXT);
        byte[] twice = Arrays.copyOf(packed, packed.length * 2);
        System.arraycopy(packed, 0, twice, packed.length, packed.length);

        assertThatThrownBy(() -> Gunzip.unpack(twice, 2 * TEXT.length)).isInstanceOf(IOException.class);
    }

    @Test
    void bombIsNotUnpackedBeyondItsSize() {
        byte[] bomb = HeadCodec.pack(new byte[50_000_000]);

        assertThatThrownBy(() -> Gunzip.unpack(bomb, 1_000)).isInstanceOf(Gunzip.TooLongException.class);
    }

    @Test
    void memberCutAnywhereIsRefused() {
        byte[] packed = HeadCodec.pack(TEXT);
        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> Gunzip.unpack(cut, TEXT.length)).isInstanceOf(IOException.class);
        }
    }
}
