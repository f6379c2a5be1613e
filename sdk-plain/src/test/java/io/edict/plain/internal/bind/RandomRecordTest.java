package io.edict.plain.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigUtil;
import io.edict.Binding;
import io.edict.Default;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Random values are written down, with keys in any spelling and in any order, and must be bound to their equals. */
class RandomRecordTest {
    private static final long SEED = 20261124;
    private static final int ROUNDS = 2000;
    private static final List<String> TEXTS =
            List.of("", "a", "a b", "true", "10", "${x}", "\"", "\\", "\n", "é", "null", "a.b", "#", "//");

    private final Random random = new Random(SEED);

    private enum Mode {
        FAST,
        VERY_SLOW,
        X_1
    }

    private record Part(
            int smallNumber,
            Optional<String> noteText,
            Set<Mode> allModes,
            @Default("7") long withDefault) {}

    private record Whole(
            String plainText,
            long bigNumber,
            double realNumber,
            boolean isOn,
            Duration waitTime,
            Mode mode,
            OptionalLong maybeLong,
            List<Part> partList,
            Map<String, Part> partMap,
            Map<Mode, List<Integer>> byMode,
            Optional<Whole> innerWhole) {}

    @Test
    void valuesWhenWrittenDownAndBoundAreEqual() {
        for (int round = 0; round < ROUNDS; round++) {
            Whole expected = whole(3);
            String text = write(expected);

            assertThat(Bindings.value(Binding.of(Whole.class).at("v").strict(), "v = " + text))
                    .as("round %d: %s", round, text)
                    .isEqualTo(expected);
        }
    }

    private Whole whole(int depth) {
        return new Whole(
                text(),
                random.nextLong(),
                random.nextDouble() * 1e6,
                random.nextBoolean(),
                Duration.ofMillis(random.nextInt(100_000)),
                mode(),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()),
                list(this::part),
                map(this::text, this::part),
                map(this::mode, () -> list(random::nextInt)),
                depth == 0 || random.nextBoolean() ? Optional.empty() : Optional.of(whole(depth - 1)));
    }

    private Part part() {
        return new Part(
                random.nextInt(),
                random.nextBoolean() ? Optional.empty() : Optional.of(text()),
                new LinkedHashSet<>(list(this::mode)),
                random.nextBoolean() ? 7 : random.nextInt(100));
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private Mode mode() {
        return Mode.values()[random.nextInt(Mode.values().length)];
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private <K, V> Map<K, V> map(Supplier<K> key, Supplier<V> value) {
        Map<K, V> map = new LinkedHashMap<>();
        list(key).forEach(k -> map.put(k, value.get()));
        return map;
    }

    private String write(Whole whole) {
        Fields fields = new Fields();
        fields.add("plainText", quoted(whole.plainText()));
        fields.add("bigNumber", number(whole.bigNumber()));
        fields.add("realNumber", Double.toString(whole.realNumber()));
        fields.add("isOn", whole.isOn() ? "yes" : "false");
        fields.add("waitTime", whole.waitTime().toMillis() + (random.nextBoolean() ? "ms" : " millis"));
        fields.add("mode", write(whole.mode()));
        whole.maybeLong().ifPresentOrElse(v -> fields.add("maybeLong", number(v)), () -> fields.addNull("maybeLong"));
        fields.add(
                "partList", written(whole.partList().stream().map(this::write).toList()));
        Fields parts = new Fields();
        whole.partMap().forEach((key, part) -> parts.addExact(quoted(key), write(part)));
        fields.add("partMap", parts.toString());
        Fields modes = new Fields();
        whole.byMode().forEach((key, numbers) -> modes.addExact(write(key), numbers.toString()));
        fields.add("byMode", modes.toString());
        whole.innerWhole().ifPresentOrElse(v -> fields.add("innerWhole", write(v)), () -> fields.addNull("innerWhole"));
        return fields.toString();
    }

    private String write(Part part) {
        Fields fields = new Fields();
        fields.add("smallNumber", number(part.smallNumber()));
        part.noteText().ifPresentOrElse(v -> fields.add("noteText", quoted(v)), () -> fields.addNull("noteText"));
        fields.add("allModes", written(part.allModes().stream().map(this::write).toList()));
        if (part.withDefault() == 7) {
            fields.addNull("withDefault");
        } else {
            fields.add("withDefault", number(part.withDefault()));
        }
        return fields.toString();
    }

    private String write(Mode mode) {
        return random.nextBoolean() ? mode.name() : spelt(mode.name().toLowerCase(Locale.ROOT));
    }

    private String number(long value) {
        return random.nextBoolean() ? Long.toString(value) : "\"" + value + "\"";
    }

    private static String quoted(String text) {
        return ConfigUtil.quoteString(text);
    }

    private static String written(List<String> elements) {
        return "[" + String.join(", ", elements) + "]";
    }

    /** A name in one of the spellings that are held to be the same. */
    private String spelt(String name) {
        return switch (random.nextInt(4)) {
            case 0 -> name;
            case 1 -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            case 2 -> name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
            default -> name.toUpperCase(Locale.ROOT);
        };
    }

    /** An object in the making. */
    private final class Fields {
        private final List<String> fields = new ArrayList<>();

        void add(String name, String value) {
            addExact(spelt(name), value);
        }

        void addExact(String key, String value) {
            fields.add(random.nextInt(fields.size() + 1), key + ": " + value);
        }

        /** What is absent may be written as null. */
        void addNull(String name) {
            if (random.nextBoolean()) {
                add(name, "null");
            }
        }

        @Override
        public String toString() {
            StringJoiner text = new StringJoiner(", ", "{ ", " }");
            fields.forEach(text::add);
            return text.toString();
        }
    }
}
