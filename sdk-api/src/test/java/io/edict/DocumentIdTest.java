package io.edict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.error.InvalidRequestException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ids there are. */
class DocumentIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"shop/orders", "a/b", "A.b-c_9/0", "x..y/z-", "1/2", "con/nul"})
    void idOfAllowedCharactersIsReadAndWrittenBack(String text) {
        DocumentId id = DocumentId.of(text);

        assertThat(id).hasToString(text);
        assertThat(id.namespace() + "/" + id.name()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a",
                "a/",
                "/b",
                "/a/b",
                "a/b/",
                "a//b",
                "a/b/c",
                "./b",
                "a/.",
                "../b",
                "a/..",
                "a/.b",
                "a/-b",
                "a/_b",
                " a/b",
                "a/b ",
                "a b/c",
                "a/b\n",
                "a/b\u0000",
                "a/b\u007f",
                "a\\b/c",
                "a/b\\..\\c",
                "a%2fb/c",
                "a/%2e%2e",
                "a:b/c",
                "a/b~1",
                "a/b*",
                "a/\u00e9",
                "a/\uff0e",
                "a\u2215b/c",
                "a/\ud83d\ude00",
                "a/b?x",
                "a/b#x",
                "a/{b}",
                "a/$b"
            })
    void idWithOtherPartsIsRefused(String text) {
        assertThatThrownBy(() -> DocumentId.of(text)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void partMayHave128CharactersAndNoMore() {
        String longest = "a".repeat(DocumentId.MAX_PART);

        assertThat(new DocumentId(longest, longest).name()).hasSize(128);
        assertThatThrownBy(() -> new DocumentId("a", longest + "a"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("The name of a document id has 129 characters; at most 128 are allowed");
        assertThatThrownBy(() -> new DocumentId(longest + "a", "a")).hasMessageContaining("The namespace");
    }

    @Test
    void slashWithinAPartIsRefusedToo() {
        assertThatThrownBy(() -> new DocumentId("a/b", "c")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> DocumentId.checkNamespace("a/b")).isInstanceOf(InvalidRequestException.class);
        assertThat(DocumentId.checkNamespace("shop")).isEqualTo("shop");
    }

    @Test
    void refusalNamesPartCharacterAndPlaceAndShowsNoControlCharacter() {
        assertThatThrownBy(() -> DocumentId.of("shop/or\nders"))
                .hasMessage(
                        "The name \"or\\u000aders\" has the character \\u000a at position 3; allowed are letters, digits,"
                                + " '.', '_' and '-', beginning with a letter or a digit");
        assertThatThrownBy(() -> DocumentId.of("x\u001b[31m"))
                .hasMessageContaining("x\\u001b[31m")
                .hasMessageContaining("namespace/name");
    }

    @Test
    void refusalShowsNoEndlessText() {
        assertThatThrownBy(() -> DocumentId.of("#".repeat(1_000_000))).message().hasSizeLessThan(300);
    }

    @Test
    void idsAreOrderedByNamespaceThenName() {
        assertThat(Stream.of("b/a", "a/b", "a/a", "ab/a")
                        .map(DocumentId::of)
                        .sorted()
                        .map(DocumentId::toString))
                .containsExactly("a/a", "a/b", "ab/a", "b/a");
    }
}
