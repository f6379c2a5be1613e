package io.edict.plain.internal.content;

import static io.edict.plain.internal.content.Contents.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.management.ThreadMXBean;
import com.typesafe.config.ConfigFactory;
import io.edict.Format;
import io.edict.error.InvalidDocumentException;
import io.edict.plain.internal.content.HostileTexts.Hostile;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text costs grows with its length, or it is refused at once. */
@Timeout(120)
class EffortTest {
    private static final int LENGTH = 200_000;

    /** Some 100 times what the text of a good document of this length takes. */
    private static final long MOST_PER_CHARACTER = 30_000;

    /** No measure of speed: what is not bounded takes minutes. */
    private static final Duration MOST_TIME = Duration.ofSeconds(60);

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static List<Hostile> texts() {
        return HostileTexts.of(LENGTH);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void hostileTextIsReadOrRefusedInBoundedTime(Hostile hostile) {
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long begun = threads.getCurrentThreadCpuTime();

        assertThat(accepted(hostile)).isEqualTo(hostile.legal());

        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(LENGTH * MOST_PER_CHARACTER);
        assertThat(threads.getCurrentThreadCpuTime() - begun).isLessThan(MOST_TIME.toNanos());
    }

    private static boolean accepted(Hostile hostile) {
        try {
            assertThat(KeyDiff.between(null, Contents.snapshot(read(hostile.format(), hostile.text()))))
                    .isNotEmpty();
            return true;
        } catch (InvalidDocumentException e) {
            assertThat(e).hasMessageStartingWith("shop/orders version 3 does not parse as ");
            assertThat(e.getMessage()).hasSizeLessThan(400);
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    9000  ; a.k%d = 1               ; true
                    11000 ; a.k%d = 1               ; true
                    11000 ; a.k%d = ${?b}           ; false
                    50000 ; a%1$d.k = ${?b}         ; false
                    50000 ; a%1$d.k%1$d = 1         ; true
                    9900  ; k = x                   ; true
                    9000  ; k%d = x${?b.c}          ; true
                    10001 ; k%d = x${?b.c}          ; false
                    """)
    void limitsLeaveRoomForWhatPeopleWrite(int lines, String line, boolean accepted) {
        String text = IntStream.range(0, lines).mapToObj(line::formatted).collect(Collectors.joining("\n"));

        assertThat(accepted(new Hostile("", Format.HOCON, text, accepted))).isEqualTo(accepted);
    }

    @Test
    void refusalSaysWhereAndWhatToDo() {
        String text =
                IntStream.range(0, 20_000).mapToObj(i -> "s.key" + i + " = v\n").collect(Collectors.joining())
                        + "t = ${?u}";

        assertThatThrownBy(() -> read(Format.HOCON, text))
                .hasMessageContaining("too many dotted or repeated keys below one element; write its keys within one")
                .asInstanceOf(type(InvalidDocumentException.class))
                .returns(10_001, InvalidDocumentException::line);
    }

    /** Each such reference doubles what typesafe-config does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b += [%s]",
                "a.b = ${?a.b} [1, %s]",
                "a.b = ${q} { c = 1, x = [%s] }",
                "a.b = ${?no} { x = %s }",
                "a = ${q} { b = ${q} { c = 1, x = [%s] } }"
            })
    void manyReferencesIntoTheValueAroundThemAreRefused(String line) {
        String text = "q { z = 1 }\n" + line;

        assertThatCode(() -> read(Format.HOCON, text.formatted("${?a.b.c} ".repeat(6))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> read(Format.HOCON, text.formatted("${?a.b.c} ".repeat(30))))
                .hasMessageContaining("expand the document too far");
    }

    @ParameterizedTest
    @ValueSource(strings = {"b: ${?b}\n", "c: ${?b}\nb: ${?c}\n", "a: ${?b}\nb: ${?c}${?c}\nc: ${?a}\n"})
    void manyReferencesThatCircleAreRefused(String lines) {
        assertThatCode(() -> read(Format.HOCON, "z: ${?b}\n" + lines)).doesNotThrowAnyException();
        assertThatThrownBy(() -> read(Format.HOCON, "z: ${?b}\n" + lines.repeat(30)))
                .hasMessageContaining("expand the document too far");
    }

    @Test
    void chainOfReferencesInWhichNoneCirclesIsAccepted() {
        String text = "a0 = 1\n"
                + IntStream.range(1, 150)
                        .mapToObj(i -> "a" + i + " = ${a" + (i - 1) + "}\n")
                        .collect(Collectors.joining())
                + IntStream.range(0, 500)
                        .mapToObj(i -> "b" + i + " = ${a149} x\n")
                        .collect(Collectors.joining());

        assertThat(read(Format.HOCON, text).getString("b499")).isEqualTo("1 x");
    }

    @Test
    void longSubstitutionPathOfLayersIsNoLevelOfTheObjectAroundIt() {
        String path = "b" + ".b".repeat(90);
        String around = "a { ".repeat(50) + "x = ${?" + path + "}" + " }".repeat(50);

        assertThatCode(() -> read(Format.HOCON, around)).doesNotThrowAnyException();
    }

    @Test
    void sentenceOutsideQuotesIsNoEffort() {
        String text = "a = " + "some words that somebody wrote down ".repeat(1_000);

        assertThat(read(Format.HOCON, text).getString("a")).hasSizeGreaterThan(30_000);
    }

    @Test
    void keysAreReadAsLibraryReadsProperties() {
        String text = "a=1\na.b=2\na.b.c=3\n.x=4\ny.=5\nz..w=6\n";

        assertThat(read(Format.PROPERTIES, text).root().unwrapped())
                .isEqualTo(
                        ConfigFactory.parseProperties(properties(text)).root().unwrapped());
    }

    private static Properties properties(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
