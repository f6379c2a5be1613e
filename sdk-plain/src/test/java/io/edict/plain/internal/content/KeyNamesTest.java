package io.edict.plain.internal.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"maxSize", "max-size", "max_size", "MAX_SIZE", "MaxSize", "_max-Size_"})
    void spellingsWhenTheyDifferInCaseAndSignsAreOneName(String name) {
        assertThat(KeyNames.canonical(name)).isEqualTo("maxsize");
    }

    @Test
    void nameWhenOtherSignsDifferIsAnother() {
        assertThat(KeyNames.canonical("max.size")).isEqualTo("max.size");
        assertThat(KeyNames.canonical("max size")).isEqualTo("max size");
    }

    @Test
    void nameWhenTheMachineSpeaksTurkishIsTheSame() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(KeyNames.canonical("ID")).isEqualTo("id");
        } finally {
            Locale.setDefault(before);
        }
    }
}
