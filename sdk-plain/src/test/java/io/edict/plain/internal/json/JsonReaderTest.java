package io.edict.plain.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static JsonObject read(String text) throws JsonException {
        return JsonObject.read(text);
    }

    @Test
    void valuesAreRead() throws JsonException {
        assertThat(read("{}").names()).isEmpty();
        JsonObject object =
                read(" {\n\t\"a\" : [ ] , \"b\":[1,\n-0.5e+3, {\"c\":null}],\r\n\"d\"\n:\ntrue,\"\":-12}\n ");
        assertThat(object.names()).containsExactly("a", "b", "d", "");
        assertThat(object.truth("d")).isTrue();
        assertThat(object.number("")).isEqualTo(-12);
    }

    @Test
    void escapesAreRead() throws JsonException {
        assertThat(read("{\"\\u0061\\n\":\"x\\\\\\\"\\/\\b\\f\\r\\t\\u00e9\\uD83D\\uDE00\u00e9\"}")
                        .string("a\n"))
                .isEqualTo("x\\\"/\b\f\r\t\u00e9\ud83d\ude00\u00e9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "{",
                "{}}",
                "{} x",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{a:1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":[}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":0x1}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":truex}",
                "{\"a\":nul",
                "{\"a\":\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u12",
                "{\"a\":\"\\",
                "{\"a\":1 /* */}",
                "{\"a\":1} // b",
                "{'a':1}",
                "{\"a\":\"\\n\n\"}",
                "\ufeff{}"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void everyCutIsRefused() throws JsonException {
        String text = "{\"a\":[1.5e-3,true,null,\"x\\u0041\",{\"b\":{}}],\"c\":\"d\"}";
        read(text);
        for (int length = 0; length < text.length(); length++) {
            String cut = text.substring(0, length);
            assertThatThrownBy(() -> read(cut)).as(cut).isInstanceOf(JsonException.class);
        }
    }

    @Test
    void depthIsLimited() throws JsonException {
        int deep = JsonReader.MAX_DEPTH - 1;
        read("{\"a\":" + "[".repeat(deep) + "]".repeat(deep) + "}");
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(deep + 1) + "]".repeat(deep + 1) + "}"))
                .hasMessage("more than 100 levels");
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(1_000_000))).isInstanceOf(JsonException.class);
    }

    @Test
    void objectIsAskedForWhatItsValuesShouldBe() throws JsonException {
        JsonObject object =
                JsonObject.read("{\"s\":\"x\",\"n\":-7,\"t\":true,\"o\":{\"k\":1},\"f\":1.5,\"z\":null,\"a\":[1]}");

        assertThat(object.string("s")).isEqualTo("x");
        assertThat(object.number("n")).isEqualTo(-7);
        assertThat(object.truth("t")).isTrue();
        assertThat(object.object("o").names()).containsExactly("k");
        assertThat(object.has("z")).isTrue();
        assertThat(object.has("none")).isFalse();
        assertThatThrownBy(() -> object.string("n")).hasMessage("n is something else than it should be");
        assertThatThrownBy(() -> object.number("f")).hasMessage("f is something else than it should be");
        assertThatThrownBy(() -> object.number("s")).hasMessage("s is something else than it should be");
        assertThatThrownBy(() -> object.truth("z")).hasMessage("z is something else than it should be");
        assertThatThrownBy(() -> object.object("a")).hasMessage("a is something else than it should be");
        assertThatThrownBy(() -> object.string("none")).hasMessage("no none");
        assertThatThrownBy(() -> JsonObject.read("{\"n\":9223372036854775808}").number("n"))
                .hasMessage("n is something else than it should be");
    }
}
