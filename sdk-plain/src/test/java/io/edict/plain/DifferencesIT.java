package io.edict.plain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentStatus.State;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.internal.store.HeaderCodec;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import io.edict.plain.testing.TcpProxy.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Versions of big documents that come along as the difference from the version before, on a real server. */
class DifferencesIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(30);
    /** So that no regular check finds what a bell should have announced. */
    private static final Duration NEVER = Duration.ofHours(6);

    /** About 512 KiB, which do not fit a head, and about 100 KiB, which do; neither fits a bell. */
    private static final int BIG = 14_000;

    private static final int MIDDLE = 2_700;
    private static final int CHANGES = 20;

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
        id = "differences/d" + NAMES.incrementAndGet();
    }

    @AfterEach
    void close() {
        raw.close();
        operator.close();
    }

    @Test
    void fiveKeysOfABigDocumentAreHeardWithoutARead() {
        assertThat(text(BIG, 1)).hasSizeBetween(500_000, 550_000);
        try (TcpProxy proxy = TcpProxy.to(SERVER.clientPort());
                ConfigClient client = ringing(BIG, proxy.connectString())) {
            long asked = proxy.bytes(Direction.TO_SERVER);
            long heard = proxy.bytes(Direction.TO_CLIENT);
            for (int n = 100; n < 100 + CHANGES; n++) {
                publish(publisher, id, BIG, n);
                awaitN(client, n);
            }

            assertThat((proxy.bytes(Direction.TO_SERVER) - asked) / CHANGES)
                    .as("no question, but for some pings and a move to the next directory")
                    .isLessThan(25);
            assertThat((proxy.bytes(Direction.TO_CLIENT) - heard) / CHANGES)
                    .as("bytes of a change")
                    .isLessThan(1_000);
            assertThat(client.status().counters().healed()).isZero();
            assertThat(client.status().counters().readsFailed()).isZero();
        }
    }

    @Test
    void versionBeforeStandsBehindTheHeadThatAPublisherReads() throws Exception {
        try (TcpProxy proxy = TcpProxy.to(SERVER.clientPort());
                ConfigClient client = ringing(MIDDLE, proxy.connectString())) {
            long before = proxy.bytes(Direction.TO_CLIENT);
            for (int n = 10; n < 20; n++) {
                try (ConfigClient fresh = Edict.connect(SERVER.connectString()).start()) {
                    publish(fresh.publisher(), id, MIDDLE, n);
                }
                awaitN(client, n);
            }
            assertThat(raw.zooKeeper().exists("/edict/heads/" + id, false).getDataLength())
                    .isBetween(30_000, 128 * 1024);
            assertThat((proxy.bytes(Direction.TO_CLIENT) - before) / 10)
                    .as("bytes of a change")
                    .isLessThan(1_000);
            assertThat(client.status().counters().readsFailed()).isZero();
        }
    }

    @Test
    void publisherWithoutTheVersionBeforeRingsByNumberAndFollowersReadAndGoOn() {
        try (ConfigClient client = ringing(BIG, SERVER.connectString());
                ConfigClient other = Edict.connect(SERVER.connectString()).start()) {
            for (int n = 10; n < 22; n++) {
                publish(n % 3 == 0 ? other.publisher() : publisher, id, BIG, n);
                awaitN(client, n);
            }
            for (int n = 30; n < 60; n++) {
                publish(publisher, id, BIG, n);
            }
            awaitN(client, 59);
            publish(publisher, id, 10, 60);
            awaitN(client, 60);
            publish(publisher, id, BIG, 61);
            awaitN(client, 61);
            assertThat(client.status().counters().healed()).isZero();
            assertThat(client.status().counters().readsFailed()).isZero();
        }
    }

    /** What a false difference says: its base, the size and SHA-256 of what it makes, and how. */
    static Stream<Arguments> falseDifferences() {
        String base = "base";
        return Stream.of(
                Arguments.of(
                        "another version as its base", "00".repeat(32), 5, "00".repeat(32), bytes(5, 1, 2, 3, 4, 5, 0)),
                Arguments.of(
                        "another content than its SHA-256 is of", base, 5, "00".repeat(32), bytes(5, 1, 2, 3, 4, 5, 0)),
                Arguments.of(
                        "a stretch behind the end", base, 100, "00".repeat(32), bytes(0, 100, 0xff, 0xff, 0xff, 0x7f)),
                Arguments.of("less than its size", base, 500, "00".repeat(32), bytes(1, 1, 0)),
                Arguments.of("more than its size", base, 5, "00".repeat(32), bytes(0, 0xff, 0x7f, 0)),
                Arguments.of(
                        "more than any document has", base, 2_000_000_000, "00".repeat(32), bytes(0, 0xff, 0x7f, 0)),
                Arguments.of("a bomb", base, 5, "00".repeat(32), new byte[3_000_000]),
                Arguments.of("nothing", base, 5, "00".repeat(32), new byte[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("falseDifferences")
    void falseDifferenceChangesNothingIsReportedOnceAndTheNextVersionArrives(
            String what, String base, int size, String sha256, byte[] difference) throws Exception {
        try (ConfigClient client = ringing(BIG, SERVER.connectString())) {
            String head = raw.read("/edict/heads/" + id).lines().findFirst().orElseThrow();
            String from = base.equals("base") ? head.replaceAll(".*?\"sha256\":\"([0-9a-f]+)\".*", "$1") : base;
            String fields = head.substring(0, head.indexOf(",\"check\":"))
                    .replaceFirst("\"version\":3", "\"version\":4")
                    .replaceFirst("\"size\":\\d+", "\"size\":" + size)
                    .replaceFirst("\"sha256\":\"[0-9a-f]+", "\"sha256\":\"" + sha256);
            String header = HeaderCodec.sealed(fields);

            ring("4.00000000^" + packed(header, from, difference));
            await().atMost(SOON).until(() -> client.status().counters().readsFailed() == 1);
            ring("4.00000001^" + packed(header, from, difference));
            publish(publisher, id, BIG, 4);

            awaitN(client, 4);
            assertThat(client.follow(id).status().state()).isEqualTo(State.CURRENT);
            publish(publisher, id, BIG, 5);
            awaitN(client, 5);
            assertThat(client.status().counters().readsFailed()).isBetween(1L, 2L);
        }
    }

    private void ring(String name) throws Exception {
        raw.create("/edict/bells/" + id + "/0/" + name, "");
    }

    private static String packed(String header, String from, byte[] difference) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((header + "\n").getBytes(UTF_8));
            gzip.write(HexFormat.of().parseHex(from));
            gzip.write(difference);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** A client that hears the bells of a document, which is at version 3 then. */
    private ConfigClient ringing(int keys, String servers) {
        publish(publisher, id, keys, 1);
        ConfigClient client =
                Edict.connect(servers).checkEvery(NEVER).follow(id).start();
        for (int n = 2; n < 4; n++) {
            publish(publisher, id, keys, n);
            awaitN(client, n);
        }
        return client;
    }

    private static void publish(ConfigPublisher by, String document, int keys, int n) {
        by.publish(Publication.of(document, Format.PROPERTIES, text(keys, n)));
    }

    /** Names that are alike, values that are not, of which five say which text it is. */
    private static String text(int keys, int n) {
        Random random = new Random(keys);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < keys; i++) {
            text.append("service.pool").append(i).append(".token = ");
            text.append(i % (keys / 5) == 0 ? "n" + n : Long.toString(random.nextLong(), 36));
            text.append('\n');
        }
        return text.append("n = ").append(n).append('\n').toString();
    }

    private void awaitN(ConfigClient client, int n) {
        client.follow(id).await(now -> now.getInt("n") == n, SOON);
    }
}
