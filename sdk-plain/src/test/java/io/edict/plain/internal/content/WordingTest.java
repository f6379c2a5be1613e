package io.edict.plain.internal.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.exceptions.ParserException;

/** Messages that nobody has foreseen are not passed on. */
class WordingTest {
    private static final String FALLBACK = "the text cannot be read here";

    @Test
    void unknownMessageOfTypesafeConfigIsNotPassedOn() {
        Symptom symptom = Symptom.of(new ConfigException.Generic("news about zqzq"));

        assertThat(Wording.of(symptom)).isEqualTo(FALLBACK);
        assertThat(symptom.toString()).doesNotContain("zqzq");
    }

    @Test
    void unknownMessageOfTheYamlParserIsNotPassedOn() {
        assertThat(YamlWording.of(new ParserException("news about zqzq", Optional.empty())))
                .isEqualTo(FALLBACK);
    }

    @Test
    void overflowOfTheStackIsSaidInWords() {
        assertThat(Wording.of(Symptom.of(new StackOverflowError()))).contains("lead on to one another too often");
    }
}
