package io.edict.plain;

import static io.edict.plain.SecretBench.NEW_KEY;
import static io.edict.plain.SecretBench.OLD_KEY;
import static io.edict.plain.SecretBench.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.edict.Format;
import io.edict.Secret;
import io.edict.error.InvalidRequestException;
import io.edict.error.SecretException;
import io.edict.plain.internal.secrets.Aes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in files and variables, and renewing values under them. */
class KeysTest {
    private static final String BOTH = OLD_KEY + "\n" + NEW_KEY + "\ncurrent = ";

    @TempDir
    private Path directory;

    /** Test case 16 of the specification of GCM, so that values of today can be read by whoever follows it. */
    @Test
    void aesGcmIsTheOneOfTheSpecification() throws GeneralSecurityException {
        HexFormat hex = HexFormat.of();
        byte[] key = hex.parseHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        byte[] context = hex.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        byte[] sealed = hex.parseHex("cafebabefacedbaddecaf888"
                + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b");

        assertThat(hex.formatHex(Aes.opened(key, sealed, context)))
                .isEqualTo(
                        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
    }

    @Test
    void sameValueIsNeverWrittenAlike() {
        assertThat(SecretBench.enc("p", "geheim")).isNotEqualTo(SecretBench.enc("p", "geheim"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "current = 2026-11",
                "2026-11 = AAAA\ncurrent = 2026-11",
                "2026-11 = not base64!\ncurrent = 2026-11",
                "two words = AAAA",
                "nonsense",
            })
    void keysThatCannotBeUsedAreRefusedWithoutBeingQuoted(String text) {
        assertThatExceptionOfType(SecretException.class)
                .isThrownBy(() -> Secrets.encrypt(SecretBench.keys(text), ORDERS, "p", "geheim"))
                .withMessageContaining("the environment variable KEYS")
                .withMessageNotContaining("AAAA")
                .withMessageNotContaining("geheim");
    }

    @Test
    void keysMayStandInOneLine() {
        KeyProvider keys = SecretBench.keys("current=2026-11; " + NEW_KEY + ";;" + OLD_KEY);

        assertThat(Secrets.encrypt(keys, ORDERS, "p", "geheim")).startsWith("enc(1:2026-11:");
        assertThat(keys).hasToString("keys in the environment variable KEYS");
    }

    @Test
    void keyFileThatOthersCanAccessIsRefused() throws IOException {
        Path file = keyFile(BOTH + "2026-11");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));

        assertThatExceptionOfType(SecretException.class)
                .isThrownBy(() -> Secrets.encrypt(Keys.file(file), ORDERS, "p", "geheim"))
                .withMessageContaining("run chmod 600");
    }

    @Test
    void keyFileThatVanishesKeepsTheKeysThatWereReadForReading() throws IOException {
        Path file = keyFile(BOTH + "2026-11");
        KeyProvider keys = Keys.file(file);
        String token = Secrets.encrypt(keys, ORDERS, "p", "geheim");
        Files.delete(file);

        String text = "p = \"" + token + "\"";
        assertThatExceptionOfType(SecretException.class)
                .isThrownBy(() -> Secrets.rekey(keys, ORDERS, Format.HOCON, text))
                .withMessageContaining("there is no key file");

        keyFile(BOTH + "2026-05");
        Secrets.Rekeyed rekeyed = Secrets.rekey(keys, ORDERS, Format.HOCON, text);
        assertThat(rekeyed.paths()).containsExactly("p");
        assertThat(rekeyed.text()).startsWith("p = \"enc(1:2026-05:");
        assertThat(rekeyed).hasToString("Rekeyed[p]");
        assertThat(keys.toString()).doesNotContain(NEW_KEY.substring(10));
    }

    @Test
    void valueThatIsWrittenWithEscapesIsNotRekeyed() {
        String token = Secrets.encrypt(SecretBench.OLD_KEYS, ORDERS, "p", "geheim");

        assertThatExceptionOfType(SecretException.class)
                .isThrownBy(() ->
                        Secrets.rekey(SecretBench.KEYS, ORDERS, Format.PROPERTIES, "p = " + token.replace(":", "\\:")))
                .withMessageContaining("is not written in one piece");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "current", "a b", "a:b", "a)"})
    void idThatNoKeyCanHaveIsRefused(String id) {
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> Keys.newKey(id));
    }

    @Test
    void secretShowsNothingAndIsEqualByItsText() {
        Secret secret = Secret.of("geheim");

        assertThat(secret).isEqualTo(Secret.of("geheim")).hasSameHashCodeAs(Secret.of("geheim"));
        assertThat(secret).isNotEqualTo(Secret.of("Geheim")).hasToString("******");
        assertThat(Map.of("p", secret).toString()).doesNotContain("geheim");
        assertThat(secret.reveal()).isEqualTo("geheim");
    }

    private Path keyFile(String text) throws IOException {
        Path file = Files.createFile(
                directory.resolve("keys"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}
