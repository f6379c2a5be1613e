package io.edict.plain.internal.bind;

import static io.edict.plain.internal.bind.Bindings.assertMalformed;
import static io.edict.plain.internal.bind.Bindings.single;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigMemorySize;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of a few characters that are gigabytes when written out, and others that take long. */
@Timeout(20)
class HostileNumbersTest {
    private static final List<Class<?>> NUMBERS =
            List.of(int.class, long.class, BigInteger.class, ConfigMemorySize.class, Duration.class, Period.class);

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "\"1e1000000000\"", "\"1e2000000000\"", "\"-1e1000000000\"", "1e999999999"})
    void hugeExponentIsMalformed(String number) {
        NUMBERS.forEach(type -> assertMalformed(type, number));
        assertMalformed(BigDecimal.class, number);
    }

    @Test
    void tinyNumberIsMalformedWhereItsDigitsWouldBeWrittenOut() {
        assertMalformed(BigDecimal.class, "1e-1000000000");
        assertMalformed(BigInteger.class, "1e-1000000000");
        assertMalformed(ConfigMemorySize.class, "\"1e-1000000000k\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000k", "1e1000000000 GiB"})
    void hugeSizeWithUnitIsMalformed(String size) {
        assertMalformed(ConfigMemorySize.class, "\"" + size + "\"");
    }

    @Test
    void millionDigitsAreMalformed() {
        String digits = "\"" + "9".repeat(1_000_000) + "\"";

        NUMBERS.forEach(type -> assertMalformed(type, digits));
        assertMalformed(BigDecimal.class, digits);
    }

    @Test
    void sizesThatPeopleWriteAreRead() {
        assertThat(single(ConfigMemorySize.class, "1.5 MiB").toBytes()).isEqualTo(1_572_864);
        assertThat(single(ConfigMemorySize.class, "1e3").toBytes()).isEqualTo(1_000);
        assertThat(single(BigDecimal.class, "1e300")).isEqualByComparingTo("1e300");
        assertMalformed(ConfigMemorySize.class, "k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(?:", "[a&&", "((a|b)*"})
    void deepRegularExpressionIsMalformedOrRead(String piece) {
        assertMalformed(Pattern.class, "\"" + piece.repeat(100_000) + "\"");
    }
}
