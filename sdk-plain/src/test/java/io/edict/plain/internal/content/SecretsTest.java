package io.edict.plain.internal.content;

import static io.edict.plain.internal.content.Contents.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.edict.Format;
import io.edict.error.InvalidDocumentException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is wrong with a text, nothing of it comes out in the error: neither keys nor values nor comments. All words of
 * the texts are of the same two letters, so that a part of one gives itself away, too.
 */
class SecretsTest {
    private static final int TRIALS = 1_000;

    private static final Map<Format, String> TEXTS =
            Map.of(Format.HOCON, """
            # zqzqzqzq
            zqzqzqzq.zqzqzqzq = "zqzqzqzq", a = [zqzqzqzq, ${zqzqzqzq.zqzqzqzq}]
            b { zqzqzqzq : 15, c = ${?zqzqzqzq}, d = ""\"zqzqzqzq""\" } // zqzqzqzq
            e = 5 zqzqzqzq ${b.zqzqzqzq}
            f += zqzqzqzq
            """, Format.JSON, """
            {"zqzqzqzq": {"a": "zqzqzqzq\\u0041", "b": [1, "zqzqzqzq", true]},
             "c": -1.5e3, "zqzqzqzq2": null}
            """, Format.PROPERTIES, """
            # zqzqzqzq
            zqzqzqzq.zqzqzqzq = zqzqzqzq\\u0041\\u0042zqzqzqzq
            a: zqzqzqzq \\
              zqzqzqzq\\u0043
            """, Format.YAML, """
            # zqzqzqzq
            zqzqzqzq:
              zqzqzqzq: [zqzqzqzq, "zqzqzqzq", 'zqzqzqzq']
              - b: {zqzqzqzq: 1}
            c: |
              zqzqzqzq
            d: &zqzqzqzq !zqzqzqzq *zqzqzqzq
            """);

    private static final String SIGNS = "{}[]\"'\\:=,$+&#-!*|?%@`\n\t u0\u0000\uD800";

    @ParameterizedTest
    @EnumSource
    void randomlyDamagedTextParsesOrFailsWithoutGivingItselfAway(Format format) {
        Random random = new Random(42);
        int failures = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            String text = damaged(TEXTS.getOrDefault(format, ""), random);
            InvalidDocumentException e = failure(format, text);
            if (e != null) {
                failures++;
                assertThat(everythingIn(e)).as(text).doesNotContain("zq");
                assertPlaceWithin(text, e);
            }
        }
        assertThat(failures).isGreaterThan(TRIALS / 20);
    }

    private static @Nullable InvalidDocumentException failure(Format format, String text) {
        return catchThrowableOfType(InvalidDocumentException.class, () -> read(format, text));
    }

    private static void assertPlaceWithin(String text, InvalidDocumentException e) {
        String[] lines = text.split("\n", -1);
        assertThat(e.line()).as(text).isBetween(1, lines.length);
        assertThat(e.column()).as(text).isBetween(1, lines[e.line() - 1].length() + 1);
    }

    private static String everythingIn(InvalidDocumentException e) {
        StringWriter written = new StringWriter();
        e.printStackTrace(new PrintWriter(written));
        return written.toString();
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times && !damaged.isEmpty(); i++) {
            int at = random.nextInt(damaged.length());
            char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
            switch (random.nextInt(4)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.setCharAt(at, sign);
                case 2 -> damaged.insert(at, sign);
                default -> damaged.setLength(at);
            }
        }
        return damaged.toString();
    }
}
