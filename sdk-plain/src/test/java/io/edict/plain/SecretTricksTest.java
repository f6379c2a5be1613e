package io.edict.plain;

import static io.edict.plain.SecretBench.enc;
import static io.edict.plain.SecretBench.hocon;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.edict.Masking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody without keys may write into a document to bring a secret of it to light. */
class SecretTricksTest {
    private static final String CLEAR = "zq4711";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = \"%s\"\n#secret\n#key 2026-11\nleak = ${password}",
                "password = \"%s\"\n#secret\n#key 2026-11\nprefix = x\nleak = ${prefix}${password}",
                "password = \"%s\"\n#secret\n#key 2026-11\nprefix = x\nleak = ${password}${prefix}",
                "password = \"%s\"\npassword = ${?nothing}\n#secret\n#key 2026-11\nprefix = x\nleak = ${prefix}${password}",
                "#a\npassword = \"%s\"\n#a\n#secret\n#key 2026-11\nprefix = x\nleak = ${prefix}${password}",
                "password = \"%s\"\nleak = [a] [${password}]",
                "password = \"%s\"\no { \"0\" = ${password}, \"1\" = b }, leak = ${o} { \"2\" = c }",
                "password = \"%s\"\nleak += ${password}",
                "password = \"%s\"\nleak = ${?nothing} ${password} ${?nothing}",
                "password = \"%s\"\nleak = 1 ${password} 2 ${password} 3",
                "password = \"%s\"\nleak { a = 1 }, leak { a = ${password} }",
                "password = \"%s\"\nleak = ${?leak} ${password}",
                "password = \"%s\"\nleak = ${password}, leak = ${leak}x",
            })
    void valueMadeOfASecretIsMaskedHoweverItIsMade(String text) {
        Config config = hocon(text.formatted(enc("password", CLEAR)));

        assertThat(config.getValue("leak").unwrapped().toString()).contains(CLEAR);
        assertThat(Masking.shown(config.root())).doesNotContain(CLEAR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"include", "includes", "url", "file", "\"a b\"", "\"\"", "\"x\\ny\"", "\"true\""})
    void secretBesideAnOddKeyIsReadThroughASubstitution(String key) {
        Config config = hocon("base { a = 1 }\npool = ${base} { " + (key.startsWith("\"") ? key : '"' + key + '"')
                + " = \"/etc/passwd\", password = \"" + enc("pool.password", CLEAR) + "\" }\nouter = ${base} { "
                + (key.startsWith("\"") ? key : '"' + key + '"') + " { a = ${base.a}, password = \""
                + enc("outer." + key + ".password", CLEAR) + "\" } }");

        assertThat(config.getString("pool.password")).isEqualTo(CLEAR);
        assertThat(Masking.shown(config.root())).doesNotContain(CLEAR);
    }

    @Test
    void commentThatNamesASecretMakesNone() {
        Config config = hocon("#secret\n#key 2026-11\na = b");

        assertThat(Masking.isSecret(config.getValue("a"))).isFalse();
    }
}
