package io.edict.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages can be written to logs and terminals. */
class HarmlessTest {
    @Test
    void signsThatForgeALineAreEscaped() {
        InvalidRequestException e = new InvalidRequestException(
                "The key a\r\u001b[2J\u0000\u0085\u2028\u202e\u2066\u200b\ud800 is ä \ud83d\ude00\nnot");

        assertThat(e.getMessage())
                .isEqualTo(
                        "The key a\\u000d\\u001b[2J\\u0000\\u0085\\u2028\\u202e\\u2066\\u200b\\ud800 is ä \ud83d\ude00\nnot");
    }

    @Test
    void longMessageIsCutOff() {
        assertThat(new InvalidRequestException("x".repeat(1_000_000)).getMessage())
                .hasSize(Harmless.MAX_LENGTH + 1)
                .endsWith("x…");
    }
}
