package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.edict.Masking;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random HOCON with secrets anywhere, read by Edict, against the same text with the values in clear, read by typesafe-config
 * alone. Each secret has a sign in it that nothing else has, so that the values tell whether they were made of one.
 */
class SecretOracleTest {
    private static final int TRIALS = 200;
    private static final String SIGN = "\u00a7";
    private static final List<String> KEYS = List.of("a", "b-c", "d e", "f.g", "\u00fc", "h[0]", "0");

    @Test
    void randomDocumentsReadAsIfTheirValuesWereInClear() {
        int secrets = 0;
        for (int seed = 0; seed < TRIALS; seed++) {
            Draft draft = new Draft(new Random(seed));
            String text = draft.write();
            Config expected = resolved(draft.filled(text, false));
            if (expected == null) {
                continue;
            }

            Config read = SecretBench.hocon(draft.filled(text, true));

            assertThat(read.root().unwrapped())
                    .as("seed %s: %s", seed, text)
                    .isEqualTo(expected.root().unwrapped());
            assertMarks(read.root(), seed);
            assertThat(Masking.shown(read.root())).doesNotContain(SIGN, "enc(1");
            secrets += draft.values.size();
        }
        assertThat(secrets).isGreaterThan(TRIALS * 4);
    }

    /** A few texts are beyond typesafe-config itself. */
    private static @Nullable Config resolved(String text) {
        try {
            return ConfigFactory.parseString(text).resolve();
        } catch (ConfigException e) {
            return null;
        }
    }

    private static void assertMarks(ConfigValue value, int seed) {
        if (value instanceof ConfigObject object) {
            object.values().forEach(inner -> assertMarks(inner, seed));
        } else if (value instanceof ConfigList list) {
            list.forEach(inner -> assertMarks(inner, seed));
        } else {
            String text = String.valueOf(value.unwrapped());
            assertThat(Masking.isSecret(value)).as("seed %s: %s", seed, text).isEqualTo(text.contains(SIGN));
        }
    }

    /** A document that is being written, with gaps where secrets belong. */
    private static final class Draft {
        private final Random random;
        private final List<String> paths = new ArrayList<>();
        private final List<String> values = new ArrayList<>();
        private final List<String> scalars = new ArrayList<>();
        private final List<String> lists = new ArrayList<>();
        private final List<String> objects = new ArrayList<>();
        private final List<Runnable> complete = new ArrayList<>();
        private int keys;

        Draft(Random random) {
            this.random = random;
        }

        String write() {
            return fields("", 0, 8);
        }

        String filled(String text, boolean encrypted) {
            String filled = text;
            for (int i = 0; i < values.size(); i++) {
                String value = encrypted ? SecretBench.enc(paths.get(i), values.get(i)) : values.get(i);
                filled = filled.replace("<<" + i + ">>", ConfigUtil.quoteString(value));
            }
            return filled;
        }

        private String fields(String path, int depth, int count) {
            StringBuilder fields = new StringBuilder();
            for (int i = 0; i < count; i++) {
                String key = KEYS.get(random.nextInt(KEYS.size())) + keys++;
                String inner = (path.isEmpty() ? "" : path + ".") + ConfigUtil.joinPath(key);
                fields.append(field(ConfigUtil.joinPath(key), inner, depth)).append('\n');
                if (depth == 0) {
                    complete.forEach(Runnable::run);
                    complete.clear();
                }
            }
            return fields.toString();
        }

        private String field(String key, String path, int depth) {
            boolean inList = path.contains("].");
            return switch (random.nextInt(depth > 3 ? 5 : 10)) {
                case 0 -> named(scalars, path, key + " = " + secret(path));
                case 1 -> named(scalars, path, key + " = plain" + random.nextInt(10));
                case 2 -> named(scalars, path, key + " = " + secret(path) + "\n" + key + " = ${?nowhere}");
                case 3 ->
                    named(scalars, path, key + " = x" + reference(scalars, "y") + " z " + reference(scalars, "y"));
                case 4 -> named(scalars, path, key + " = first\n" + key + " = ${?nowhere}" + secret(path));
                case 5 -> named(lists, path, key + " = " + list(path, depth));
                case 6 -> named(lists, path, key + " = " + reference(lists, "[]") + " " + list(path, depth));
                case 7 ->
                    named(lists, path, key + (inList ? " = [" : " += ") + secret(path + "[0]") + (inList ? "]" : ""));
                case 8 ->
                    named(
                            objects,
                            path,
                            key + " = " + reference(objects, "{}") + " {\n" + fields(path, depth + 1, 2) + "}");
                default -> named(objects, path, key + " {\n" + fields(path, depth + 1, 3) + "}");
            };
        }

        /** Only what is complete is referred to, so that nothing leads in a circle; and nothing within lists. */
        private String named(List<String> kind, String path, String field) {
            if (!path.contains("[") || path.matches(".*\"h\\[0\\]\\d+\"")) {
                complete.add(() -> kind.add(path));
            }
            return field;
        }

        private String list(String path, int depth) {
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String at = path + "[" + i + "]";
                switch (random.nextInt(4)) {
                    case 0 -> elements.add(secret(at));
                    case 1 -> elements.add(reference(scalars, "y"));
                    case 2 -> elements.add("[" + secret(at + "[0]") + ", 5]");
                    default -> elements.add(depth > 2 ? "true" : "{\n" + fields(at, depth + 2, 2) + "}");
                }
            }
            return "[" + String.join(", ", elements) + "]";
        }

        private String reference(List<String> kind, String otherwise) {
            return kind.isEmpty() ? otherwise : "${" + kind.get(random.nextInt(kind.size())) + "}";
        }

        private String secret(String path) {
            String text = List.of("", "\"\\", "\n", "${a}", " enc(1:k:AAAA) ", "\uD83D\uDD11")
                    .get(random.nextInt(6));
            paths.add(path);
            values.add(SIGN + values.size() + text);
            return "<<" + (values.size() - 1) + ">>";
        }
    }
}
