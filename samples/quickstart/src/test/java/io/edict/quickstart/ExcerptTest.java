package io.edict.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.error.InvalidDocumentException;
import io.edict.quickstart.Narrator.Detail;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void markStandsBelowTheColumn() {
        assertThat(excerpt("a = 1\nb = }\n", 2, 5)).containsExactly("2 | b = }", "        ^");
    }

    @Test
    void markStandsBehindTheLineWhereSomethingIsMissing() {
        assertThat(excerpt("a = [", 1, 9)).containsExactly("1 | a = [", "         ^");
    }

    @Test
    void lineWithoutAColumnHasNoMark() {
        assertThat(excerpt("a = 1", 1, 0)).containsExactly("1 | a = 1");
    }

    @Test
    void unknownPlaceShowsNothing() {
        assertThat(excerpt("a = 1", 0, 0)).isEmpty();
        assertThat(excerpt("a = 1", 2, 1)).isEmpty();
    }

    @Test
    void longLineIsCutAroundThePlace() {
        String line = "x".repeat(500) + "}" + "y".repeat(500);
        assertThat(excerpt(line, 1, 501))
                .containsExactly("1 | " + "x".repeat(40) + "}" + "y".repeat(19), " ".repeat(44) + "^");
    }

    @Test
    void eachCharacterTakesOneColumnAndNoneMovesTheCursor() {
        assertThat(excerpt("\ta\u001b\ud83d\ude00 = }", 1, 8)).containsExactly("1 |  a ? = }", "           ^");
    }

    private static List<String> excerpt(String text, int line, int column) {
        DocumentId id = DocumentId.of("shop/orders");
        return Excerpt.of(text, new InvalidDocumentException("flaw", id, null, line, column)).stream()
                .map(Detail::text)
                .toList();
    }
}
