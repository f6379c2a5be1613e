package io.edict.plain.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigMemorySize;
import io.edict.Binding;
import io.edict.Converter;
import io.edict.Format;
import io.edict.TypeRef;
import io.edict.error.BindingProblem;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.Mod10Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No value comes out in a message, whatever is wrong with it. */
class CanaryTest {
    private static final String CANARY = "hunter2";
    private static final Binder BINDER = new Binder(Map.of());

    private record Inner(String name) {}

    record Throwing(String name) {
        Throwing {
            throw new IllegalArgumentException(name);
        }
    }

    interface Constrained {
        @Size(max = 3)
        String name();
    }

    private record ConstrainedRecord(
            @Size(max = 3, message = "not ${validatedValue}")
            String named,

            @Size(max = 3, message = "not {validatedValue}") String braced,

            @Mod10Check(message = "{org.hibernate.validator.constraints.Mod10Check.message}")
            String digits,

            @Email String email) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                int.class,
                long.class,
                short.class,
                byte.class,
                float.class,
                double.class,
                boolean.class,
                BigDecimal.class,
                BigInteger.class,
                Duration.class,
                Period.class,
                Instant.class,
                LocalDate.class,
                LocalTime.class,
                LocalDateTime.class,
                ZoneId.class,
                URI.class,
                Path.class,
                Pattern.class,
                UUID.class,
                Locale.class,
                Charset.class,
                ConfigMemorySize.class,
                TimeUnit.class,
                Config.class,
                Inner.class,
                Constrained.class,
                int[].class
            })
    void valueWhenOfNoTypeIsNotTold(Class<?> type) {
        assertNotTold(BINDER, Binding.of(type).at("v"), "v = \"( " + CANARY + " \\u0000\"");
        assertNotTold(BINDER, Binding.of(type).at("v.w").strict(), "v = " + CANARY);
        assertNotTold(BINDER, Binding.of(type).at("v").strict(), "v = [ " + CANARY + ", null ], w = " + CANARY);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void valueWhenOfAnyFormatIsNotTold(Format format) {
        String text = format == Format.YAML
                ? "v: " + CANARY
                : format == Format.JSON ? "{\"v\": \"" + CANARY + "\"}" : "v = " + CANARY;

        assertNotTold(BINDER.bind(Binding.of(int.class).at("v"), Bindings.parse(format, text), Bindings.ORIGINS));
        assertNotTold(BINDER.bind(Binding.of(Inner.class).strict(), Bindings.parse(format, text), Bindings.ORIGINS));
    }

    @Test
    void valueWhenSomethingElseIsWrongIsNotTold() {
        record Keys(Optional<String> maxSize, Map<Integer, Integer> map, List<Integer> list) {}

        assertNotTold(
                BINDER,
                Binding.of(Keys.class).strict(),
                "max-size = hunter2, max_size = hunter2, map { 1: hunter2, a: hunter2 }, list = [hunter2, null]"
                        + ", other = hunter2, o { p: hunter2 }");
        assertNotTold(BINDER, Binding.of(new TypeRef<Map<String, Integer>>() {}), "a = hunter2");
    }

    @Test
    void valueWhenApplicationCodeThrowsItIsNotTold() {
        Converter<Thread> converter = value -> {
            throw new IllegalStateException(value.unwrapped().toString());
        };
        Binding<String> binding = Binding.of(String.class)
                .at("v")
                .require(
                        value -> {
                            throw new IllegalStateException(value);
                        },
                        "must be another");

        assertNotTold(BINDER, Binding.of(Throwing.class), "name = hunter2");
        assertNotTold(
                new Binder(Map.of(Thread.class, converter)),
                Binding.of(Thread.class).at("v"),
                "v = hunter2");
        assertNotTold(BINDER, binding, "v = hunter2");
    }

    @Test
    void valueWhenAConstraintRefusesItIsNotTold() {
        assertNotTold(BINDER, Binding.of(Constrained.class), "name = hunter2");
        assertNotTold(
                BINDER,
                Binding.of(ConstrainedRecord.class),
                "named = hunter2, braced = hunter2, digits = hunter2, email = hunter2");
    }

    @Test
    void valueWhenBoundIsNotShown() {
        Bound<Constrained> bound = Bindings.bind(Binding.of(Constrained.class), "name = hu2");
        Bound<String> text = Bindings.bind(Binding.of(String.class).at("v"), "v = hunter2");

        assertThat(bound.toString() + Bindings.value(bound)).doesNotContain("hu2");
        assertThat(text.toString()).doesNotContain(CANARY);
    }

    private static void assertNotTold(Binder binder, Binding<?> binding, String hocon) {
        assertNotTold(binder.bind(binding, Bindings.parse(hocon), Bindings.ORIGINS));
    }

    private static void assertNotTold(Bound<?> bound) {
        assertThat(bound).isInstanceOf(Bound.Refused.class);
        Bound.Refused<?> refused = (Bound.Refused<?>) bound;
        assertThat(refused.message()).doesNotContain(CANARY);
        assertThat(refused.toString()).doesNotContain(CANARY);
        assertThat(refused.toException()).hasMessage(refused.message()).hasNoCause();
        assertThat(refused.problems()).extracting(BindingProblem::toString).noneMatch(text -> text.contains(CANARY));
    }
}
