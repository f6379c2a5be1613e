package io.edict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All commands against one store; each test has a namespace of its own. */
class CommandsTest {
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static EmbeddedZooKeeper server;

    @TempDir
    private Path directory;

    private String namespace;
    private String orders;

    @BeforeAll
    static void startServer() {
        server = EmbeddedZooKeeper.start();
    }

    @AfterAll
    static void closeServer() {
        server.close();
    }

    @BeforeEach
    void takeNamespace() {
        namespace = "ns" + NAMESPACES.incrementAndGet();
        orders = namespace + "/orders";
    }

    @Test
    void publishTellsVersionAndWhatItReplaced() throws IOException {
        String file = file("orders.conf", "size = 10");
        assertThat(done("publish", orders, file)).isEqualTo(orders + " is at version 1, the first\n");
        assertThat(done("publish", orders, file)).isEqualTo(orders + " is at version 2, replaced version 1\n");
    }

    @Test
    void getPrintsTheTextExactly() throws IOException {
        String text = "# Grüße\nsize = 10\r\n\n";
        done("publish", orders, file("orders.conf", text));
        assertThat(done("get", orders)).isEqualTo(text);

        Path copy = directory.resolve("new/copy.conf");
        assertThat(done("get", orders, "-o", copy.toString())).isEmpty();
        assertThat(copy).hasContent(text);
    }

    @Test
    void getOfAnOlderVersionPrintsItsText() {
        pipe("a = 1");
        pipe("a = 2");
        assertThat(done("get", orders, "--at", "1")).isEqualTo("a = 1");
        assertThat(json("get", orders, "--at", "1").getString("text")).isEqualTo("a = 1");
        assertThat(failure("get", orders, "--at", "7")).isEqualTo(3);
    }

    @Test
    void severalDocumentsArePublishedTogetherOrNotAtAll() throws IOException {
        String good = file("a.conf", "a = 1");
        String bad = file("b.json", "{");
        assertThat(failure("publish", namespace + "/a=" + good, namespace + "/b=" + bad))
                .isEqualTo(1);
        assertThat(failure("get", namespace + "/a")).isEqualTo(3);

        Config told = json("publish", namespace + "/a=" + good, namespace + "/b=" + good);
        assertThat(told.getConfigList("published"))
                .allSatisfy(each -> assertThat(each.getStringList("together")).hasSize(2));
    }

    @Test
    void expectationsThatDoNotHoldAreConflicts() throws IOException {
        String file = file("orders.conf", "size = 10");
        done("publish", "--create", orders, file);
        assertThat(failure("publish", "--create", orders, file)).isEqualTo(1);
        assertThat(failure("publish", "--if-version", "2", orders, file)).isEqualTo(1);
        done("publish", "--if-version", "1", orders, file);
        assertThat(failure("rollback", orders, "1", "--if-version", "1")).isEqualTo(1);
        assertThat(failure("delete", orders, "--yes", "--if-version", "1")).isEqualTo(1);
        assertThat(failure("publish", "--create", "--if-version", "1", orders, file))
                .isEqualTo(2);
    }

    @Test
    void uncheckedPublishesWhatDoesNotParse() throws IOException {
        String file = file("orders.conf", "size = }");
        assertThat(failure("publish", orders, file)).isEqualTo(1);
        done("publish", "--unchecked", orders, file);
        assertThat(done("get", orders)).isEqualTo("size = }");
    }

    @Test
    void historyShowsNewestFirstAndNoMoreThanIsKept() throws IOException {
        String file = file("orders.conf", "size = 10");
        done("publish", orders, file, "-m", "one", "--author", "ann");
        done("publish", orders, file, "-m", "two", "--author", "ben");
        assertThat(done("history", orders).lines().toList())
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("VERSION"),
                        newest -> assertThat(newest)
                                .startsWith("2 ")
                                .contains("ben")
                                .endsWith("two"),
                        oldest -> assertThat(oldest)
                                .startsWith("1 ")
                                .contains("ann")
                                .endsWith("one"));

        done("publish", orders, file, "--keep", "1");
        assertThat(json("history", orders).getConfigList("versions")).hasSize(1);
        assertThat(failure("diff", orders)).isEqualTo(3);
    }

    @Test
    void diffComparesTheLastTwoVersionsUnlessToldOtherwise() {
        pipe("a = 1, b = 1");
        pipe("a = 2, b = 1");
        pipe("a = 2, c = 1");
        assertThat(done("diff", orders)).contains("- b = 1", "+ c = 1").doesNotContain("~ a");
        assertThat(done("diff", orders, "1", "2")).contains("~ a = 1 -> 2").doesNotContain("c = 1");
        assertThat(done("diff", orders, "1", "--keys"))
                .contains("~ a", "- b", "+ c")
                .doesNotContain(" = ");
        assertThat(json("diff", orders, "1").getConfigList("keys")).hasSize(3);
        assertThat(failure("diff", orders, "1", "9")).isEqualTo(3);
    }

    @Test
    void deletedDocumentIsAbsentUntilRolledBack() {
        pipe("a = 1");
        assertThat(done("delete", orders, "--yes")).isEqualTo(orders + " deleted by version 2, replaced version 1\n");
        assertThat(failure("get", orders)).isEqualTo(3);
        assertThat(done("ls", namespace)).contains("deleted");
        assertThat(done("rollback", orders, "1"))
                .isEqualTo(orders + " is at version 3, after the deletion by version 2\n");
        assertThat(done("get", orders)).isEqualTo("a = 1");
        assertThat(failure("rollback", orders, "9")).isEqualTo(3);
    }

    @Test
    void deleteAsksAndTakesOnlyYes() {
        pipe("a = 1");
        assertThat(failure("delete", orders)).isEqualTo(2);
        assertThat(Screen.answering(server.connectString(), "no\n").run("delete", orders))
                .isEqualTo(6);
        assertThat(Screen.answering(server.connectString(), "").run("delete", orders))
                .isEqualTo(6);
        assertThat(done("get", orders)).isEqualTo("a = 1");
        Screen.answering(server.connectString(), "yes\n").done("delete", orders);
        assertThat(failure("get", orders)).isEqualTo(3);
    }

    @Test
    void whatIsExportedImportsAsNoDifference() throws IOException {
        pipe("a = 1");
        done("publish", namespace + "/b", file("b.yaml", "b: 1\n"));
        done("publish", namespace + "/gone", file("b.yaml", "b: 1\n"));
        done("delete", namespace + "/gone", "--yes");
        Path files = directory.resolve("files");
        done("export", namespace, files.toString());
        assertThat(files.resolve(namespace).toFile().list()).containsExactlyInAnyOrder("orders.conf", "b.yaml");
        assertThat(done("import", files.toString())).startsWith("Nothing differs");
        assertThat(json("import", files.toString(), namespace).getList("published"))
                .isEmpty();

        Files.writeString(files.resolve(namespace).resolve("orders.conf"), "a = 2");
        Files.writeString(files.resolve(namespace).resolve("gone.yaml"), "b: 2\n");
        Files.writeString(files.resolve(namespace).resolve("notes.txt"), "no document");
        assertThat(json("import", files.toString(), "--dry-run").getStringList("wouldPublish"))
                .containsExactly(namespace + "/gone", orders);
        assertThat(done("get", orders)).isEqualTo("a = 1");
        done("import", files.toString(), namespace, "-m", "all");
        assertThat(done("get", orders)).isEqualTo("a = 2");
        assertThat(done("get", namespace + "/gone")).isEqualTo("b: 2\n");
        assertThat(done("history", namespace + "/b").lines()).hasSize(2);

        Files.writeString(files.resolve(namespace).resolve("orders.yaml"), "a: 2\n");
        assertThat(failure("import", files.toString())).isEqualTo(2);
    }

    @Test
    void watchPrintsEachChangeOfADocumentAndEndsAfterTheCount() throws Exception {
        pipe("a = 1, b = secret");
        Screen screen = Screen.at(server.connectString());
        CompletableFuture<Integer> watch =
                CompletableFuture.supplyAsync(() -> screen.run("watch", orders, "--count", "1"));
        awaitWatching(screen);
        pipe("a = 2, b = other");
        assertThat(watch.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(screen.out())
                .contains(orders + " version 2 by", "~ a\n", "~ b\n")
                .doesNotContain("other");
    }

    @Test
    void watchOfANamespacePrintsOneJsonObjectForEachChange() throws Exception {
        pipe("a = 1");
        Screen screen = Screen.at(server.connectString());
        CompletableFuture<Integer> watch =
                CompletableFuture.supplyAsync(() -> screen.run("watch", namespace, "--json", "--values"));
        awaitWatching(screen);
        pipe("a = 2");
        Awaitility.await().until(() -> screen.out().contains("\"version\":2"));
        screen.stop();
        assertThat(watch.get(20, TimeUnit.SECONDS)).isZero();
        Config last = screen.json().get(screen.json().size() - 1);
        assertThat(last.getString("document")).isEqualTo(orders);
        assertThat(last.getConfigList("keys").get(0).getInt("new")).isEqualTo(2);
    }

    @Test
    void lsAndStatusShowWhatThereIs() {
        pipe("a = 1");
        assertThat(done("ls").lines()).contains(namespace);
        assertThat(json("ls").getStringList("namespaces")).contains(namespace);
        assertThat(json("ls", namespace).getConfigList("documents")).hasSize(1);
        assertThat(failure("ls", "nowhere")).isEqualTo(3);
        assertThat(done("status"))
                .startsWith(server.connectString() + ": connected\n")
                .contains(namespace);
        Config status = json("status");
        assertThat(status.getString("connection")).isEqualTo("connected");
        assertThat(status.getConfigList("namespaces"))
                .anySatisfy(each -> assertThat(each.getInt("documents")).isEqualTo(1));
    }

    @Test
    void errorsAreOneLineAndNeverAStackTraceUnlessAsked() {
        Screen screen = Screen.at(server.connectString());
        screen.run("get", orders);
        assertThat(screen.err().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("edict: There is no document " + orders);
        assertThat(screen.out()).isEmpty();

        Screen verbose = Screen.at(server.connectString());
        verbose.run("--verbose", "get", orders);
        assertThat(verbose.err()).contains("\tat io.edict.cli");
    }

    @Test
    void errorsAsJsonTellKindCodeAndPlace() {
        Screen screen = Screen.piped(server.connectString(), "a = 1\nb = }\n");
        assertThat(screen.run("publish", orders, "-", "--format", "hocon", "--json"))
                .isEqualTo(1);
        Config error = Screen.parse(screen.err()).getConfig("error");
        assertThat(error.getString("kind")).isEqualTo("InvalidDocumentException");
        assertThat(error.getInt("exitCode")).isEqualTo(1);
        assertThat(error.getInt("line")).isEqualTo(2);
        assertThat(error.getString("document")).isEqualTo(orders);
    }

    private void pipe(String text) {
        Screen.piped(server.connectString(), text).done("publish", orders, "-", "--format", "hocon");
    }

    private static void awaitWatching(Screen screen) {
        Awaitility.await().until(() -> screen.err().contains("Watching"));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static String done(String... args) {
        return Screen.at(server.connectString()).done(args);
    }

    private static Config json(String... args) {
        Screen screen = Screen.at(server.connectString());
        screen.done(Stream.concat(Stream.of(args), Stream.of("--json")).toArray(String[]::new));
        List<Config> lines = screen.json();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static int failure(String... args) {
        Screen screen = Screen.at(server.connectString());
        int code = screen.run(args);
        assertThat(screen.err()).startsWith("edict: ");
        assertThat(screen.out()).isEmpty();
        return code;
    }
}
