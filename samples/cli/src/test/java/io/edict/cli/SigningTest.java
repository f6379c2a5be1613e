package io.edict.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing, trusting and auditing by command. */
class SigningTest {
    private static int names;
    private static EmbeddedZooKeeper server;

    @TempDir
    private Path directory;

    private String orders;
    private String key;
    private String trusted;

    @BeforeAll
    static void startServer() {
        server = EmbeddedZooKeeper.start();
    }

    @AfterAll
    static void closeServer() {
        server.close();
    }

    @BeforeEach
    void makeKey() throws IOException {
        orders = "audit/orders-" + ++names;
        key = directory.resolve("ann.key").toString();
        Screen.alone().done("signing-key", key, "--namespaces", "audit");
        Path publishers = Files.createDirectory(directory.resolve("publishers"));
        Files.copy(Path.of(key + ".pub"), publishers.resolve("ann.pub"));
        trusted = publishers.toString();
    }

    @Test
    void newKeyIsWrittenOnceAndToldById() throws IOException {
        Path other = directory.resolve("bob.key");
        Config told = Screen.parse(Screen.alone().done("signing-key", other.toString(), "--json"));

        assertThat(told.getString("key")).matches("[0-9a-f]{16}");
        assertThat(Files.readString(other)).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(Files.readString(Path.of(key + ".pub"))).startsWith("namespaces: audit\n-----BEGIN PUBLIC KEY-----");
        Screen again = Screen.alone();
        assertThat(again.run("signing-key", other.toString())).isEqualTo(2);
        assertThat(again.err()).contains("exists");
    }

    @Test
    void textIsTakenOnlyIfATrustedKeySignedIt() {
        publish("a = 1", "--sign-with", key);
        assertThat(at().done("get", orders, "--trust", trusted)).isEqualTo("a = 1");

        publish("a = 666");
        Screen screen = at();
        assertThat(screen.run("get", orders, "--trust", trusted)).isEqualTo(1);
        assertThat(screen.err()).contains(orders + " version 2 is not trusted: it is not signed");
        assertThat(at().done("get", orders, "--trust", trusted, "--at", "1")).isEqualTo("a = 1");
        assertThat(at().run("rollback", orders, "2", "--sign-with", key)).isEqualTo(1);
        at().done("rollback", orders, "1", "--sign-with", key, "--trust", trusted);
        assertThat(at().done("get", orders, "--trust", trusted)).isEqualTo("a = 1");
    }

    @Test
    void auditShowsFromWhereAndWhatTheSignaturesAreWorth() throws Exception {
        publish("a = 1", "--sign-with", key, "--author", "ann");
        publish("a = 2");
        at().done("rollback", orders, "1", "--sign-with", key);
        at().done("delete", orders, "--yes", "--sign-with", key);
        damage("/edict/history/" + orders + "/2");

        String table = at().done("history", orders, "--audit", "--trust", trusted);
        List<String> lines = table.lines().toList();
        assertThat(lines).hasSize(5);
        String process = "edict[" + ProcessHandle.current().pid() + "]";
        assertThat(lines.get(1)).contains("deletion").contains("verified ").contains(process);
        assertThat(lines.get(2)).contains("rollback to 1").contains("verified ");
        assertThat(lines.get(3)).contains("damaged").contains("does not begin with an Edict header");
        assertThat(lines.get(4))
                .contains("ann")
                .contains("publish")
                .contains("verified ")
                .contains("@");

        assertThat(at().done("history", orders, "--audit")).contains("not checked");
        assertThat(at().done("history", orders)).contains("damaged").doesNotContain("verified");
    }

    @Test
    void auditTellsScriptsTheSame() {
        publish("a = 1", "--sign-with", key);
        publish("a = 2");

        Config told = Screen.parse(at().done("history", orders, "--audit", "--trust", trusted, "--json"));
        Config unsigned = told.getConfigList("versions").get(0);
        Config signed = told.getConfigList("versions").get(1);
        assertThat(unsigned.getString("signature.standing")).isEqualTo("unsigned");
        assertThat(signed.getString("signature.standing")).isEqualTo("verified");
        assertThat(signed.getLong("from.process"))
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(signed.getString("from.program")).isEqualTo("edict");
        assertThat(signed.getObject("members").unwrapped()).containsEntry(orders, 1);
    }

    private static Screen at() {
        return Screen.at(server.connectString());
    }

    private void publish(String text, String... options) {
        String[] call = new String[options.length + 5];
        System.arraycopy(new String[] {"publish", orders, "-", "--format", "hocon"}, 0, call, 0, 5);
        System.arraycopy(options, 0, call, 5, options.length);
        Screen.piped(server.connectString(), text).done(call);
    }

    private static void damage(String path) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper raw = new ZooKeeper(server.connectString(), 10_000, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        try {
            connected.await();
            raw.setData(path, "hello".getBytes(UTF_8), -1);
        } finally {
            raw.close();
        }
    }
}
