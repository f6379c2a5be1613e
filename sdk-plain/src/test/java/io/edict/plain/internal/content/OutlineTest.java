package io.edict.plain.internal.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is open at the end of a text, and where its last word begins. A bar stands for nothing. */
class OutlineTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '^', textBlock = """
                    a                     ; |
                    a { b = [ { c         ; }]}
                    a { b = [ 1 ] c       ; }
                    a = ${b               ; }
                    a { b = "}]" # }]     ; }
                    a { // }}             ; }
                    a { b = ""\"} " "" }  ; }
                    a { b = ""\"}"\""     ; }
                    a { b = "\\"}"        ; }
                    a ] } {               ; }
                    """)
    void closersCloseWhatIsOpen(String text, String closers) {
        String expected = closers.replace("|", "");

        assertThat(Outline.of(text, text.length(), true).closers().strip()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '^', textBlock = """
                    a = word              ; 4
                    a = wo.rd-2           ; 4
                    a = two words         ; 8
                    a = "a string"        ; 4
                    a = {                 ; 4
                    a = {}                ; 5
                    a =                   ; 2
                    a,                    ; 1
                    a = "x"y              ; 7
                    a = 1 # comment       ; 4
                    """)
    void lastTokenIsAWordAStringOrASign(String text, int start) {
        assertThat(Outline.of(text, text.length(), true).tokenStart()).isEqualTo(start);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '^', textBlock = """
                    a = "x                ; true
                    a = "x\\"             ; true
                    a = "x"               ; false
                    a = ""\"x"            ; true
                    a = ""\"x""           ; true
                    a = ""\"x""\"         ; false
                    a = ""\"x""\""        ; false
                    a = ""                ; false
                    # "                   ; false
                    """)
    void stringIsOpenUntilItsOwnQuotes(String text, boolean open) {
        assertThat(Outline.of(text, text.length(), true).inString()).isEqualTo(open);
    }

    @Test
    void textBehindTheEndIsNotLookedAt() {
        String text = "a = [\"\"\"x\"\"\"]";

        assertThat(Outline.of(text, 6, true).inString()).isTrue();
        assertThat(Outline.of(text, 5, true).inString()).isFalse();
        assertThat(Outline.of(text, text.length() - 2, true).inString()).isTrue();
        assertThat(Outline.of(text, text.length() - 1, true).closers()).isEqualTo("\n]");
    }

    @Test
    void jsonHasNoComments() {
        assertThat(Outline.of("{ # }", 5, false).closers()).isEqualTo("\n");
    }
}
