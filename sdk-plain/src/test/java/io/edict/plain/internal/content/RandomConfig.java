package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.edict.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random configurations, and paths that lead into them, beside them and nowhere. */
final class RandomConfig {
    private static final List<String> KEYS = List.of(
            "a", "b", "ab", "pool", "size", "x-y", "x_y", "0", "1", "10", "1e5", "-", "-1", "true", "null", "a b",
            "a.b", "", "\"", "\u00e9", "include", "Aa", "BB", "${a}");

    private static final List<String> SCALARS = List.of(
            "null",
            "true",
            "false",
            "0",
            "1",
            "-1",
            "127",
            "1000",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "1.0",
            "1.5",
            "1.10",
            "-0.0",
            "1e3",
            "1e30",
            "5.9",
            "\"\"",
            "\"text\"",
            "\"5\"",
            "\"-5\"",
            "\"+5\"",
            "\"05\"",
            "\"5.5\"",
            "\"1e3\"",
            "\"2147483648\"",
            "\"999999999999999999\"",
            "\"9999999999999999999\"",
            "\"-\"",
            "\"\u0665\"",
            "\"yes\"",
            "\"on\"",
            "\"no\"",
            "\"off\"",
            "\"true\"",
            "\"False\"",
            "\"null\"",
            "\"10s\"",
            "\"5 minutes\"",
            "\"1.5 h\"",
            "\" 7 \"",
            "\"NaN\"");

    private final Random random;

    RandomConfig(Random random) {
        this.random = random;
    }

    Config config() {
        return Contents.read(Format.JSON, object(0));
    }

    /** Paths to random values in their plain form and others, and paths that are made up. */
    List<String> paths(Config config, int count) {
        List<List<String>> known = new ArrayList<>(List.of(List.of("a")));
        collect(config.root(), List.of(), known);
        return IntStream.range(0, count)
                .mapToObj(i -> spelled(known.get(random.nextInt(known.size()))))
                .toList();
    }

    private String object(int depth) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> pick(KEYS))
                .distinct()
                .map(key -> ConfigUtil.quoteString(key) + ":" + value(depth))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private String value(int depth) {
        int kind = random.nextInt(10);
        if (kind < 3 && depth < 4) {
            return object(depth + 1);
        }
        if (kind == 3) {
            return IntStream.range(0, random.nextInt(4))
                    .mapToObj(i -> random.nextInt(5) == 0 && depth < 4 ? object(4) : pick(SCALARS))
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return pick(SCALARS);
    }

    private String spelled(List<String> elements) {
        List<String> path = new ArrayList<>(elements);
        if (random.nextInt(6) == 0) {
            path.add(pick(KEYS));
        }
        if (random.nextInt(8) == 0) {
            path.remove(random.nextInt(path.size()));
        }
        return switch (random.nextInt(8)) {
            case 0 -> path.stream().map(ConfigUtil::quoteString).collect(Collectors.joining("."));
            case 1 -> String.join(".", path);
            case 2 -> " " + String.join(" . ", path);
            default -> path.isEmpty() ? "" : ConfigUtil.joinPath(path);
        };
    }

    private static void collect(Map<String, ConfigValue> object, List<String> around, List<List<String>> into) {
        object.forEach((key, value) -> {
            List<String> path = new ArrayList<>(around);
            path.add(key);
            into.add(path);
            if (value instanceof ConfigObject inner) {
                collect(inner, path, into);
            }
        });
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
