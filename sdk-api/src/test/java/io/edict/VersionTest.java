package io.edict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.error.InvalidRequestException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of versions. */
class VersionTest {
    @Test
    void incarnationCountsBeforeNumber() {
        assertThat(Stream.of(new Version(2, 1), new Version(1, 9), new Version(1, 10), new Version(2, 3))
                        .sorted())
                .containsExactly(new Version(1, 9), new Version(1, 10), new Version(2, 1), new Version(2, 3));
    }

    @Test
    void versionIsNewerThanThoseBeforeItOnly() {
        Version version = new Version(2, 5);

        assertThat(version.isNewerThan(new Version(2, 4))).isTrue();
        assertThat(version.isNewerThan(new Version(1, 6))).isTrue();
        assertThat(version.isNewerThan(new Version(2, 5))).isFalse();
        assertThat(version.isNewerThan(new Version(3, 1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1", "1, -9223372036854775808"})
    void numbersBelowOneAreRefused(long incarnation, long number) {
        assertThatThrownBy(() -> new Version(incarnation, number))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(String.valueOf(number));
    }

    @Test
    void firstIncarnationIsNotMentioned() {
        assertThat(new Version(1, 3)).hasToString("3");
        assertThat(new Version(2, 3)).hasToString("3 of incarnation 2");
    }
}
