package io.edict.plain.internal.content;

import static io.edict.plain.internal.content.Contents.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import io.edict.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML 1.2 with its core schema. */
class YamlTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ~", " null", " Null", " NULL", " # comment"})
    void nullIsNoValue(String scalar) {
        Config config = yaml("a:" + scalar);

        assertThat(config.hasPathOrNull("a")).isTrue();
        assertThat(config.hasPath("a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "TRUE, true", "false, false", "False, false", "FALSE, false"})
    void plainBooleanIsABoolean(String scalar, boolean value) {
        assertThat(yaml("a: " + scalar).getAnyRef("a")).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12, 12",
        "-12, -12",
        "+12, 12",
        "007, 7",
        "0o17, 15",
        "0x1F, 31",
        "0xff, 255",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808"
    })
    void plainIntegerIsANumber(String scalar, long value) {
        assertThat(((Number) yaml("a: " + scalar).getAnyRef("a")).longValue()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1.5", "-.5, -0.5", "+.5, 0.5", ".5, 0.5", "5., 5", "1e3, 1000", "1.25E-2, 0.0125", "+1.0, 1"})
    void plainFloatIsANumber(String scalar, double value) {
        assertThat(((Number) yaml("a: " + scalar).getAnyRef("a")).doubleValue()).isEqualTo(value, offset(0.0));
    }

    @ParameterizedTest
    @CsvSource({
        ".inf, Infinity",
        "-.INF, -Infinity",
        "+.Inf, Infinity",
        ".nan, NaN",
        ".NaN, NaN",
        "99999999999999999999, 1e20"
    })
    void numberBeyondJsonReadsAsDouble(String scalar, Double value) {
        assertThat(yaml("a: " + scalar).getDouble("a")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "007",
                "1e3",
                "1_000",
                "0b1",
                "1:30",
                "yes",
                "on",
                "0o8",
                "0xg",
                "1.2.3",
                "2024-01-01",
                "12a"
            })
    void scalarReadsAsTheStringThatIsWritten(String scalar) {
        assertThat(yaml("a: " + scalar).getString("a")).isEqualTo(scalar);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'5'", "\"5\"", "'true'", "\"null\"", "'~'"})
    void quotedScalarIsAString(String scalar) {
        assertThat(yaml("a: " + scalar).getAnyRef("a")).isEqualTo(scalar.substring(1, scalar.length() - 1));
    }

    @Test
    void blockScalarsAreStrings() {
        Config config = yaml("a: |\n  one\n  two\nb: >-\n  one\n  two\nc: \"tab\\tquote\\\"\\u0001\"\n");

        assertThat(config.getString("a")).isEqualTo("one\ntwo\n");
        assertThat(config.getString("b")).isEqualTo("one two");
        assertThat(config.getString("c")).isEqualTo("tab\tquote\"\u0001");
    }

    @Test
    void dotInKeyIsPartOfTheKey() {
        Config config = yaml("a.b: 1\na:\n  b: 2\n");

        assertThat(config.getInt("\"a.b\"")).isEqualTo(1);
        assertThat(config.getInt("a.b")).isEqualTo(2);
    }

    @Test
    void keyThatIsNoStringBecomesItsText() {
        assertThat(yaml("1: a\ntrue: b\n~: c\n0x1F: d\n").root().keySet())
                .containsExactlyInAnyOrder("1", "true", "~", "0x1F");
    }

    @Test
    void nestedCollectionsKeepTheirShape() {
        Config config = yaml("a: [[1, 2], {b: c}, []]\nd: {}\ne:\n- f: 1\n  g: 2\n- h\n");

        assertThat(config.root().render(ConfigRenderOptions.concise()))
                .isEqualTo("{\"a\":[[1,2],{\"b\":\"c\"},[]],\"d\":{},\"e\":[{\"f\":1,\"g\":2},\"h\"]}");
    }

    @Test
    void valuesKnowTheLineOnWhichTheyBegin() {
        Config config = yaml("# comment\na: |\n  one\n  two\n\nb:\n  - x\n  -\n    c: 1\n");

        assertThat(config.getValue("a").origin().lineNumber()).isEqualTo(2);
        assertThat(config.getList("b").get(0).origin().lineNumber()).isEqualTo(7);
        assertThat(config.getList("b")
                        .get(1)
                        .atKey("b")
                        .getValue("b.c")
                        .origin()
                        .lineNumber())
                .isEqualTo(9);
    }

    @Test
    void explicitDocumentMarksAndDirectiveAreAllowed() {
        assertThat(yaml("%YAML 1.2\n---\na: 1\n...\n").getInt("a")).isEqualTo(1);
    }

    @Test
    void commentsAloneAreAnEmptyConfiguration() {
        assertThat(yaml("# nothing\n\n").isEmpty()).isTrue();
    }

    @Test
    void textBeyondTheParsersDefaultLimitIsRead() {
        assertThat(yaml("a: x\n" + ("# " + "c".repeat(97) + "\n").repeat(40_000) + "b: y\n")
                        .getString("b"))
                .isEqualTo("y");
    }

    private static Config yaml(String text) {
        return read(Format.YAML, text);
    }
}
