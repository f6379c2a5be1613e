package io.edict.plain;

import static io.edict.plain.SecretBench.KEYS;
import static io.edict.plain.SecretBench.ORDERS;
import static io.edict.plain.SecretBench.enc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.edict.Binding;
import io.edict.ConfigChange;
import io.edict.ConfigClient;
import io.edict.DocumentDiff;
import io.edict.DocumentId;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Gate.Verdict;
import io.edict.Layer;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.Live;
import io.edict.Publication;
import io.edict.Secret;
import io.edict.Snapshot;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A secret that is used everywhere, and looked for in all that Edict says, logs and writes. */
class SecretCanaryTest {
    private static final String CANARY = "hunter2-zq";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ID = ORDERS.toString();
    private static final DocumentId OTHER = DocumentId.of("shop/stock");

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final InMemoryStore store = new InMemoryStore();

    @TempDir
    private Path directory;

    /** What an application binds, with a secret where one belongs. */
    record Database(Secret password, String name) {}

    /** What cannot be made of a secret. */
    record Wrong(int password) {}

    /** What is not valid. */
    record TooLong(@Size(max = 3) String password) {}

    @Test
    void secretComesOutOfNothingThatEdictSaysLogsOrWrites() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger("io.edict");
        Level before = root.getLevel();
        Log log = new Log(said);
        log.start();
        root.setLevel(Level.TRACE);
        root.setAdditive(false);
        root.addAppender(log);
        try (ConfigClient client = Edict.connect(store)
                .keys(KEYS)
                .localCopies(directory)
                .recordUsage()
                .onEvent(event -> say(event))
                .gate(ID, (candidate, current) -> {
                    if (candidate.has("thrown")) {
                        throw new IllegalStateException(candidate.getString("db.password"));
                    }
                    return Verdict.accept();
                })
                .start()) {
            use(client);
            say(client.status());
            say(client.usage());
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
            root.setAdditive(true);
        }
        assertThat(said).hasSizeGreaterThan(30).noneMatch(SecretCanaryTest::shows);
        assertFilesShowNothing();
    }

    private void use(ConfigClient client) {
        publish(client, ORDERS, text("one"));
        publish(client, OTHER, "mine = x${db.password}y");
        FollowedDocument orders = client.follow(ID);
        Snapshot snapshot = orders.await(now -> true, SOON);
        assertThat(snapshot.getString("url")).isEqualTo("jdbc:" + CANARY);
        orders.subscribe(this::heard);
        Live<Database> live = orders.live(Binding.of(Database.class).at("db"));
        live.subscribe(this::say);
        LayeredView layers = client.layered(Layers.of(Layer.document(OTHER.toString()), Layer.document(ID)));
        layers.await(now -> true, SOON);
        layers.subscribe(this::say);
        Stream.of("db.password", "mine", "url", "db")
                .forEach(path -> say(layers.snapshot().explain(path)));
        say(
                snapshot,
                live,
                live.get(),
                layers,
                layers.snapshot(),
                orders.status(),
                layers.snapshot().shadowed());
        fail(client, orders);
        publish(client, ORDERS, text("two"));
        assertThat(live.await(now -> now.name().equals("two"), SOON).password().reveal())
                .isEqualTo(CANARY);
        refuse(client, orders, text("three") + "\nthrown = 1");
        refuse(client, orders, text("four").replace("db {", "bd {"));
        refuse(client, orders, text("five") + "\nclash = ${db} ${db.password}");
        DocumentDiff diff = client.publisher().diff(ORDERS, 1, 2);
        say(diff, diff.text());
        diff.keys().forEach(key -> say(key));
        Awaitility.await().atMost(SOON).until(() -> said.stream().anyMatch(line -> line.startsWith("ConfigChange")));
    }

    private void heard(ConfigChange change) {
        say(change);
        change.keys().forEach(key -> say(key));
    }

    /** Each way of reading it that is wrong. */
    private void fail(ConfigClient client, FollowedDocument orders) {
        say(catchThrowable(() -> orders.snapshot().getInt("db.password")));
        say(catchThrowable(() -> orders.snapshot().getDuration("db.password")));
        say(catchThrowable(() -> orders.snapshot().getStringList("url")));
        say(catchThrowable(() -> orders.live(Binding.of(Wrong.class).at("db"))));
        say(catchThrowable(() -> orders.live(Binding.of(TooLong.class).at("db"))));
        say(catchThrowable(() -> orders.live("db.password", String.class).map(password -> {
            throw new IllegalArgumentException(password);
        })));
        say(catchThrowable(() -> orders.await(now -> now.has("none"), Duration.ofMillis(20))));
        say(catchThrowable(
                () -> client.layered(Layers.of(Layer.text("local", "bad = ${db.password} [1]"), Layer.document(ID)))));
    }

    private void refuse(ConfigClient client, FollowedDocument orders, String text) {
        publish(client, ORDERS, text);
        long number = client.publisher().history(ORDERS).get(0).version().number();
        Awaitility.await().atMost(SOON).until(() -> {
            String status = String.valueOf(orders.status().refusal());
            say(status, orders.status(), client.status());
            return status.contains("number=" + number) || status.contains("version=" + number);
        });
    }

    private static String text(String name) {
        return "db { password = \"" + enc("db.password", CANARY) + "\", name = " + name
                + " }\nurl = \"jdbc:\"${db.password}";
    }

    private static void publish(ConfigClient client, DocumentId id, String text) {
        client.publisher().publish(Publication.of(id, Format.HOCON, text));
    }

    private void say(Object... things) {
        for (Object thing : things) {
            StringWriter text = new StringWriter();
            if (thing instanceof Throwable thrown) {
                thrown.printStackTrace(new PrintWriter(text));
            }
            said.add(thing + text.toString());
        }
    }

    private void assertFilesShowNothing() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(shows(Files.readString(file, StandardCharsets.ISO_8859_1)))
                        .as("%s", file)
                        .isFalse();
            }
        }
    }

    private static boolean shows(String text) {
        return text.contains(CANARY)
                || text.contains(Base64.getEncoder().encodeToString(CANARY.getBytes(StandardCharsets.UTF_8)))
                || text.contains(key(SecretBench.NEW_KEY))
                || text.contains(key(SecretBench.OLD_KEY));
    }

    private static String key(String line) {
        return line.substring(line.indexOf('=') + 1).strip();
    }

    /** All that is logged, with stack traces. */
    private static final class Log extends AppenderBase<ILoggingEvent> {
        private final List<String> said;

        Log(List<String> said) {
            this.said = said;
        }

        @Override
        protected void append(ILoggingEvent event) {
            said.add(event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    }
}
