package io.edict.plain.internal.content;

import static io.edict.plain.internal.content.Contents.ORDERS;
import static io.edict.plain.internal.content.Contents.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.edict.Format;
import io.edict.error.InvalidDocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each format's text becomes. */
class DocumentParserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    HOCON      | pool { size = 5, names = [a, b] }
                    JSON       | {"pool": {"size": 5, "names": ["a", "b"]}}
                    PROPERTIES | pool.size=5\\npool.names.0=a\\npool.names.1=b
                    YAML       | pool: {size: 5, names: [a, b]}
                    """)
    void sameContentReadsTheSameInEveryFormat(Format format, String text) {
        Config config = read(format, text.replace("\\n", "\n"));

        assertThat(config.getInt("pool.size")).isEqualTo(5);
        assertThat(config.getStringList("pool.names")).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    HOCON | \\npool {\\n  size = 5\\n}
                    JSON  | {\\n "pool": {\\n "size": 5}}
                    YAML  | # sizes\\npool:\\n  size: 5
                    """)
    void valueKnowsDocumentVersionAndLine(Format format, String text) {
        Config config = read(format, text.replace("\\n", "\n"));

        assertThat(config.getValue("pool.size").origin().description()).isEqualTo("shop/orders version 3: 3");
    }

    @Test
    void propertiesValueKnowsDocumentAndVersion() {
        Config config = read(Format.PROPERTIES, "size=5");

        assertThat(config.getValue("size").origin().description()).isEqualTo("shop/orders version 3");
    }

    @ParameterizedTest
    @EnumSource(names = "JSON", mode = EnumSource.Mode.EXCLUDE)
    void emptyTextIsAnEmptyConfiguration(Format format) {
        assertThat(read(format, "").isEmpty()).isTrue();
    }

    @Test
    void deletionIsAnEmptyConfigurationWhateverItsText() {
        assertThat(DocumentParser.parse(Contents.deletion(4), "} no text")
                        .config()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void substitutionsResolveWithinTheDocument() {
        Config config = read(Format.HOCON, "host = db\nurl = \"jdbc:\"${host}\nnone = ${?absent}");

        assertThat(config.getString("url")).isEqualTo("jdbc:db");
        assertThat(config.hasPath("none")).isFalse();
    }

    @Test
    void checkDoesNotResolve() {
        assertThatCode(() -> DocumentParser.check(ORDERS, Format.HOCON, "a = ${from.elsewhere}"))
                .doesNotThrowAnyException();
    }

    @Test
    void failedCheckNamesDocumentAndNoVersion() {
        assertThatThrownBy(() -> DocumentParser.check(ORDERS, Format.JSON, "{"))
                .isInstanceOfSatisfying(InvalidDocumentException.class, e -> {
                    assertThat(e.document()).contains(ORDERS);
                    assertThat(e.version()).isEmpty();
                })
                .hasMessageStartingWith("shop/orders does not parse as JSON at line 1, column 2: ");
    }

    @Test
    void failureNamesDocumentVersionFormatPlaceAndRemedy() {
        assertThatThrownBy(() -> read(Format.HOCON, "pool {\n  size = 5\n  name = }\n"))
                .isInstanceOfSatisfying(InvalidDocumentException.class, e -> {
                    assertThat(e.document()).contains(ORDERS);
                    assertThat(e.version())
                            .contains(Contents.version(Format.HOCON, 3).version());
                    assertThat(e.line()).isEqualTo(3);
                    assertThat(e.column()).isEqualTo(10);
                })
                .hasMessage("shop/orders version 3 does not parse as HOCON at line 3, column 10: expecting a value;"
                        + " mend the text and publish again");
    }

    @Test
    void nulCharacterIsAnOrdinaryCharacterOfUnquotedHoconText() {
        assertThat(read(Format.HOCON, "a = x\u0000y").getString("a")).isEqualTo("x\u0000y");
    }
}
