package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigMemorySize;
import com.typesafe.config.ConfigValue;
import io.edict.Secret;
import io.edict.plain.internal.bind.ScalarPlan.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The types that Edict reads in one piece, without a converter. */
final class Scalars {
    private static final String AT = ScalarPlan.AT;
    private static final int UUID_LENGTH = 36;

    private static final Map<Class<?>, Plan> PLANS = new HashMap<>();

    static {
        numbers();
        times();
        texts();
    }

    private Scalars() {}

    /** The plan of a type, or null if it is not one of these. */
    static @Nullable Plan plan(Class<?> type) {
        return PLANS.get(type);
    }

    private static void numbers() {
        whole(Integer.class, "an int", new Range(Integer.MIN_VALUE, Integer.MAX_VALUE), value -> value.intValue());
        alias(int.class, Integer.class);
        whole(Long.class, "a long", new Range(Long.MIN_VALUE, Long.MAX_VALUE), value -> value);
        alias(long.class, Long.class);
        whole(Short.class, "a short", new Range(Short.MIN_VALUE, Short.MAX_VALUE), value -> value.shortValue());
        alias(short.class, Short.class);
        whole(Byte.class, "a byte", new Range(Byte.MIN_VALUE, Byte.MAX_VALUE), value -> value.byteValue());
        alias(byte.class, Byte.class);
        put(Double.class, "a double", Numbers::floating);
        put(Float.class, "a float", Numbers::narrow);
        put(
                Boolean.class,
                "a boolean: true or false, yes or no, on or off",
                value -> value.atKey(AT).getBoolean(AT));
        alias(double.class, Double.class);
        alias(float.class, Float.class);
        alias(boolean.class, Boolean.class);
        String digits = " of at most " + Numbers.MAX_DIGITS + " digits";
        put(BigDecimal.class, "a decimal number" + digits, Numbers::decimal);
        put(BigInteger.class, "a whole number" + digits, Numbers::integer);
        put(ConfigMemorySize.class, "a size in bytes, such as 512K or 10 MiB", Numbers::size);
    }

    private static void times() {
        put(Duration.class, "a duration, such as 250ms or 10s", Scalars::duration);
        put(
                Period.class,
                "a period in days, weeks, months or years, such as 10d",
                value -> value.atKey(AT).getPeriod(AT));
        text(Instant.class, "an instant, such as 2030-01-31T12:00:00Z", Instant::parse);
        text(LocalDate.class, "a date, such as 2030-01-31", LocalDate::parse);
        text(LocalTime.class, "a time of day, such as 12:30", LocalTime::parse);
        text(LocalDateTime.class, "a date and time, such as 2030-01-31T12:30:00", LocalDateTime::parse);
        text(ZoneId.class, "a time zone, such as Europe/Paris", ZoneId::of);
    }

    private static void texts() {
        text(String.class, "a string", text -> text);
        text(Secret.class, "a string", Secret::of);
        text(URI.class, "a URI", URI::create);
        text(Path.class, "a path of the file system", Path::of);
        text(Pattern.class, "a regular expression", Pattern::compile);
        text(UUID.class, "a UUID", Scalars::uuid);
        text(Locale.class, "a locale, such as de-CH", Scalars::locale);
        text(Charset.class, "a character set of this JVM, such as UTF-8", Charset::forName);
    }

    private static void whole(Class<?> type, String name, Range range, Function<Long, Object> narrow) {
        String expected = name + " between " + range.min() + " and " + range.max();
        put(type, expected, value -> narrow.apply(Numbers.whole(value, range.min(), range.max())));
    }

    private static void text(Class<?> type, String expected, Function<String, ?> parse) {
        put(type, expected, value -> parse.apply(ScalarPlan.text(value)));
    }

    private static void put(Class<?> type, String expected, Reader reader) {
        PLANS.put(type, new ScalarPlan(expected, reader));
    }

    private static void alias(Class<?> primitive, Class<?> box) {
        PLANS.put(primitive, PLANS.get(box));
    }

    /** typesafe-config counts nanoseconds in a long, and stops at the greatest. */
    private static Duration duration(ConfigValue value) {
        long nanos = value.atKey(AT).getDuration(AT).toNanos();
        if (nanos == Long.MAX_VALUE || nanos == Long.MIN_VALUE) {
            throw new ArithmeticException("out of range");
        }
        return Duration.ofNanos(nanos);
    }

    /** {@link UUID#fromString} takes much shorter texts, too. */
    private static UUID uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            throw new IllegalArgumentException("length");
        }
        return UUID.fromString(text);
    }

    private static Locale locale(String text) {
        return new Locale.Builder().setLanguageTag(text.replace('_', '-')).build();
    }

    /** The whole numbers that a type holds. */
    private record Range(long min, long max) {}
}
