package io.edict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, encrypted values and their renewal; the clear value comes out nowhere. */
class SecretsTest {
    private static final String ID = "shop/orders";

    @TempDir
    private Path directory;

    @Test
    void keygenMakesAFileForItsOwnerAndKeepsOlderKeys() throws IOException {
        String keys = directory.resolve("keys").toString();
        assertThat(Screen.alone().done("keygen", "2026-05", "--keys", keys))
                .isEqualTo("2026-05 is the current key in " + keys + "\n");
        Screen.alone().done("keygen", "2026-11", "--keys", keys);

        assertThat(Files.readAllLines(Path.of(keys))).hasSize(3).first().isEqualTo("current = 2026-11");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(keys))))
                .isEqualTo("rw-------");
        Screen again = Screen.alone();
        assertThat(again.run("keygen", "2026-05", "--keys", keys)).isEqualTo(1);
        assertThat(again.err()).contains("has a key 2026-05 already");
    }

    @Test
    void encryptReadsTheValueFromStandardInputAndPrintsTheTokenOnly() {
        String keys = keyFile("k1");
        Screen screen = Screen.piped("", "geheim\n");
        assertThat(screen.done("encrypt", ID, "db.password", "--keys", keys)).matches("enc\\(1:k1:[A-Za-z0-9_-]+\\)\n");
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void keyFileThatOthersCanReadIsRefused() throws IOException {
        String keys = keyFile("k1");
        Files.setPosixFilePermissions(Path.of(keys), PosixFilePermissions.fromString("rw-r-----"));
        Screen screen = Screen.piped("", "geheim");
        assertThat(screen.run("encrypt", ID, "db.password", "--keys", keys)).isEqualTo(1);
        assertThat(screen.err()).contains("run chmod 600").doesNotContain("geheim");
    }

    @Test
    void rekeyRenewsOlderValuesAndLeavesTheRestByteForByte() throws Exception {
        String keys = keyFile("k1");
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start()) {
            String connect = server.connectString();
            String old = encrypted(keys, "db.password", "geheim");
            Screen.piped(connect, text(old)).done("publish", ID, "-", "--format", "hocon");
            assertThat(Screen.at(connect).done("rekey", ID, "--keys", keys)).contains("nothing was published");

            Screen.alone().done("keygen", "k2", "--keys", keys);
            assertThat(Screen.at(connect).done("rekey", ID, "--keys", keys, "--dry-run"))
                    .isEqualTo("db.password\n");
            Screen watch = Screen.at(connect);
            CompletableFuture<Integer> watching =
                    CompletableFuture.supplyAsync(() -> watch.run("watch", ID, "--count", "1", "--values"));
            Awaitility.await().until(() -> watch.err().contains("Watching"));
            assertThat(Screen.at(connect).done("rekey", ID, "--keys", keys))
                    .contains("is at version 2, replaced version 1");

            String now = Screen.at(connect).done("get", ID);
            assertThat(now.replaceFirst("enc\\(1:k2:[^)]*\\)", "X")).isEqualTo(text("X"));
            assertThat(watching.get(20, TimeUnit.SECONDS)).isZero();
            assertThat(watch.out()).contains("~ db.password = \"******\" -> \"******\"");
            assertThat(Screen.at(connect).done("diff", ID))
                    .contains("~ url = \"******\" -> \"******\"", "-  db.password = \"" + old)
                    .doesNotContain("geheim");
            assertThat(Screen.at(connect).done("diff", ID, "--json")).contains("\"new\":\"******\"");
        }
    }

    @Test
    void rekeyWithoutTheOldKeyIsRefusedAndPublishesNothing() {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start()) {
            String connect = server.connectString();
            String old = encrypted(keyFile("k1"), "db.password", "geheim");
            Screen.piped(connect, text(old)).done("publish", ID, "-", "--format", "hocon");
            Screen screen = Screen.at(connect);

            assertThat(screen.run("rekey", ID, "--keys", keyFile("k3"))).isEqualTo(1);

            assertThat(screen.err()).contains("key \"k1\", needs a key");
            assertThat(Screen.at(connect).done("get", ID)).isEqualTo(text(old));
        }
    }

    private static String text(String token) {
        return "# keep me \r\n  db.password = \"" + token + "\"\nurl = x${db.password}\n\n";
    }

    private static String encrypted(String keys, String path, String clear) {
        return Screen.piped("", clear).done("encrypt", ID, path, "--keys", keys).strip();
    }

    private String keyFile(String id) {
        String file = directory.resolve("keys-" + id).toString();
        Screen.alone().done("keygen", id, "--keys", file);
        return file;
    }
}
