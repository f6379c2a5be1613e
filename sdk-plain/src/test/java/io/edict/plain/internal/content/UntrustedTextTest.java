package io.edict.plain.internal.content;

import static io.edict.plain.internal.content.Contents.ORDERS;
import static io.edict.plain.internal.content.Contents.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.edict.Format;
import io.edict.error.InvalidDocumentException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text reads nothing outside itself, and exhausts nothing. */
class UntrustedTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "include \"other\"",
                "include file(\"/etc/hostname\")",
                "include url(\"file:///etc/hostname\")",
                "include classpath(\"reference.conf\")",
                "include package(\"a\", \"b\")",
                "include required(\"other\")",
                "include required(file(\"/etc/hostname\"))",
                "a { b = 1, include \"other\" }",
                "a = [{ include \"other\" }]"
            })
    void everyIncludeIsRefusedBeforeAndAfterPublishing(String text) {
        String why = "includes are not allowed in distributed documents";

        assertThatThrownBy(() -> DocumentParser.check(ORDERS, Format.HOCON, text))
                .hasMessageContaining(why);
        assertThatThrownBy(() -> read(Format.HOCON, "x = 1\n" + text))
                .hasMessageContaining(why)
                .asInstanceOf(type(InvalidDocumentException.class))
                .returns(2, InvalidDocumentException::line)
                .returns(text.indexOf("include") + 1, InvalidDocumentException::column);
    }

    @Test
    void wordIncludeElsewhereIsNoInclude() {
        String text =
                "a = include\nb.include = 1\n\"include\" = 2\nincluded = 3\n# include \"x\"\nc = [include \"d\"]\n";

        assertThat(read(Format.HOCON, text).root()).hasSize(5);
        assertThatThrownBy(() -> read(Format.HOCON, text + "\n  include \"x\""))
                .asInstanceOf(type(InvalidDocumentException.class))
                .returns(8, InvalidDocumentException::line)
                .returns(3, InvalidDocumentException::column);
    }

    @Test
    void includeInLongTextHasItsPlaceToo() {
        assertThatThrownBy(() -> read(Format.HOCON, "a = \"" + "x".repeat(2_000_000) + "\"\n include \"x\""))
                .asInstanceOf(type(InvalidDocumentException.class))
                .returns(2, InvalidDocumentException::line)
                .returns(2, InvalidDocumentException::column);
    }

    @Test
    void environmentAndSystemPropertiesAreNotAsked() {
        assertThat(System.getenv()).containsKey("PATH");

        assertThat(read(Format.HOCON, "a = ${?PATH}, b = ${?java.version}").isEmpty())
                .isTrue();
        assertThatThrownBy(() -> read(Format.HOCON, "a = ${PATH}")).isInstanceOf(InvalidDocumentException.class);
        assertThatThrownBy(() -> read(Format.HOCON, "a = ${java.version}"))
                .isInstanceOf(InvalidDocumentException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"HOCON", "JSON", "YAML"})
    void nestingWithinTheLimitParses(Format format) {
        int levels = Outline.MAX_DEPTH;

        assertThatCode(() -> read(format, "{\"a\":".repeat(levels) + "1" + "}".repeat(levels)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"HOCON", "JSON", "YAML"})
    void deepNestingIsRefusedWithItsPlace(Format format) {
        assertThatThrownBy(() -> read(format, "{\"a\":\n".repeat(200_000)))
                .hasMessageContaining("more than 100 levels of nesting")
                .asInstanceOf(type(InvalidDocumentException.class))
                .returns(101, InvalidDocumentException::line)
                .returns(1, InvalidDocumentException::column);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = %s", "a : [%s", "[%s"})
    void deepListIsRefused(String begin) {
        assertThatThrownBy(() -> read(Format.HOCON, begin.formatted("[".repeat(200_000))))
                .hasMessageContaining("more than 100 levels of nesting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s = 1", "%s { b = 1 }", "%s\n: 1", "x = ${%s}", "x { y = [{ %s = 1 }] }"})
    void longPathIsRefused(String text) {
        assertThatThrownBy(() -> read(Format.HOCON, text.formatted("a" + ".a".repeat(100_000))))
                .hasMessageContaining("more than 100 levels of nesting");
    }

    @Test
    void levelsOfNestedPathsAddUp() {
        String text = ("a" + ".a".repeat(39) + " { ").repeat(3) + "}".repeat(3);

        assertThatThrownBy(() -> read(Format.HOCON, text)).hasMessageContaining("more than 100 levels of nesting");
    }

    @Test
    void dotsInValuesAreNoLevels() {
        String value = ".".repeat(500);

        assertThat(read(Format.HOCON, "a {b = x" + value + "}\nc = " + value + "\nd = [" + value + "\n" + value + "]")
                        .getStringList("d"))
                .hasSize(2);
    }

    @Test
    void longPropertyKeyIsRefused() {
        assertThatThrownBy(() -> read(Format.PROPERTIES, "x=1\n\na" + ".a".repeat(100_000) + "=1\ny=2\nz=3\n"))
                .hasMessageContaining("a key of more than 100 elements")
                .asInstanceOf(type(InvalidDocumentException.class))
                .returns(3, InvalidDocumentException::line);
    }

    @Test
    void substitutionsMayNotDeepenADocumentBeyondTheLimit() {
        String text = chain(60, "a%d { x = ${a%d} }", "a0 = 1") + "\nb.b.b.b.b = ${a60}\n"
                + chain(60, "c%d { x = ${c%d} }", "c0 = ${b}");

        assertThatThrownBy(() -> read(Format.HOCON, text)).hasMessageContaining("levels of nesting");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%1$d = ${a%2$d}${a%2$d}",
                "a%1$d = [${a%2$d}, ${a%2$d}]",
                "a%1$d = ${a%2$d} ${a%2$d} ${a%2$d}",
                "a%1$d { \"x}\" = ${a%2$d}, \"y\\\"\" = ${a%2$d} }"
            })
    void substitutionsThatMultiplyAreRefused(String line) {
        String text = chain(60, line, "a0 = x");

        assertThatThrownBy(() -> read(Format.HOCON, text)).hasMessageContaining("expand the document too far");
    }

    @Test
    void endlessChainOfSubstitutionsIsRefused() {
        String text = chain(5_000, "a%d = ${a%d}", "a0 = x");

        assertThatThrownBy(() -> read(Format.HOCON, text)).hasMessageContaining("expand the document too far");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a += 1\n",
                "a = ${a} [1]\n",
                "b { c += 1 }\n",
                "b = ${a}\nb { c += 1 }\n",
                "d = ${d} { x = 1 }\n"
            })
    void valueBuiltUponItselfTooOftenIsRefused(String line) {
        String text = "a = []\nd.x = \"x\"\n" + line.repeat(101);

        assertThatThrownBy(() -> read(Format.HOCON, text)).hasMessageContaining("expand the document too far");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a = ${a}${a}\n", "d { x = ${d.x}${d.x} }\n", "d = ${d} { x = ${d.x}${d.x} }\n", "a += ${a}\n"})
    void valueThatMultipliesUponItselfIsRefused(String line) {
        String text = "a = []\nd.x = \"x\"\n" + line.repeat(60);

        assertThatThrownBy(() -> read(Format.HOCON, text)).hasMessageContaining("expand the document too far");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%1$d = ${?a%2$d.x} ${?a%2$d.y}", "a%1$d = ${?a%2$d.x} { k = ${?a%2$d.y} }"})
    void referencesThatLeadToEverMorePathsAreRefusedInTime(String line) {
        String text = chain(60, line, "a0 = ${?b.x} ${?c.y}\nb = ${?a60.x}{x = 1}\nc = ${?a60.y}{y = 2}");

        assertThatThrownBy(() -> read(Format.HOCON, text)).hasMessageContaining("expand the document too far");
    }

    @Test
    void mergedObjectThatMultipliesWithinItselfIsRefused() {
        String text = "t { k = v }\ns = ${t} {" + chain(60, "a%1$d = ${s.a%2$d}${s.a%2$d}", "a0 = x") + "}";

        assertThatThrownBy(() -> read(Format.HOCON, text)).hasMessageContaining("expand the document too far");
    }

    @Test
    void refusedExpansionNamesItsLine() {
        String text = "  x = ${?y}\n\n  a { " + "b += 1, ".repeat(200) + "}";

        assertThatThrownBy(() -> read(Format.HOCON, text))
                .asInstanceOf(type(InvalidDocumentException.class))
                .returns(3, InvalidDocumentException::line)
                .returns(3, InvalidDocumentException::column);
    }

    @Test
    void listBuiltByAppendingStaysWithinTheLimit() {
        assertThat(read(Format.HOCON, "a += x\n".repeat(90)).getStringList("a")).hasSize(90);
    }

    @Test
    void longInheritanceStaysWithinTheLimit() {
        String text = chain(40, "a%1$d = ${a%2$d} { k = ${a%2$d.k}, l = \"l\"${a%2$d.k} }", "a0 { k = v }");

        assertThat(read(Format.HOCON, text).getString("a40.l")).isEqualTo("lv");
    }

    @Test
    void sharedDefaultsStayWithinTheLimit() {
        String defaults =
                IntStream.range(0, 1_000).mapToObj(i -> "k" + i + " = v").collect(Collectors.joining("\n"));
        String services = IntStream.range(0, 200)
                .mapToObj(i -> "s" + i + " = ${base} { port = " + i + ", url = \"http://\"${base.k1} }")
                .collect(Collectors.joining("\n"));

        assertThat(read(Format.HOCON, "base {" + defaults + "}\n" + services).getString("s199.url"))
                .isEqualTo("http://v");
    }

    private static String chain(int length, String line, String first) {
        return first + "\n"
                + IntStream.rangeClosed(1, length)
                        .mapToObj(i -> line.formatted(i, i - 1))
                        .collect(Collectors.joining("\n"));
    }
}
