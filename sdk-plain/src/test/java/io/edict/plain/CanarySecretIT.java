package io.edict.plain;

import static io.edict.plain.SecretBench.KEYS;
import static io.edict.plain.SecretBench.OLD_KEYS;
import static io.edict.plain.SecretBench.ORDERS;
import static io.edict.plain.SecretBench.enc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.edict.Binding;
import io.edict.ConfigChange;
import io.edict.ConfigClient;
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
import io.edict.plain.testing.SecureServer;
import io.edict.plain.testing.TestKeys;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that are used everywhere, with a real server: neither it nor the client shows or keeps one in clear. */
class CanarySecretIT {
    @RegisterExtension
    static final SecureServer SERVER = SecureServer.wantingCertificates();

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ID = ORDERS.toString();
    private static final DocumentId OTHER = DocumentId.of("shop/stock");
    private static final String SECRET = "zq\"\u00e4hunter-canary-4x7\\p";
    private static final String NEXT = "zq\"\u00e4second-canary-5y8\\p";
    private static final String LOGIN = "login-canary-6z9";

    @TempDir
    private Path directory;

    private final Canaries canaries =
            new Canaries("hunter-canary-4x7", "second-canary-5y8", LOGIN, TestKeys.PASSWORD, key(0), key(1));

    /** What an application binds, with a secret where one belongs. */
    record Database(Secret password, String name) {}

    /** What cannot be made of a secret. */
    record Wrong(int password) {}

    /** What is valid as long as nobody puts a secret there. */
    record Bounded(@Size(max = 10) String text) {}

    private static String key(int which) {
        String line = which == 0 ? SecretBench.OLD_KEY : SecretBench.NEW_KEY;
        return line.substring(line.indexOf('=') + 1).strip().substring(4, 36);
    }

    @Test
    void secretsAreFoundNowhereInClear() throws Exception {
        try (canaries) {
            grant();
            try (ConfigClient client = client(KEYS).onEvent(canaries::say).start()) {
                canaries.say(client, client.publisher());
                use(client);
                refuse(client);
                change(client);
                tell(client);
                loseTheServer(client);
            }
            startWithDamage();
        }
        assertThat(canaries.said())
                .hasSizeGreaterThan(300)
                .anyMatch(line -> line.startsWith("org.apache.zookeeper"))
                .anyMatch(line -> line.startsWith("org.apache.curator"))
                .anyMatch(line -> line.startsWith("ConfigChange"))
                .anyMatch(line -> line.startsWith("ListenerFailed"));
        canaries.assertNothingSaid();
        assertThat(canaries.assertNothingIn(directory.resolve("copies"))).contains("enc(1:2026-11:");
        assertThat(canaries.assertNothingIn(SERVER.process().data()))
                .contains("enc(1:2026-11:", "ZKSN", "ZKLG")
                .contains(SecureServer.digest("orders", LOGIN));
        canaries.assertNothingIn(SERVER.process().directory().resolve("server.log"));
    }

    private Cluster cluster() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), LOGIN + "\n");
        TestKeys keys = SERVER.keys();
        Cluster cluster = Cluster.at(SERVER.secureConnectString())
                .tls(Tls.trusting(keys.authority()).identity(keys.store("client"), keys.password()))
                .login(Login.digest("orders", password));
        canaries.say(cluster);
        return cluster;
    }

    private ClientBuilder client(KeyProvider keys) throws IOException {
        canaries.say(keys);
        ClientBuilder builder = Edict.connect(cluster())
                .keys(keys)
                .localCopies(directory.resolve("copies"))
                .recordUsage()
                .requestTimeout(Duration.ofSeconds(12))
                .gate(ID, CanarySecretIT::gate);
        canaries.say(builder);
        return builder;
    }

    private static Verdict gate(Snapshot candidate, Optional<Snapshot> current) {
        if (candidate.has("thrown")) {
            throw new IllegalStateException(candidate.getString("db.password"));
        }
        return candidate.has("refused") ? Verdict.refuse("not on a Friday") : Verdict.accept();
    }

    private void grant() throws IOException {
        try (ConfigAccess access = Edict.access(cluster())) {
            Identity orders = Identity.digest("orders", directory.resolve("password"));
            NamespaceAccess rights = new NamespaceAccess(Set.of(), Set.of(), Set.of(orders));
            access.grant("shop", rights);
            canaries.say(orders, rights, access, access.show("shop"));
        }
    }

    private void use(ConfigClient client) {
        publish(client, ORDERS, text("one", SECRET));
        publish(client, OTHER, "mine = x${db.password}y");
        FollowedDocument orders = client.follow(ID);
        Snapshot snapshot = orders.await(now -> true, SOON);
        assertThat(snapshot.getString("url")).isEqualTo("jdbc:" + SECRET);
        Live<Database> live = orders.live(Binding.of(Database.class).at("db"));
        assertThat(live.get().password().reveal()).isEqualTo(SECRET);
        LayeredView layers = client.layered(layers());
        assertThat(layers.await(now -> true, SOON).getString("mine")).isEqualTo("x" + SECRET + "y");
        orders.subscribe(this::heard);
        orders.subscribe(change -> {
            throw new IllegalStateException(change.after().getString("db.password"));
        });
        live.subscribe(canaries::say);
        layers.subscribe(canaries::say);
        for (String path : new String[] {"db.password", "mine", "url", "db"}) {
            canaries.say(layers.snapshot().explain(path));
        }
        canaries.say(snapshot, live, live.get(), live.get().password(), live.current(), orders);
        canaries.say(layers, layers.layers(), layers.snapshot(), client.pin(), client.get(ORDERS));
        canaries.say(
                orders.pin(), client.followNamespace("shop"), layers.snapshot().shadowed());
        misread(client, orders);
    }

    private static Layers layers() {
        return Layers.of(Layer.document(OTHER.toString()), Layer.document(ID));
    }

    private void heard(ConfigChange change) {
        canaries.say(change);
        change.keys().forEach(canaries::say);
    }

    /** Each way of reading it that is wrong. */
    private void misread(ConfigClient client, FollowedDocument orders) {
        canaries.say(catchThrowable(() -> orders.snapshot().getInt("db.password")));
        canaries.say(catchThrowable(() -> orders.snapshot().getDuration("url")));
        canaries.say(catchThrowable(() -> orders.live(Binding.of(Wrong.class).at("db"))));
        canaries.say(
                catchThrowable(() -> client.get(ORDERS, Binding.of(Wrong.class).at("db"))));
        canaries.say(
                catchThrowable(() -> orders.live("db.password", String.class).map(password -> {
                    throw new IllegalArgumentException(password);
                })));
        canaries.say(catchThrowable(() -> orders.await(now -> now.has("none"), Duration.ofMillis(20))));
        canaries.say(catchThrowable(
                () -> client.layered(Layers.of(Layer.text("local", "bad = ${db.password} [1]"), Layer.document(ID)))));
        canaries.say(catchThrowable(() -> Secrets.encrypt(KEYS, ORDERS, "", SECRET)));
    }

    private void refuse(ConfigClient client) {
        FollowedDocument orders = client.follow(ID);
        canaries.say(orders.live(Binding.of(Bounded.class).at("bounded")));
        refused(client, text("three", SECRET) + "\nthrown = 1");
        refused(client, text("four", SECRET) + "\nrefused = 1");
        refused(client, text("five", SECRET) + "\nbounded.text = ${db.password}");
        refused(client, text("six", SECRET).replace("db {", "bd {"));
        refused(client, text("seven", SECRET) + "\nclash = ${db} ${db.password}");
        refused(client, text("eight", SECRET).replace("enc(1:2026-11:", "enc(1:2026-12:"));
        canaries.say(catchThrowable(() -> publish(client, ORDERS, "p = \"" + SECRET)));
        canaries.say(
                catchThrowable(() -> publish(client, ORDERS, text("x", SECRET).replace(")", ""))));
    }

    private void refused(ConfigClient client, String text) {
        publish(client, ORDERS, text);
        long number = client.publisher().history(ORDERS).get(0).version().number();
        FollowedDocument orders = client.follow(ID);
        await().atMost(SOON)
                .until(() -> orders.status()
                        .refused()
                        .filter(refusal ->
                                refusal.version() != null && refusal.version().number() == number)
                        .isPresent());
        canaries.say(orders.status(), client.status());
    }

    private void change(ConfigClient client) {
        publish(client, ORDERS, text("two", NEXT));
        FollowedDocument orders = client.follow(ID);
        orders.await(now -> now.getString("db.password").equals(NEXT), SOON);
        long good = orders.snapshot().version().number();
        Secrets.Rekeyed rekeyed = Secrets.rekey(KEYS, ORDERS, Format.HOCON, text("nine", NEXT));
        canaries.say(rekeyed, rekeyed.text());
        publish(client, ORDERS, rekeyed.text());
        orders.await(now -> now.getString("db.name").equals("nine"), SOON);
        client.publisher().publish(Publication.rollback(ORDERS, good));
        orders.await(now -> now.getString("db.name").equals("two"), SOON);
        await().atMost(SOON).until(() -> canaries.said().stream().anyMatch(line -> line.startsWith("ListenerFailed")));
    }

    private void tell(ConfigClient client) {
        var publisher = client.publisher();
        long newest = publisher.history(ORDERS).get(0).version().number();
        var diff = publisher.diff(ORDERS, 1, newest);
        canaries.say(
                diff,
                diff.text(),
                publisher.read(ORDERS, 1),
                publisher.read(ORDERS, 1).text());
        diff.keys().forEach(canaries::say);
        publisher.history(ORDERS).forEach(canaries::say);
        publisher.audit(ORDERS).forEach(canaries::say);
        canaries.say(client.usage(), client.status(), client.follow(ID).status(), publisher.list("shop"));
        canaries.say(catchThrowable(() -> publisher.read(ORDERS, newest + 9)));
    }

    private void loseTheServer(ConfigClient client) {
        SERVER.process().kill();
        canaries.say(catchThrowable(() -> publish(client, ORDERS, text("lost", SECRET))));
        canaries.say(client.status());
        SERVER.restart();
        client.publisher().publish(Publication.of(ORDERS, Format.HOCON, text("found", SECRET)));
        client.follow(ID).await(now -> now.getString("db.name").equals("found"), SOON);
    }

    private void startWithDamage() throws IOException {
        try (ConfigClient wrong = client(OLD_KEYS).onEvent(canaries::say).start()) {
            canaries.say(catchThrowable(() -> wrong.get(ORDERS)), wrong.status());
        }
        canaries.say(catchThrowable(() -> client(OLD_KEYS).follow(ID).start()));
        canaries.assertNothingIn(directory.resolve("copies"));
        Path copy = directory.resolve("copies/shop/orders.copy");
        byte[] bytes = Files.readAllBytes(copy);
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy, bytes);
        try (ConfigClient again = client(KEYS).onEvent(canaries::say).follow(ID).start()) {
            canaries.say(again.snapshot(ID), again.status());
        }
    }

    private static String text(String name, String secret) {
        return "db { password = \"" + enc("db.password", secret) + "\", name = " + name
                + " }\nurl = \"jdbc:\"${db.password}\nbounded.text = ok";
    }

    private static void publish(ConfigClient client, DocumentId id, String text) {
        client.publisher().publish(Publication.of(id, Format.HOCON, text));
    }
}
