package io.edict.plain.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What bytes are as a text, and which are none. */
class ContentTest {
    private static final String[] PIECES = {"plain", "ü", "中", "\uD83D\uDE00", "\uFFFD", "\0"};
    private static final byte[] ENDS = {(byte) 0xC3, (byte) 0xE4, (byte) 0x80, (byte) 0xFF, (byte) 0xED, (byte) 0xF0};

    @Test
    void replacementCharacterThatIsPartOfTheTextIsNoFault() {
        assertThat(Content.ofText("a\uFFFDb").text()).isEqualTo("a\uFFFDb");
    }

    @Test
    void bytesThatAreNotUtf8HaveNoText() {
        assertThat(Content.ofOwned(new byte[] {'a', (byte) 0xC3}).text()).isNull();
        assertThat(Content.ofOwned(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})
                        .text())
                .as("half of a surrogate pair")
                .isNull();
    }

    @Test
    void textIsWhatAStrictDecoderMakesOfIt() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = bytes(random);
            assertThat(Content.ofOwned(bytes).text()).isEqualTo(strict(bytes));
        }
    }

    private static byte[] bytes(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = random.nextInt(6); i > 0; i--) {
            bytes.writeBytes(PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
            if (random.nextInt(4) == 0) {
                bytes.write(ENDS[random.nextInt(ENDS.length)]);
            }
        }
        return bytes.toByteArray();
    }

    private static @Nullable String strict(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
