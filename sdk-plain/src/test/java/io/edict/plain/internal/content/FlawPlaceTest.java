package io.edict.plain.internal.content;

import static io.edict.plain.internal.content.Contents.read;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.edict.Format;
import io.edict.error.InvalidDocumentException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where each kind of flaw is found, and what is said of it. A line break is written as {@code ~}. */
class FlawPlaceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    a = 1~b = {~  c = }           | 3 | 7  | expecting a value
                    a { b = 1                     | 1 | 10 | expecting a close brace } or a comma
                    a = 1~a { b = [1, 2~          | 2 | 14 | expecting a list element after the comma
                    a = [1, 2}                    | 1 | 10 | expecting a close bracket ] or a comma
                    a = [{x:1}, = ]               | 1 | 13 | expecting a list element after the comma
                    a = [ = ]                     | 1 | 7  | expecting a list element or a close bracket ]
                    a = 1~}                       | 2 | 1  | a close brace } without an open one
                    = 5                           | 1 | 1  | expecting a key
                    a = 1, , b = 2                | 1 | 8  | expecting a key
                    a b                           | 1 | 4  | expecting a separator such as a colon : after a key
                    a = 1 }                       | 1 | 7  | a close brace } without an open one
                    {} x                          | 1 | 4  | expecting the end of the text
                    a = "b                        | 1 | 5  | a string that is never closed
                    a = x, b = "c~d = "e"         | 1 | 14 | a line break or control character within a string
                    a = ""\"b~c                  | 1 | 5  | a string that is never closed
                    a = "\\q"                     | 1 | 7  | a malformed escape sequence in a string
                    a = "\\u12x4"                 | 1 | 11 | a malformed escape sequence in a string
                    a = "\\u-123"                 | 1 | 11 | a malformed escape sequence in a string
                    a = b&c                       | 1 | 6  | a sign that must stand in quotes
                    a = $b                        | 1 | 6  | a dollar sign $ that must stand in quotes
                    a + 1                         | 1 | 3  | a plus sign + that must stand in quotes
                    a = ${b                       | 1 | 8  | a substitution that is never closed
                    a..b = 1                      | 1 | 1  | a path that begins or ends with a dot
                    a = 1~b = ${x..y}             | 2 | 11 | a path that begins or ends with a dot
                    a = [{ b += 1 }]              | 1 | 13 | += does not work within a list
                    a = {} "x"                    | 1 | 8  | an object or a list joined with a value of another kind
                    a = ${b} ${c}~b = 1           | 1 | 10 | a substitution that leads in a circle, or to no value
                    b = 1, c = ${d.e}             | 1 | 12 | a substitution that leads in a circle, or to no value
                    a = ${b}~b = ${a}             | 2 | 5  | a substitution that leads in a circle, or to no value
                    ~~  a = 1~a += 2              | 3 | 3  | an object or a list joined with a value of another kind
                    [1, 2]                        | 1 | 1  | a list; the document must be an object
                    """)
    void hoconFlaw(String text, int line, int column, String what) {
        assertFlaw(Format.HOCON, text, line, column, what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    ^^                            | 1 | 1  | the text is empty
                    {                             | 1 | 2  | expecting a close brace } or a key in quotes
                    {"a":1,}                      | 1 | 8  | expecting a key after the comma
                    {"a":1 "b":2}                 | 1 | 8  | expecting a close brace } or a comma
                    {"a":1,~"b":{"a":1},~ "a":2}  | 3 | 6  | a key that the object has already
                    {"a":tru}                     | 1 | 6  | a word outside quotes
                    {"a":99999999999999999999}    | 1 | 6  | a word outside quotes, or a number beyond 64 bits
                    {"a":"x~y"}                   | 1 | 8  | a line break or control character within a string
                    {"a" 1}                       | 1 | 6  | expecting a separator such as a colon
                    {"a":1} {}                    | 1 | 9  | expecting the end of the text
                    {"a":${b}}                    | 1 | 7  | a substitution, which JSON does not have
                    {"a":[1 2]}                   | 1 | 9  | expecting a close bracket ] or a comma
                    {"a":1} // no comments        | 1 | 9  | a word outside quotes
                    5                             | 1 | 1  | expecting an open brace {
                    {"a":"b                       | 1 | 6  | a string that is never closed
                    [{"a":1}]                     | 1 | 1  | a list; the document must be an object
                    """)
    void jsonFlaw(String text, int line, int column, String what) {
        assertFlaw(Format.JSON, text, line, column, what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    a=\\u12                       | 1 | 3  | a malformed \\u escape sequence
                    a=1~b=\\\\u1~c=x\\u0041\\u00zz| 3 | 10 | a malformed \\u escape sequence
                    #\\u1~!\\u1~a=\\u1~b=2~c=3~d=4 | 3 | 3  | a malformed \\u escape sequence
                    """)
    void propertiesFlaw(String text, int line, int column, String what) {
        assertFlaw(Format.PROPERTIES, text, line, column, what);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    a: 1~b: [1, 2                 | 2 | 9  | expecting a comma or a close bracket ]
                    a: {b: 1]                     | 1 | 9  | expecting a comma or a close brace }
                    a: b: c                       | 1 | 5  | a colon : that must stand in quotes
                    a: 1~ b: 2                    | 2 | 3  | a colon : that must stand in quotes, or a wrong indentation
                    a: 1~b~c: 1                   | 3 | 1  | expecting a colon : after a key
                    a: &x 1                       | 1 | 4  | an anchor or alias
                    a: *x                         | 1 | 4  | an anchor or alias
                    a: 1~<<: *x                   | 2 | 5  | an anchor or alias
                    a: !!str 1                    | 1 | 4  | a tag; tags are not allowed
                    a: !java.net.URL [x]          | 1 | 4  | a tag; tags are not allowed
                    !!str a: 1                    | 1 | 1  | a tag; tags are not allowed
                    - 1                           | 1 | 1  | the document must be a mapping
                    word                          | 1 | 1  | the document must be a mapping
                    a: 1~---~b: 2                 | 2 | 1  | a second document
                    a: 1~b: {c: 1, c: 2}          | 2 | 11 | a key that the mapping has already
                    1: x~"1": y                   | 2 | 1  | a key that the mapping has already
                    ? [a]~: 1                     | 1 | 3  | a key that is no plain text
                    a: "x                         | 1 | 6  | a string that is never closed
                    a: @x                         | 1 | 4  | a character with which no value begins
                    a: "\\q"                      | 1 | 6  | a malformed escape sequence
                    a: - b                        | 1 | 4  | a list entry where none can stand
                    """)
    void yamlFlaw(String text, int line, int column, String what) {
        assertFlaw(Format.YAML, text, line, column, what);
    }

    @Test
    void yamlRefusesControlCharacterWithItsPlace() {
        assertFlaw(Format.YAML, "a: \uD83D\uDE00~b: x\u0000", 2, 5, "a character that YAML does not allow");
    }

    @Test
    void columnsCountCharactersBeyondTheBasicPlaneOnce() {
        assertFlaw(Format.HOCON, "a = \"\uD83D\uDE00\" = 1", 1, 9, "expecting a comma or the end of the text");
    }

    @Test
    void flawInLongTextHasLineButNoColumn() {
        String text = "a = 1\n# " + "x".repeat(FlawSearch.MAX_LENGTH) + "\nb = }\n";

        assertFlaw(Format.HOCON, text, 3, 0, "expecting a value");
    }

    @Test
    void flawInTheMeaningOfAMiddlingTextHasLineButNoColumn() {
        String text = "a = 1\n# " + "x".repeat(FlawSearch.MAX_BUILT_LENGTH) + "\nb = ${c..d}\n";

        assertFlaw(Format.HOCON, text, 3, 0, "a path that begins or ends with a dot");
    }

    @Test
    void flawInTheGrammarOfManyKeysIsFoundQuickly() {
        String text =
                IntStream.range(0, 8_000).mapToObj(i -> "s.key" + i + " = v\n").collect(Collectors.joining());

        Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> assertFlaw(Format.HOCON, text + "b = }", 8_001, 5, "expecting a value"));
    }

    private static void assertFlaw(Format format, String text, int line, int column, String what) {
        assertThatThrownBy(() -> read(format, text.replace('~', '\n')))
                .hasMessageContaining(": " + what)
                .asInstanceOf(type(InvalidDocumentException.class))
                .returns(line, InvalidDocumentException::line)
                .returns(column, InvalidDocumentException::column);
    }
}
