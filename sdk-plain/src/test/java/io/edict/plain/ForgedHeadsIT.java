package io.edict.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.AuditEntry;
import io.edict.AuditEntry.Standing;
import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.DocumentStatus.State;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Publication;
import io.edict.error.CorruptContentException;
import io.edict.error.DocumentRefusedException;
import io.edict.error.UntrustedVersionException;
import io.edict.plain.internal.disk.LoadedCopy;
import io.edict.plain.internal.disk.LocalCopies;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Headers;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever can write to a real server's nodes still configures no client that trusts publishers. */
class ForgedHeadsIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final SigningKey KEY = SigningKey.generate();
    private static final SigningKey STRANGER = SigningKey.generate();
    private static final String SIGNATURE = ",\"signature\":\\{[^}]*}";
    private static final String FORGED = "n = 666";

    private final List<Integer> heard = new CopyOnWriteArrayList<>();
    private DocumentId id;
    private ConfigClient owner;
    private ConfigPublisher publisher;
    private RawClient raw;

    @TempDir
    private Path directory;

    @BeforeEach
    void connect() {
        id = DocumentId.of("forged/doc-" + NAMES.incrementAndGet());
        owner = Edict.connect(SERVER.connectString()).signWith(KEY).start();
        publisher = owner.publisher();
        raw = RawClient.connect(SERVER.connectString());
        publish(publisher, 1);
        publish(publisher, 2);
    }

    @AfterEach
    void close() {
        raw.close();
        owner.close();
    }

    /** Ways to rewrite the header line of a head whose content was replaced; the size and SHA-256 are right already. */
    static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery("signature of the head before", line -> line),
                forgery("no signature", line -> line.replaceAll(SIGNATURE, "")),
                forgery("next number", line -> line.replace("\"version\":2,", "\"version\":3,")),
                forgery(
                        "huge number",
                        line -> line.replace("\"version\":2,", "\"version\":999999999999,")
                                .replaceAll(SIGNATURE, "")),
                forgery("next incarnation", line -> line.replace("\"incarnation\":1", "\"incarnation\":7")),
                forgery("truncated signature", line -> line.replaceAll("(\"value\":\"[^\"]{20})[^\"]*", "$1")),
                forgery("empty signature", line -> line.replaceAll("\"value\":\"[^\"]*", "\"value\":\"")),
                forgery("signature that is no Base64", line -> line.replaceAll("\"value\":\"..", "\"value\":\"%%")),
                forgery("unknown key", line -> line.replaceAll("\"key\":\"[0-9a-f]*", "\"key\":\"0123456789abcdef")),
                forgery("text for a key", line -> line.replaceAll("\"key\":\"[0-9a-f]*", "\"key\":\"../../x")),
                forgery(
                        "deletion",
                        line -> line.replace("\"kind\":\"content\"", "\"kind\":\"deletion\"")
                                .replace("\"version\":2,", "\"version\":3,")),
                forgery("another store", line -> line.replaceAll("\"store\":\"[^\"]*", "\"store\":\"elsewhere")));
    }

    private static Arguments forgery(String name, UnaryOperator<String> rewriting) {
        return Arguments.of(name, rewriting);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void forgedHeadConfiguresNobodyAndTheNextGoodVersionArrives(String name, UnaryOperator<String> rewriting)
            throws Exception {
        try (ConfigClient client = trusting().localCopies(directory).start()) {
            FollowedDocument document = client.follow(id);
            document.subscribe(change -> heard.add(change.after().getInt("n", -1)));

            rewrite(head(id), text -> rewriting.apply(withContent(line(text))) + "\n" + FORGED);

            awaitUntrusted(document);
            assertThat(document.snapshot().getInt("n")).isEqualTo(2);
            publish(publisher, 3);
            document.await(now -> now.getInt("n") == 3, SOON);
            await().atMost(SOON).until(() -> heard.contains(3));
            assertThat(heard).containsExactly(3);
            assertThat(document.status().state()).isEqualTo(State.CURRENT);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void forgedHeadIsNothingToStartWith(String name, UnaryOperator<String> rewriting) throws Exception {
        rewrite(head(id), text -> rewriting.apply(withContent(line(text))) + "\n" + FORGED);

        assertThatThrownBy(() -> trusting().start())
                .isInstanceOf(DocumentRefusedException.class)
                .hasMessageContaining(id + " version ")
                .hasMessageContaining("is not trusted: ");
    }

    @Test
    void headOfAnotherDocumentIsRefusedUnderEitherName() throws Exception {
        DocumentId other = DocumentId.of("forged/source-" + NAMES.incrementAndGet());
        for (int n = 665; n <= 667; n++) {
            publisher.publish(Publication.of(other, Format.HOCON, "n = 666"));
        }
        try (ConfigClient client = trusting().start()) {
            FollowedDocument document = client.follow(id);
            String stolen = raw.read(head(other));

            rewrite(head(id), text -> stolen);
            await().atMost(SOON).until(() -> document.status().state() == State.REFUSING);
            rewrite(head(id), text -> stolen.replace(other.toString(), id.toString()));
            awaitUntrusted(document);
            assertThat(document.snapshot().getInt("n")).isEqualTo(2);
            publish(publisher, 3);
            document.await(now -> now.getInt("n") == 3, SOON);
        }
    }

    @Test
    void oldHeadPlayedAgainTakesNobodyBack() throws Exception {
        String old = raw.read("/edict/history/" + id + "/1");
        try (ConfigClient client = trusting().localCopies(directory).start()) {
            FollowedDocument document = client.follow(id);

            rewrite(head(id), text -> old);
            await().atMost(SOON).until(() -> document.status().problem() != null);
            assertThat(document.status().problem()).contains("older than 2");
            assertThat(document.snapshot().getInt("n")).isEqualTo(2);
        }
        try (ConfigClient client = trusting().localCopies(directory).start()) {
            assertThat(client.follow(id).snapshot().getInt("n"))
                    .as("the local copy counts")
                    .isEqualTo(2);
        }
        String elsewhere = old.replaceAll("\"store\":\"[^\"]*", "\"store\":\"elsewhere");
        rewrite(head(id), text -> elsewhere);
        try (ConfigClient client = trusting().localCopies(directory).start()) {
            awaitUntrusted(client.follow(id));
            assertThat(client.follow(id).snapshot().getInt("n"))
                    .as("the store's id is signed")
                    .isEqualTo(2);
        }
    }

    @Test
    void forgedMemberRefusesTheWholeTransaction() throws Exception {
        DocumentId other = DocumentId.of("forged/pair-" + NAMES.incrementAndGet());
        publisher.publish(Publication.of(other, Format.HOCON, "n = 2"));
        try (ConfigClient client = trusting().follow(other.toString()).start()) {
            FollowedDocument one = client.follow(id);
            FollowedDocument two = client.follow(other);
            String before = raw.read(head(other));
            client.unfollow(id);
            publisher.publish(
                    List.of(Publication.of(other, Format.HOCON, "n = 3"), Publication.of(id, Format.HOCON, "n = 3")));
            two.await(now -> now.getInt("n") == 3, SOON);
            client.unfollow(other);
            assertThat(before).isNotEqualTo(raw.read(head(other)));
            rewrite(head(other), text -> withContent(line(text)) + "\n" + FORGED);

            client.follow(other);
            FollowedDocument again = client.follow(id);
            awaitUntrusted(client.follow(other));
            await().atMost(SOON).until(() -> again.status().refusal() != null);
            assertThat(again.status().refused().orElseThrow().reason()).contains("published together with " + other);
            assertThat(one.snapshot().getInt("n")).isEqualTo(2);
        }
    }

    @Test
    void forgedLocalCopyIsNotUsedAndStandsInNobodysWay() throws Exception {
        try (ConfigClient client = trusting().localCopies(directory).start()) {
            assertThat(client.follow(id).snapshot().getInt("n")).isEqualTo(2);
        }
        try (LocalCopies copies = LocalCopies.open(directory);
                ConfigClient stranger =
                        Edict.connect(new InMemoryStore()).signWith(STRANGER).start()) {
            StoredVersion good = ((LoadedCopy.Found) copies.load(id)).version();
            var forged = stranger.publisher().publish(List.of(Publication.of(id, Format.HOCON, FORGED)));
            for (int i = 0; i < 3; i++) {
                forged = stranger.publisher().publish(List.of(Publication.of(id, Format.HOCON, FORGED)));
            }
            copies.save(
                    new StoredVersion(good.storeId(), forged.get(0).published(), Content.ofText(FORGED)),
                    Instant.now());
            assertThat(((LoadedCopy.Found) copies.load(id))
                            .version()
                            .info()
                            .version()
                            .number())
                    .isEqualTo(4);
        }
        List<String> problems = new CopyOnWriteArrayList<>();
        try (ConfigClient client = trustingClosedPort(problems)) {
            assertThat(client.follow(id).snapshot().getInt("n"))
                    .as("the generation before")
                    .isEqualTo(2);
            assertThat(problems).anySatisfy(problem -> assertThat(problem).contains("is not trusted"));
        }
        try (ConfigClient client = trusting().localCopies(directory).start()) {
            publish(publisher, 3);
            client.follow(id).await(now -> now.getInt("n") == 3, SOON);
        }
        try (ConfigClient client = trustingClosedPort(new ArrayList<>())) {
            assertThat(client.follow(id).snapshot().getInt("n")).isEqualTo(3);
        }
    }

    @Test
    void forgedHistoryIsShownAsSuchAndNeverPublishedAgain() throws Exception {
        rewrite("/edict/history/" + id + "/1", text -> withContent(line(text)) + "\n" + FORGED);
        String second = raw.read("/edict/history/" + id + "/2");
        publish(publisher, 3);
        publish(publisher, 4);
        publish(publisher, 5);
        rewrite("/edict/history/" + id + "/3", text -> "gone");
        rewrite("/edict/history/" + id + "/4", text -> second);

        assertThatThrownBy(() -> publisher.publish(Publication.rollback(id, 1)))
                .isInstanceOf(UntrustedVersionException.class);
        assertThatThrownBy(() -> publisher.publish(Publication.rollback(id, 4)))
                .isInstanceOf(CorruptContentException.class)
                .hasMessageContaining("in the place of version 4");
        assertThat(publisher.history(id))
                .extracting(info -> info.version().number())
                .containsExactly(5L, 2L, 1L);
        try (ConfigClient auditor = trusting().start()) {
            List<AuditEntry> entries = auditor.publisher().audit(id);
            assertThat(entries).extracting(AuditEntry::number).containsExactly(5L, 4L, 3L, 2L, 1L);
            assertThat(entries.get(0))
                    .isInstanceOfSatisfying(
                            AuditEntry.Kept.class,
                            kept -> assertThat(kept.standing()).isEqualTo(Standing.VERIFIED));
            assertThat(entries.get(1)).isInstanceOf(AuditEntry.Damaged.class);
            assertThat(entries.get(2)).isInstanceOf(AuditEntry.Damaged.class);
            assertThat(entries.get(4)).isInstanceOfSatisfying(AuditEntry.Kept.class, kept -> {
                assertThat(kept.standing()).isEqualTo(Standing.UNTRUSTED);
                assertThat(kept.remark()).contains("does not fit");
            });
        }
    }

    private ClientBuilder trusting() {
        return Edict.connect(SERVER.connectString())
                .follow(id.toString())
                .startTimeout(SOON)
                .checkEvery(Duration.ofSeconds(1))
                .trustOnly(TrustedPublishers.of(KEY.publicKey()));
    }

    private ConfigClient trustingClosedPort(List<String> problems) {
        return Edict.connect("127.0.0.1:1")
                .follow(id.toString())
                .startTimeout(Duration.ofSeconds(1))
                .localCopies(directory)
                .onEvent(event -> problems.add(event.toString()))
                .trustOnly(TrustedPublishers.of(KEY.publicKey()))
                .start();
    }

    private void publish(ConfigPublisher to, int n) {
        to.publish(Publication.of(id, Format.HOCON, "n = " + n));
    }

    private static String head(DocumentId id) {
        return "/edict/heads/" + id;
    }

    private static String line(String node) {
        return node.substring(0, node.indexOf('\n'));
    }

    private static String withContent(String line) {
        Content content = Content.ofText(FORGED);
        return line.replaceAll("\"size\":[0-9]+", "\"size\":" + content.size())
                .replaceAll("\"sha256\":\"[0-9a-f]+", "\"sha256\":\"" + content.sha256());
    }

    /** Whoever forges a header forges its check too. */
    private void rewrite(String path, UnaryOperator<String> change) throws KeeperException, InterruptedException {
        String forged = Headers.sealedWithin(change.apply(raw.read(path)));
        raw.zooKeeper().setData(path, forged.getBytes(UTF_8), -1);
    }

    private static void awaitUntrusted(FollowedDocument document) {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(document.status().state()).isEqualTo(State.REFUSING);
            assertThat(document.status().refused().orElseThrow().reason()).contains("is not trusted: ");
        });
    }
}
