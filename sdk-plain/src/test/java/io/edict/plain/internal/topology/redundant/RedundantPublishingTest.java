package io.edict.plain.internal.topology.redundant;

import static io.edict.plain.internal.store.Changes.onlyIf;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.DocumentId;
import io.edict.Publication.Expectation.CurrentIs;
import io.edict.PublishResult;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.ConflictException;
import io.edict.error.InvalidRequestException;
import io.edict.error.OutcomeUnknownException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.topology.register.PublishHistory;
import io.edict.plain.internal.topology.register.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Publishing over registers in memory: round trips, faults, and what callers see. */
class RedundantPublishingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService worker = Executors.newFixedThreadPool(2);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(2);
    private final MemoryCluster a = new MemoryCluster("a", timer);
    private final MemoryCluster b = new MemoryCluster("b", timer);
    private final MemoryCluster c = new MemoryCluster("c", timer);
    private final List<MemoryCluster> clusters = List.of(a, b, c);
    private final DocumentId id = DocumentId.of("memory/orders");
    private final RecordedEvents events = new RecordedEvents();
    private final RedundantPublishing one = process();
    private final RedundantPublishing two = process();

    @AfterEach
    void stop() {
        timer.shutdownNow();
        worker.shutdownNow();
    }

    private RedundantPublishing process() {
        Troubles troubles = new Troubles(events);
        Clusters all = new Clusters(clusters);
        Tools tools = new Tools(
                all, new Roster(all, troubles, timer), troubles, new Debts(), new Pace(), events, worker, timer);
        Packing packing = (store, info, content, oldest) ->
                new Parcel(new Header(store, info, Header.Layout.PLAIN), content.toBytes(), null);
        return new RedundantPublishing(tools, packing, new ContentLimit(1000), new Made());
    }

    /** Knows what every publisher was told. */
    private final class Made implements RedundantPublishing.Past {
        @Override
        public Fence fence(String namespace, Deadline deadline) {
            return Fence.OPEN;
        }

        @Override
        public PublishResult made(DocumentId document, long number, Deadline deadline) {
            return new PublishResult(a.info(document, number), null);
        }

        @Override
        public Found find(DocumentId document, UUID publishId, Version since, Deadline deadline) {
            return new Found(null, null);
        }
    }

    private long publish(RedundantPublishing process, String text) {
        return process.publish(List.of(text(id, text)), Issuer.unsigned(UUID.randomUUID()), Deadline.after(PATIENCE))
                .get(0)
                .version()
                .number();
    }

    private void forgetAsked() {
        await().until(() -> clusters.stream()
                .allMatch(cluster -> cluster.register(id).head() != null
                        && Objects.equals(
                                cluster.register(id).head(), a.register(id).head())));
        clusters.forEach(cluster -> cluster.asked.clear());
    }

    @Test
    void firstPublishTakesThreeRoundsAndEachOneAfterItTwo() {
        assertThat(publish(one, "a = 1")).isEqualTo(1);
        assertThat(a.asked)
                .extracting(request -> (Object) request.getClass())
                .containsExactly(Request.Prepare.class, Request.Accept.class, Request.Install.class);
        for (int i = 2; i < 10; i++) {
            forgetAsked();
            assertThat(publish(one, "a = " + i)).isEqualTo(i);
            assertThat(a.asked)
                    .extracting(request -> (Object) request.getClass())
                    .containsExactly(Request.Accept.class, Request.Install.class);
        }
    }

    @Test
    void hangingClusterCostsNothingBeyondTheMajority() {
        publish(one, "a = 1");
        forgetAsked();
        b.hang(true);
        for (int i = 2; i < 50; i++) {
            long begun = System.nanoTime();
            publish(one, "a = " + i);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        }
        b.hang(false);
    }

    @Test
    void withoutAMajorityNothingIsBegun() {
        publish(one, "a = 1");
        forgetAsked();
        b.down(true);
        c.down(true);

        assertThatThrownBy(() -> one.publish(
                        List.of(text(id, "a = 2")),
                        Issuer.unsigned(UUID.randomUUID()),
                        Deadline.after(Duration.ofMillis(200))))
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("of 3 only 1 answered within 200 ms")
                .hasMessageContaining("b (memory-b), c (memory-c)");
        assertThat(a.asked).isEmpty();

        c.down(false);
        assertThat(publish(one, "a = 2")).isEqualTo(2);
    }

    @Test
    void storeIsFormedByAllClustersOnly() {
        c.down(true);
        assertThatThrownBy(() -> one.publish(
                        List.of(text(id, "a = 1")),
                        Issuer.unsigned(UUID.randomUUID()),
                        Deadline.after(Duration.ofMillis(500))))
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("c (memory-c)");
        c.down(false);
        assertThat(publish(one, "a = 1")).isEqualTo(1);
    }

    @Test
    void severalDocumentsAtOnceAreRefused() {
        assertThatThrownBy(() -> one.publish(
                        List.of(text(id, "a = 1"), text(DocumentId.of("memory/other"), "b = 1")),
                        Issuer.unsigned(UUID.randomUUID()),
                        Deadline.after(PATIENCE)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("one document at a time");
        clusters.forEach(cluster -> assertThat(cluster.asked).isEmpty());
    }

    @Test
    void publishTriedAgainUnderItsIdMakesOneVersion() {
        publish(one, "a = 1");
        UUID publishId = UUID.randomUUID();
        clusters.forEach(cluster -> cluster.losses = 100);
        assertThatThrownBy(() -> one.publish(
                        List.of(text(id, "a = 2")), Issuer.unsigned(publishId), Deadline.after(Duration.ofMillis(300))))
                .isInstanceOf(OutcomeUnknownException.class);
        clusters.forEach(cluster -> cluster.losses = 0);

        for (int i = 0; i < 2; i++) {
            assertThat(one.publish(List.of(text(id, "a = 2")), Issuer.unsigned(publishId), Deadline.after(PATIENCE)))
                    .extracting(result -> result.version().number())
                    .containsExactly(2L);
        }
        assertThat(publish(two, "a = 3")).isEqualTo(3);
    }

    @Test
    void whatPublishersSeeWhileMessagesAreLostIsLinearizable() throws Exception {
        publish(one, "a = 1");
        for (int round = 0; round < 4; round++) {
            DocumentId document = DocumentId.of("memory/linear-" + round);
            PublishHistory history = new PublishHistory();
            clusters.forEach(cluster -> cluster.losses = 10);
            List<Thread> publishers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                RedundantPublishing process = i % 2 == 0 ? one : two;
                publishers.add(new Thread(() -> publishSome(process, document, history)));
            }
            publishers.forEach(Thread::start);
            MemoryCluster victim = clusters.get(round % 3);
            victim.down(round % 2 == 0);
            victim.hang(round % 2 == 1);
            for (Thread publisher : publishers) {
                publisher.join(PATIENCE.toMillis());
            }
            victim.down(false);
            victim.hang(false);
            clusters.forEach(cluster -> cluster.losses = 0);
            assertThat(history.size()).isEqualTo(40);
            assertThat(history.isLinearizable(versions(document)))
                    .as(history.toString())
                    .isTrue();
        }
    }

    private final List<VersionInfo> made = new CopyOnWriteArrayList<>();

    private List<VersionInfo> versions(DocumentId document) {
        return made.stream().filter(info -> info.id().equals(document)).toList();
    }

    private void publishSome(RedundantPublishing process, DocumentId document, PublishHistory history) {
        long seen = 0;
        for (int i = 0; i < 10; i++) {
            UUID publishId = UUID.randomUUID();
            boolean conditional = seen > 0 && ThreadLocalRandom.current().nextBoolean();
            PublishHistory.Attempt attempt = conditional ? history.begin(publishId, seen) : history.begin(publishId);
            var change = text(document, "a = " + i);
            try {
                VersionInfo info = process.publish(
                                List.of(conditional ? onlyIf(new CurrentIs(seen), change) : change),
                                Issuer.unsigned(publishId),
                                Deadline.after(PATIENCE))
                        .get(0)
                        .published();
                made.add(info);
                seen = info.version().number();
                attempt.published(seen);
            } catch (ConflictException e) {
                seen = e.version().map(Version::number).orElse(0L);
                attempt.refused(e, seen);
            }
        }
    }
}
