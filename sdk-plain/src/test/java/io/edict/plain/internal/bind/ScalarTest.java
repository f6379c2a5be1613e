package io.edict.plain.internal.bind;

import static io.edict.plain.internal.bind.Bindings.assertMalformed;
import static io.edict.plain.internal.bind.Bindings.single;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigMemorySize;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScalarTest {
    private enum Level {
        LOW,
        VERY_HIGH,
        A_B,
        AB
    }

    static List<Arguments> readings() {
        UUID id = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
        return List.of(
                arguments(int.class, "5", 5),
                arguments(Integer.class, "\"-5\"", -5),
                arguments(int.class, "1e3", 1000),
                arguments(int.class, "2.0", 2),
                arguments(long.class, "9223372036854775807", Long.MAX_VALUE),
                arguments(Long.class, "-9223372036854775808", Long.MIN_VALUE),
                arguments(short.class, "-32768", Short.MIN_VALUE),
                arguments(Byte.class, "127", (byte) 127),
                arguments(float.class, "1.5", 1.5f),
                arguments(Double.class, "1.5e300", 1.5e300),
                arguments(double.class, "Infinity", Double.POSITIVE_INFINITY),
                arguments(boolean.class, "yes", true),
                arguments(Boolean.class, "\"off\"", false),
                arguments(String.class, "hello world", "hello world"),
                arguments(String.class, "1.50", "1.50"),
                arguments(String.class, "true", "true"),
                arguments(String.class, "\"\"", ""),
                arguments(BigDecimal.class, "1.000000000000000000000000000001", new BigDecimal(1).add(decimal())),
                arguments(BigInteger.class, "92233720368547758070", new BigInteger("92233720368547758070")),
                arguments(BigInteger.class, "1e30", BigInteger.TEN.pow(30)),
                arguments(Duration.class, "250ms", Duration.ofMillis(250)),
                arguments(Duration.class, "10", Duration.ofMillis(10)),
                arguments(Period.class, "2w", Period.ofDays(14)),
                arguments(Instant.class, "\"2030-01-31T12:00:00Z\"", Instant.parse("2030-01-31T12:00:00Z")),
                arguments(LocalDate.class, "2030-01-31", LocalDate.of(2030, 1, 31)),
                arguments(LocalTime.class, "\"12:30\"", LocalTime.of(12, 30)),
                arguments(LocalDateTime.class, "\"2030-01-31T12:30:00\"", LocalDateTime.of(2030, 1, 31, 12, 30)),
                arguments(ZoneId.class, "Europe/Paris", ZoneId.of("Europe/Paris")),
                arguments(URI.class, "\"http://shop/x\"", URI.create("http://shop/x")),
                arguments(Path.class, "/var/orders", Path.of("/var/orders")),
                arguments(UUID.class, id.toString(), id),
                arguments(Locale.class, "de-CH", Locale.forLanguageTag("de-CH")),
                arguments(Locale.class, "de_CH", Locale.forLanguageTag("de-CH")),
                arguments(Charset.class, "utf-8", StandardCharsets.UTF_8),
                arguments(ConfigMemorySize.class, "512K", ConfigMemorySize.ofBytes(512 * 1024)),
                arguments(Level.class, "LOW", Level.LOW),
                arguments(Level.class, "very-high", Level.VERY_HIGH),
                arguments(Level.class, "veryHigh", Level.VERY_HIGH),
                arguments(Level.class, "AB", Level.AB));
    }

    @ParameterizedTest
    @MethodSource("readings")
    void valueWhenOfTheTypeIsRead(Class<?> type, String text, Object expected) {
        assertThat((Object) single(type, text)).isEqualTo(expected);
    }

    static List<Arguments> misreadings() {
        return List.of(
                arguments(int.class, "3000000000"),
                arguments(int.class, "1.5"),
                arguments(int.class, "hunter2"),
                arguments(int.class, "true"),
                arguments(int.class, "[1]"),
                arguments(int.class, "{ a: 1 }"),
                arguments(long.class, "9223372036854775808"),
                arguments(long.class, "1e400"),
                arguments(long.class, "NaN"),
                arguments(short.class, "32768"),
                arguments(byte.class, "-129"),
                arguments(float.class, "1e39"),
                arguments(double.class, "1e400"),
                arguments(double.class, "hunter2"),
                arguments(boolean.class, "1"),
                arguments(String.class, "[a]"),
                arguments(String.class, "{}"),
                arguments(BigDecimal.class, "9".repeat(Numbers.MAX_DIGITS + 1)),
                arguments(BigInteger.class, "1e999999999"),
                arguments(BigInteger.class, "1.5"),
                arguments(Duration.class, "10 hunters"),
                arguments(Duration.class, "99999999999 days"),
                arguments(Period.class, "10s"),
                arguments(Instant.class, "2030-01-31"),
                arguments(LocalDate.class, "2030-02-31"),
                arguments(LocalTime.class, "\"25:00\""),
                arguments(LocalDateTime.class, "2030-01-31"),
                arguments(ZoneId.class, "Europe/Hunter"),
                arguments(URI.class, "\"a b\""),
                arguments(Path.class, "\"\\u0000\""),
                arguments(Pattern.class, "\"(\""),
                arguments(UUID.class, "1-1-1-1-1"),
                arguments(Locale.class, "\"no locale\""),
                arguments(Charset.class, "hunter2"),
                arguments(ConfigMemorySize.class, "10 hunters"),
                arguments(Level.class, "a-b"),
                arguments(Level.class, "hunter2"),
                arguments(Level.class, "[]"),
                arguments(Config.class, "1"),
                arguments(ConfigObject.class, "[]"),
                arguments(ConfigList.class, "{}"));
    }

    @ParameterizedTest
    @MethodSource("misreadings")
    void valueWhenNotOfTheTypeIsMalformed(Class<?> type, String text) {
        assertMalformed(type, text);
    }

    @Test
    void patternWhenItNestsTooDeeplyForTheJvmIsMalformed() {
        assertMalformed(Pattern.class, "\"" + "(".repeat(100_000) + ")".repeat(100_000) + "\"");
    }

    @Test
    void patternWhenReadMatches() {
        assertThat(single(Pattern.class, "\"a+\"").matcher("aaa").matches()).isTrue();
    }

    @Test
    void configurationWhenAskedForIsLeftAsItIs() {
        assertThat(single(Config.class, "{ a.b: 1 }").getInt("a.b")).isEqualTo(1);
        assertThat(single(ConfigObject.class, "{ a: 1 }")).containsOnlyKeys("a");
        assertThat(single(ConfigList.class, "[1, 2]")).hasSize(2);
        assertThat(single(ConfigValue.class, "x").unwrapped()).isEqualTo("x");
    }

    private static BigDecimal decimal() {
        return new BigDecimal("1e-30");
    }
}
