package io.edict.plain.internal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication.Expectation;
import io.edict.VersionInfo.Kind;
import io.edict.VersionInfo.Origin;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerProcess;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Big documents on a real server, with a collector that spares nothing for its youth. */
class ChunkCollectorIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int KEEP = 3;
    private static final int PUBLISHES = 20;
    private static final int RETURNS = 300;
    private static final ZooKeeperSettings.Sizes CUT_BIG = ZooKeeperSettings.Sizes.withContent(16 << 20);
    private static final ZooKeeperSettings.Sizes CUT_SMALL =
            new ZooKeeperSettings.Sizes(64, 128, 1024, 900_000, 16 << 20);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final ExecutorService applications = Executors.newFixedThreadPool(3);
    private final List<ZooKeeperStore> stores = new ArrayList<>();

    private RawClient raw;

    @BeforeEach
    void connect() {
        raw = RawClient.connect(SERVER.connectString());
    }

    @AfterEach
    void close() throws Exception {
        applications.shutdownNow();
        assertThat(applications.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        stores.forEach(ZooKeeperStore::close);
        raw.close();
        worker.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void onlyChunksOfKeptVersionsStayAndAReaderMeanwhileFindsEveryVersionWhole() throws Exception {
        DocumentId id = DocumentId.of("big/stream");
        ZooKeeperStore store = store(CUT_BIG);
        ZooKeeperStore other = store(CUT_BIG);
        publish(store, id, content(1), KEEP);
        AtomicBoolean ended = new AtomicBoolean();
        Future<Integer> reader = applications.submit(() -> readUntil(ended, other, id));
        for (int i = 2; i <= PUBLISHES; i++) {
            publish(store, id, content(i), KEEP);
        }
        ended.set(true);
        assertThat(reader.get()).as("whole readings").isPositive();

        List<String> referenced = IntStream.rangeClosed(PUBLISHES - KEEP + 1, PUBLISHES)
                .mapToObj(i -> content(i).sha256())
                .toList();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(raw.zooKeeper().getChildren("/edict/blobs/" + id, false))
                        .containsExactlyInAnyOrderElementsOf(referenced));
        for (int number = PUBLISHES - KEEP + 1; number <= PUBLISHES; number++) {
            assertThat(store.content(id, number, soon()).content()).isEqualTo(content(number));
        }
    }

    /** What one publisher makes garbage, another one publishes again at the same moment. */
    @Test
    void contentThatReturnsWhileItIsCollectedIsNeverLost() throws Exception {
        DocumentId id = DocumentId.of("big/returning");
        List<Content> contents =
                IntStream.range(0, 3).mapToObj(ChunkCollectorIT::small).toList();
        publish(store(CUT_SMALL), id, contents.get(0), 1);
        List<Future<?>> publishers = new ArrayList<>();
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            ZooKeeperStore store = store(CUT_SMALL);
            publishers.add(applications.submit(() -> {
                for (int i = 0; i < RETURNS; i++) {
                    publish(store, id, contents.get(random.nextInt(contents.size())), 1);
                    assertWhole(store.current(id, soon()));
                }
            }));
        }
        for (Future<?> publisher : publishers) {
            publisher.get();
        }
        assertWhole(stores.get(0).current(id, soon()));
    }

    /** The content of version n is that of seed n. */
    private static int readUntil(AtomicBoolean ended, ZooKeeperStore store, DocumentId id) {
        int readings = 0;
        long newest = 0;
        while (!ended.get()) {
            Reading.Present found = assertWhole(store.current(id, soon()));
            long number = found.version().info().version().number();
            assertThat(found.version().content()).isEqualTo(content((int) number));
            assertThat(number).isGreaterThanOrEqualTo(newest);
            newest = number;
            readings++;
        }
        return readings;
    }

    private static Reading.Present assertWhole(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Present.class);
        return (Reading.Present) reading;
    }

    private ZooKeeperStore store(ZooKeeperSettings.Sizes sizes) {
        ZooKeeperSettings settings = new ZooKeeperSettings(
                "main", SERVER.connectString(), Duration.ofSeconds(10), Duration.ofHours(1), sizes);
        ZooKeeperStore store = new ZooKeeperStore(settings, worker, timer, InstantSource.system(), Duration.ZERO);
        stores.add(store);
        store.start();
        return store;
    }

    private static void publish(ZooKeeperStore store, DocumentId id, Content content, int keep) {
        Origin origin = new Origin("tester", Instant.EPOCH, "");
        Change change =
                new Change(id, Kind.CONTENT, Format.HOCON, content, origin, new Change.Rule(Expectation.NONE, keep));
        store.publish(List.of(change), UUID.randomUUID(), soon());
    }

    private static Deadline soon() {
        return Deadline.after(SOON);
    }

    /** Two chunks that do not compress. */
    private static Content content(int seed) {
        return content(seed, 700_000);
    }

    /** Two chunks as well, where content is cut small. */
    private static Content small(int seed) {
        return content(seed, 1600);
    }

    private static Content content(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return Content.ofOwned(bytes);
    }
}
