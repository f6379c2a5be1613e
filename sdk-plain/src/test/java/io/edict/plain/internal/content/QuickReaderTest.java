package io.edict.plain.internal.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read quickly is what typesafe-config reads; what it refuses is never read quickly. */
class QuickReaderTest {
    private static final String ORIGIN = "shop/orders version 3";
    private static final int MUTANTS = 6_000;

    private static final String JSON = """
            {"a": {"b": 1, "c.d": [1, 2.50, -3, true, null, {"x": "y"}, []], "e": {}},
             "below":

              {"x":
                 7, "y":
            [1,

            2]}, "z": 1,
             "long": 12345678901, "text": "with \\"quotes\\" \\u00e9 \\n and \\\\",
             "numbers": [0, -0, 1e5, 1.10]
            }
            """;

    private static final String HOCON = """
            # about all

            // about a
            a.b.c = 1
            a.b.d = text of several words  // behind
            a.e { f = 10 s, g: "quoted # no comment" } # behind e
            list = [ 1, two
              three , { x = 1 }
            ]

            # lost

            # kept
            # as well
            "quoted.key".x = true
            number-like = 1.2.3
            size = 5m
            date = 2020-01-01
            path = /var/lib/some.thing
            more { inner { deep = null } }
            more.inner.other = 0.10
            more.0.one = first
            true.x = 007
            """;

    static Stream<String> quick() {
        return Stream.of(
                HOCON,
                "a=1",
                "{a=1}",
                "\n\n# c\n{ a : 1 }\n",
                "a{}\nb=[]",
                "a=1,b=2",
                "a = 1,\n b = 2,",
                "a=1\n\n,b=2",
                "a.b=1\na.c=2\na.d{e=1}\na.d.f=2",
                "a.b.c=1\nd=2\na.b.e=3\na{f=4}\na{b{g=5}}\nd-e.f=[{a.b=1}]",
                "\"a.b\".c=1\n\"\".d=2\n\"a b\"{\"\\\"\"=null}",
                "a { b = 1 }\na { c = 2 }",
                "a = x\r\nb = y z \r\n",
                "a = \"\"\nb = \"x\"",
                "a = 10 20\nb = true x\nc = null x\nd = -\ne = 1-2 x\nf = 00x");
    }

    @ParameterizedTest
    @MethodSource("quick")
    void hoconWhenOrdinaryIsReadQuickly(String text) {
        IndexedConfig read = QuickReader.read(text, false, ORIGIN);

        assertThat(described(Objects.requireNonNull(read).config().root()))
                .isEqualTo(described(careful(text, false).root()));
    }

    @Test
    void jsonWhenOrdinaryIsReadQuickly() {
        IndexedConfig read = QuickReader.read(JSON, true, ORIGIN);

        assertThat(described(Objects.requireNonNull(read).config().root()))
                .isEqualTo(described(careful(JSON, true).root()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "a = ${b}",
                "a += 1",
                "include \"x\"",
                "a = \"x\" y",
                "a = 1\na = 2",
                "a = 1\na.b = 2",
                "a.b = 2\na = 1",
                "a {}\na.b = 1",
                "a = \"\"\"x\"\"\"",
                "a = [1][2]",
                "a b = 1",
                "a = 1,,b = 2",
                "a = é",
                "a = 1 } ",
                "{ a = 1",
                "a =",
                "a.",
                "[1]"
            })
    void textWhenUnusualIsLeft(String text) {
        assertThat(QuickReader.read(text, false, ORIGIN)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":01}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":x}",
                "{\"a\"=1}",
                "{\"a\":10000000000000000000000}",
                "{\"a\":1}#"
            })
    void jsonWhenItIsHoconIsLeft(String text) {
        assertThat(QuickReader.read(text, true, ORIGIN)).isNull();
    }

    @Test
    void mutantsWhenReadQuicklyAreWhatTypesafeConfigReads() {
        Random random = new Random(11);
        int read = 0;
        for (int i = 0; i < MUTANTS; i++) {
            boolean json = i % 3 == 0;
            String text = mutant(json ? JSON : HOCON, random);
            IndexedConfig quick = QuickReader.read(text, json, ORIGIN);
            if (quick != null) {
                read++;
                assertThat(described(quick.config().root()))
                        .as(text)
                        .isEqualTo(described(careful(text, json).root()));
                assertIndexed(quick);
            }
        }
        assertThat(read).isGreaterThan(MUTANTS / 20);
    }

    @ParameterizedTest
    @MethodSource("quick")
    void indexMadeWhileReadingIsThatOfTheConfiguration(String text) {
        assertIndexed(Objects.requireNonNull(QuickReader.read(text, false, ORIGIN)));
    }

    private static void assertIndexed(IndexedConfig read) {
        PathIndex index = read.index();
        PathIndex walked = PathIndex.of(read.config().root());

        assertThat(index.size()).isEqualTo(walked.size());
        assertThat(index.leaves()).isEqualTo(walked.leaves());
        int[] numbers = new int[walked.size()];
        for (int number = 0; number < walked.size(); number++) {
            int parent = walked.parent(number) == Numbering.ROOT ? Numbering.ROOT : numbers[walked.parent(number)];
            int same = index.number(walked.path(number).hashCode(), parent, walked.element(number));
            numbers[number] = same;
            assertThat(index.hash(same)).isEqualTo(walked.path(number).hashCode());
            assertThat(index.path(same)).isEqualTo(walked.path(number));
            assertThat(index.value(same)).isEqualTo(walked.value(number));
            assertThat(index.leaf(same)).isSameAs(walked.leaf(number));
            assertThat(index.find(walked.path(number))).isSameAs(index.value(same));
        }
    }

    private static String mutant(String text, Random random) {
        String signs = "{}[]=:,.\n\"#/ \\ab1-0$+\t\r";
        StringBuilder mutant = new StringBuilder(text);
        for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
            int at = random.nextInt(mutant.length());
            String sign = String.valueOf(signs.charAt(random.nextInt(signs.length())));
            switch (random.nextInt(4)) {
                case 0 -> mutant.deleteCharAt(at);
                case 1 -> mutant.insert(at, sign);
                case 2 -> mutant.replace(at, at + 1, sign);
                default -> mutant.delete(at, Math.min(mutant.length(), at + random.nextInt(30)));
            }
        }
        return mutant.toString();
    }

    private static Config careful(String text, boolean json) {
        return ConfigFactory.parseString(
                text, TypesafeReader.options(json ? ConfigSyntax.JSON : ConfigSyntax.CONF, ORIGIN));
    }

    /** All that can be seen of a value. */
    private static Object described(ConfigValue value) {
        String origin = value.origin().description() + " " + value.origin().lineNumber() + " "
                + value.origin().comments();
        if (value instanceof ConfigObject object) {
            Map<String, Object> inner = new TreeMap<>();
            object.forEach((key, each) -> inner.put(key, described(each)));
            return Map.of("origin", origin, "object", inner);
        }
        if (value instanceof ConfigList list) {
            return Map.of(
                    "origin",
                    origin,
                    "list",
                    list.stream().map(QuickReaderTest::described).toList());
        }
        Object plain = value.unwrapped();
        String text = plain == null ? "null" : value.atKey("v").getString("v");
        return origin + " " + value.valueType() + " " + (plain == null ? "" : plain.getClass()) + " " + plain + " "
                + text + " " + value.render();
    }
}
