package io.edict.plain;

import static io.edict.plain.SecretBench.ORDERS;
import static io.edict.plain.SecretBench.enc;
import static io.edict.plain.SecretBench.hocon;
import static io.edict.plain.SecretBench.parsed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Masking;
import io.edict.error.InvalidRequestException;
import io.edict.error.SecretException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted values in texts: where they are found, what becomes of them, and what is refused. */
class EncryptedValuesTest {
    private static final String CLEAR = "p4ss \"wörd\" \uD83D\uDD11";

    @ParameterizedTest
    @EnumSource
    void valueWhenEncryptedReadsInClearInEveryFormat(Format format) {
        String token = enc("db.password", CLEAR);
        String text = switch (format) {
            case HOCON -> "db { password = \"" + token + "\" }";
            case JSON -> "{\"db\": {\"password\": \"" + token + "\"}}";
            case PROPERTIES -> "db.password = " + token.replace(":", "\\:");
            case YAML -> "db:\n  password: " + token + "\n";
        };

        Config config = parsed(ORDERS, format, text).resolved().config();

        assertThat(config.getString("db.password")).isEqualTo(CLEAR);
        assertThat(Masking.isSecret(config.getValue("db.password"))).isTrue();
        assertThat(Masking.keyId(config.getValue("db.password"))).contains("2026-11");
        assertThat(Masking.shown(config.root())).isEqualTo("{\"db\":{\"password\":\"******\"}}");
    }

    @Test
    void substitutionsSeeTheClearValueAndCarryTheMark() {
        Config config = hocon("db.password = \"" + enc("db.password", "geheim") + "\"\n"
                + "copy = ${db.password}, url = \"jdbc:x?p=\"${db.password}\"&y\", all = ${db}, plain = ${name}, name = n\n"
                + "list = [1, ${db.password}]");

        assertThat(config.getString("copy")).isEqualTo("geheim");
        assertThat(config.getString("url")).isEqualTo("jdbc:x?p=geheim&y");
        assertThat(config.getString("all.password")).isEqualTo("geheim");
        assertThat(config.getStringList("list")).containsExactly("1", "geheim");
        for (String path : List.of("copy", "url", "all", "list", "db")) {
            assertThat(Masking.isSecret(config.getValue(path))).as(path).isTrue();
        }
        assertThat(Masking.isSecret(config.getValue("plain"))).isFalse();
        assertThat(Masking.shown(config.root())).doesNotContain("geheim").contains("\"name\":\"n\"");
    }

    /** typesafe-config shows none of these before it resolves them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = \"%s\", password = ${?override}, url = x${password}y",
                "base { a = 1 }, pool = ${base} { password = \"%s\" }, url = x${pool.password}y",
                "base { a = 1 }, pool = ${base} { inner { a = 2, password = \"%s\" } }, url = x${pool.inner.password}y",
                "l = [a], hosts = ${l} [\"b\", \"%s\"], url = x${hosts}",
                "hosts = [a], hosts += \"%s\", url = x${hosts}",
                "base { a = 1 }, pool = ${base} { l = [ { q = ${base.a}, password = \"%s\" } ] }, url = x${pool.l}",
                "url = ${x}\"%s\"${?y}y, x = x",
            })
    void valueWhenItCannotBeReachedBeforeSubstitutionIsDecryptedAfterIt(String text) {
        String path = text.contains("inner")
                ? "pool.inner.password"
                : text.startsWith("password")
                        ? "password"
                        : text.contains("\"b\"")
                                ? "hosts[1]"
                                : text.contains("+=")
                                        ? "hosts[0]"
                                        : text.contains("l = [ {")
                                                ? "pool.l[0].password"
                                                : text.startsWith("url") ? "url" : "pool.password";
        String whole = text.replace("url = x${hosts}", "u = ${hosts}").replace("url = x${pool.l}", "u = ${pool.l}");

        Config config = hocon(whole.replace("%s", enc(path, "geheim")));

        assertThat(config.root().unwrapped().toString()).contains("geheim").doesNotContain("enc(");
        assertThat(Masking.shown(config.root())).doesNotContain("geheim");
        if (config.hasPath("url")) {
            assertThat(config.getString("url")).isEqualTo("xgeheimy");
        }
    }

    @Test
    void listElementsHaveTheirPositionsInTheirPaths() {
        Config config = hocon("a.b = [[x, { \"k.y\" = \"" + enc("a.b[0][1].\"k.y\"", "geheim") + "\" }]]");

        assertThat(config.getValue("a.b").unwrapped().toString()).contains("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db.passwort = \"%s\"",
                "password = \"%s\"",
                "db { x.password = \"%s\" }",
                "db.password = [\"%s\"]",
                "base {}, db = ${base} { passwort = \"%s\" }",
                "db.password = \"%s\", copy = \"%s\"",
                "x = \"%s\"${?y}",
            })
    void valueWhenMovedToAnotherPathIsRefused(String text) {
        String moved = text.replace("%s", enc("db.password", "geheim"));

        SecretException e = catchThrowableOfType(SecretException.class, () -> hocon(moved));

        assertThat(e.getMessage())
                .startsWith("shop/orders version 7 cannot be used: the encrypted value at ")
                .contains("(line 1), key \"2026-11\", was changed, was encrypted for another document or path")
                .doesNotContain("enc(1");
        assertThat(e.keyId()).isEqualTo("2026-11");
        assertThat(e.document()).contains(ORDERS);
        assertThat(e.version()).isPresent();
    }

    @Test
    void valueWhenMovedToAnotherDocumentIsRefused() {
        String text = "db.password = \"" + enc("db.password", "geheim") + "\"";

        assertThatExceptionOfType(SecretException.class)
                .isThrownBy(() -> parsed(DocumentId.of("shop/stock"), Format.HOCON, text))
                .satisfies(e -> assertThat(e.path()).isEqualTo("db.password"));
    }

    @Test
    void valueWhenAnyCharacterIsAnotherIsRefused() {
        String token = enc("p", "geheim");
        for (int i = 4; i < token.length() - 1; i++) {
            for (char c : new char[] {'A', 'B', '_', (char) (token.charAt(i) ^ 1)}) {
                String changed = token.substring(0, i) + c + token.substring(i + 1);
                if (changed.equals(token) || c == '"' || c == '\\') {
                    continue;
                }
                assertThatExceptionOfType(SecretException.class)
                        .as("%s at %s", c, i)
                        .isThrownBy(() -> parsed(ORDERS, Format.JSON, "{\"p\": \"" + changed + "\"}"))
                        .withMessageNotContaining("geheim");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p = \"enc(geheim)\"",
                "p = \"enc(\"",
                "p = \"enc(1:2026-11)\"",
                "p = \"enc(1:2026-11:AAAA\"",
                "p = \"enc(1:2026-11:AAAA) \"",
                "p = \"enc(1:2026-11:AAAA=)\"",
                "p = \"enc(1:2026 11:AAAA)\"",
                "p = \"enc(2:2026-11:AAAA)\"",
                "p = \"user:enc(1:2026-11:AAAA)@host\"",
                "p = \"enc(1:\"${k}\":AAAA)\", k = \"2026-11\"",
                "p = \"enc(1:2026-11:AAAA)\"",
                "p = \"enc(1:unknown:AAAA)\"",
            })
    void valueWhenDamagedIsRefused(String text) {
        assertThatExceptionOfType(SecretException.class)
                .isThrownBy(() -> hocon(text))
                .withMessageNotContaining("geheim")
                .withMessageContaining("at p ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p = \"later\", p = ${?q}", "q = 1, p = \"later\"${?none}"})
    void textThatBeginsLikeAnEncryptedOneCanBeWritten(String before) {
        String literal = "\"enc(text:enc(1:k:AAAA))\"";
        String text = before.isEmpty() ? "p = " + literal : before.replace("\"later\"", literal);

        Config config = hocon(text);

        assertThat(config.getString("p")).isEqualTo("enc(1:k:AAAA)");
        assertThat(Masking.isSecret(config.getValue("p"))).isFalse();
    }

    @Test
    void documentWithMoreValuesThanKeysCanBeAskedForIsRefused() {
        String token = enc("a", "x");
        String text = "a = [" + ("\"" + token + "\", ").repeat(10_001) + "]";

        assertThatExceptionOfType(SecretException.class)
                .isThrownBy(() -> Secrets.rekey(SecretBench.KEYS, ORDERS, Format.HOCON, text))
                .withMessageContaining("more than 10000");
    }

    @Test
    void objectThatHidesWhatIsBelowStillDoesWhenItHasASecret() {
        Config config = parsed(ORDERS, Format.HOCON, "o = 5, o = { p = \"" + enc("o.p", "geheim") + "\" }")
                .unresolved();

        assertThat(config.withFallback(ConfigFactory.parseString("o.below = 1")).hasPath("o.below"))
                .isFalse();
    }

    @Test
    void commentCannotPassForTheMark() {
        Config config = hocon("# secret\n# key 2026-11\np = \"open\"");

        assertThat(Masking.isSecret(config.getValue("p"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", "a..b", "[0]", "a[", "a[x]", "a[01]", "a[0]b", "a]", "\"a", "a b[1]c"})
    void pathWhenItIsNoneIsRefused(String path) {
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> enc(path, "geheim"));
    }

    @Test
    void pathMayBeSpeltAsInLookUps() {
        Config config = hocon("\"a\".\"b c\" = [\"" + enc("\"a\".\"b c\"[0]", "geheim") + "\"]");

        assertThat(config.getStringList("a.\"b c\"")).containsExactly("geheim");
    }
}
