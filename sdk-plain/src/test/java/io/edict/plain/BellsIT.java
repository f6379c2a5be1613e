package io.edict.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentStatus.State;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Versions that come along with the event that announces them, on a real server. */
class BellsIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(30);
    /** So that no regular check finds what a bell should have announced. */
    private static final Duration NEVER = Duration.ofHours(6);

    private static final AtomicInteger NAMES = new AtomicInteger();

    private ConfigClient operator;
    private ConfigPublisher publisher;
    private RawClient raw;
    private String id;

    @BeforeEach
    void connect() {
        operator = Edict.connect(SERVER.connectString()).start();
        publisher = operator.publisher();
        raw = RawClient.connect(SERVER.connectString());
        id = "bells/d" + NAMES.incrementAndGet();
        publish(1);
    }

    @AfterEach
    void close() {
        raw.close();
        operator.close();
    }

    @Test
    void changeCostsAFollowerOnePacketAndNoRead() {
        publisher.publish(Publication.of("bells/nobody", Format.HOCON, "n = 1"));
        try (ConfigClient client = ringing(NEVER)) {
            long[] alone = packets("bells/nobody", null);

            long[] followed = packets(id, client);

            assertThat(followed[0] - alone[0]).as("requests, and some pings").isLessThan(25);
            assertThat(followed[1] - alone[1]).as("events, and some pings").isBetween(90L, 140L);
            assertThat(client.status().counters().healed()).isZero();
            assertThat(client.status().counters().readsFailed()).isZero();
        }
    }

    /** What the server gets and sends while a document is published a hundred times. */
    private long[] packets(String document, @Nullable ConfigClient follower) {
        long received = SERVER.metric("zk_packets_received");
        long sent = SERVER.metric("zk_packets_sent");
        for (int n = 100; n < 200; n++) {
            publisher.publish(Publication.of(document, Format.HOCON, "n = " + n));
            if (follower != null) {
                awaitN(follower, n);
            }
        }
        return new long[] {SERVER.metric("zk_packets_received") - received, SERVER.metric("zk_packets_sent") - sent};
    }

    @Test
    void documentThatDoesNotFitABellIsReadAtOnce() {
        try (ConfigClient client = ringing(NEVER)) {
            StringBuilder big = new StringBuilder();
            for (int i = 0; i < 2000; i++) {
                big.append("k")
                        .append(i)
                        .append(" = ")
                        .append(Integer.toHexString(i * 0x9E3779B1))
                        .append('\n');
            }
            for (int n = 10; n < 80; n++) {
                publisher.publish(Publication.of(id, Format.HOCON, (n % 3 == 0 ? "" : big) + "n = " + n));
                awaitN(client, n);
            }
            assertThat(client.status().counters().healed()).isZero();
            assertThat(client.status().counters().readsFailed()).isZero();
        }
    }

    @Test
    void serverKeepsABoundedNumberOfBellsAndWatchesAfterTenThousandPublishes() throws Exception {
        try (ConfigClient client = ringing(NEVER)) {
            long watches = SERVER.metric("zk_watch_count");
            long data = 0;
            long objects = 0;
            for (int n = 10; n < 10_010; n++) {
                publish(n);
                if (n == 1_009) {
                    data = SERVER.metric("zk_approximate_data_size");
                    objects = liveObjects();
                }
            }
            awaitN(client, 10_009);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(ZKUtil.listSubTreeBFS(raw.zooKeeper(), "/edict/bells/" + id))
                            .as("one and a half directories of 32")
                            .hasSizeLessThanOrEqualTo(48 + 3));
            assertThat(SERVER.metric("zk_watch_count"))
                    .as("at the most two directories are listened at")
                    .isLessThanOrEqualTo(watches + 1);
            assertThat(SERVER.metric("zk_approximate_data_size") - data)
                    .as("bytes of all nodes, beyond those after a thousand publishes")
                    .isLessThan(64 * 1024);
            assertThat(liveObjects() - objects)
                    .as("live objects, beyond those after a thousand publishes")
                    .isLessThan(5_000);
        }
    }

    /** How many objects the server's process still refers to; their bytes change with the lengths of its buffers. */
    private static long liveObjects() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process histogram = new ProcessBuilder(jcmd, Long.toString(SERVER.pid()), "GC.class_histogram").start();
        String total = new String(histogram.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.trim().split("\\s+", -1)[1]);
    }

    /** Names of bells, and whether what they announce is reported. The number that would come next is 4. */
    static Stream<Arguments> falseBells() {
        return Stream.of(
                Arguments.of("no bell", "orders", true),
                Arguments.of("no content where some is said to be", "4.00000000~AAAA", true),
                Arguments.of("a number of long ago", "1.00000000~AAAA", true),
                Arguments.of("a number far ahead", "30.00000000~AAAA", true),
                Arguments.of("a bomb", "4.00000000~" + packed(new byte[3_000_000]), true),
                Arguments.of("a text", "4.00000000~" + packed("n = 666".getBytes(UTF_8)), true),
                Arguments.of("too long", "4.00000000~" + "A".repeat(100_000), true),
                Arguments.of("nothing carried", "4.00000000", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("falseBells")
    void falseBellChangesNothingIsReportedOnceAndTheNextVersionArrives(String what, String name, boolean reported)
            throws Exception {
        try (ConfigClient client = ringing(NEVER)) {
            long reads = SERVER.metric("zk_packets_received");

            ringFalsely(name);
            await().atMost(SOON).until(() -> SERVER.metric("zk_packets_received") > reads + 1);
            ringFalsely(name.contains(".") ? name.replace(".0", ".1") : name + "x");
            publish(4);

            awaitN(client, 4);
            assertThat(client.follow(id).status().state()).isEqualTo(State.CURRENT);
            assertThat(client.status().counters().readsFailed()).isEqualTo(reported ? 1 : 0);
        }
    }

    @Test
    void forgedContentUnderTheNextNumberIsNotSignedAndNotLetIn() throws Exception {
        SigningKey key = SigningKey.generate();
        try (ConfigClient owner =
                        Edict.connect(SERVER.connectString()).signWith(key).start();
                ConfigClient client = Edict.connect(SERVER.connectString())
                        .checkEvery(NEVER)
                        .trustOnly(TrustedPublishers.of(key.publicKey()))
                        .start()) {
            publish(owner, 2);
            client.follow(id);
            for (int n = 3; n < 6; n++) {
                publish(owner, n);
                awaitN(client, n);
            }
            String head = raw.read("/edict/heads/" + id);
            List<Integer> heard = new CopyOnWriteArrayList<>();
            client.follow(id).subscribe(change -> heard.add(change.after().getInt("n")));

            publish(publisher, 666);
            await().atMost(SOON).until(() -> client.follow(id).status().state() == State.REFUSING);
            assertThat(client.follow(id).snapshot().getInt("n")).isEqualTo(5);
            raw.zooKeeper().setData("/edict/heads/" + id, head.getBytes(UTF_8), -1);
            publish(owner, 7);

            awaitN(client, 7);
            assertThat(heard).doesNotContain(666);
        }
    }

    @Test
    void headChangedByHandIsFoundByTheRegularLookAndThenHeardAtOnce() throws Exception {
        try (ConfigClient client = ringing(Duration.ofSeconds(2))) {
            FollowedDocument document = client.follow(id);
            String good = raw.read("/edict/heads/" + id);

            raw.zooKeeper().setData("/edict/heads/" + id, "nothing".getBytes(UTF_8), -1);
            await().atMost(SOON).until(() -> document.status().state() == State.REFUSING);
            raw.zooKeeper().setData("/edict/heads/" + id, good.getBytes(UTF_8), -1);
            await().atMost(SOON).until(() -> document.status().state() == State.CURRENT);
            publish(4);
            awaitN(client, 4);
        }
    }

    @Test
    void followerOfWhomEveryCarriedVersionIsKeptConverges() {
        List<Announcement> dropped = new CopyOnWriteArrayList<>();
        ClientBuilder deaf = new ClientBuilder((settings, loop) -> dropping(
                dropped, new Stores(settings, loop).store(Topology.single(Cluster.at(SERVER.connectString())))));
        try (ConfigClient client =
                deaf.checkEvery(Duration.ofSeconds(1)).follow(id).start()) {
            for (int n = 2; n < 50; n++) {
                publish(n);
            }
            awaitN(client, 49);
            for (int n = 50; n < 53; n++) {
                publish(n);
                awaitN(client, n);
            }
            assertThat(dropped).isNotEmpty();
            assertThat(client.status().counters().healed()).isPositive();
        }
    }

    @Test
    void clientThatTakesNoContentAlongHearsAllAndOthersHearIt() {
        Cluster plain = Cluster.at(SERVER.connectString()).announceContent(false);
        try (ConfigClient client = ringing(NEVER);
                ConfigClient other =
                        Edict.connect(plain).checkEvery(NEVER).follow(id).start()) {
            for (int n = 10; n < 60; n++) {
                publish(n % 2 == 0 ? publisher : other.publisher(), n);
                awaitN(client, n);
                awaitN(other, n);
            }
            assertThat(client.status().counters().healed()).isZero();
            assertThat(other.status().counters().healed()).isZero();
        }
    }

    /** What the names of bells rely upon where content is in them; see CVE-2024-23944. */
    @Test
    void serverTellsNobodyOfANodeThatHeMayNotRead() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        raw.zooKeeper()
                .addWatch(
                        "/edict/bells",
                        (WatchedEvent event) -> heard.add(String.valueOf(event.getPath())),
                        AddWatchMode.PERSISTENT_RECURSIVE);
        String page = page();
        ACL closed = new ACL(Perms.ALL, new Id("digest", "ann:x"));

        raw.zooKeeper().create(page + "/closed", new byte[0], new ArrayList<>(List.of(closed)), CreateMode.PERSISTENT);
        raw.zooKeeper().create(page + "/open", new byte[0], Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);

        await().atMost(SOON).until(() -> heard.contains(page + "/open"));
        assertThat(heard).containsExactly(page + "/open");
        raw.zooKeeper().delete(page + "/closed", -1);
        raw.zooKeeper().delete(page + "/open", -1);
    }

    private static ConfigStore dropping(List<Announcement> dropped, ConfigStore store) {
        return (ConfigStore) Proxy.newProxyInstance(
                ConfigStore.class.getClassLoader(), new Class<?>[] {ConfigStore.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("watch")
                                ? store.watch(dropping(dropped, (StoreWatch.Sink) arguments[0]))
                                : method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static StoreWatch.Sink dropping(List<Announcement> dropped, StoreWatch.Sink sink) {
        return (StoreWatch.Sink) Proxy.newProxyInstance(
                ConfigStore.class.getClassLoader(),
                new Class<?>[] {StoreWatch.Sink.class},
                (proxy, method, arguments) -> {
                    if (arguments[0] instanceof Announcement.Carried carried) {
                        dropped.add(carried);
                        return null;
                    }
                    return method.invoke(sink, arguments);
                });
    }

    /** A client that hears the bells of the document, which is at version 3 then. */
    private ConfigClient ringing(Duration checkEvery) {
        ConfigClient client = Edict.connect(SERVER.connectString())
                .checkEvery(checkEvery)
                .follow(id)
                .start();
        for (int n = 2; n < 4; n++) {
            publish(n);
            awaitN(client, n);
        }
        return client;
    }

    private String page() {
        return "/edict/bells/" + id + "/0";
    }

    private void ringFalsely(String name) throws KeeperException, InterruptedException {
        raw.create(page() + "/" + name, "");
    }

    private static String packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
    }

    private void publish(int n) {
        publish(publisher, n);
    }

    private void publish(ConfigPublisher by, int n) {
        by.publish(Publication.of(id, Format.HOCON, "n = " + n));
    }

    private void publish(ConfigClient by, int n) {
        publish(by.publisher(), n);
    }

    private void awaitN(ConfigClient client, int n) {
        client.follow(id).await(now -> now.getInt("n") == n, SOON);
    }
}
