package io.edict.plain.internal.zookeeper;

import static io.edict.plain.internal.store.Changes.content;
import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.keeping;
import static io.edict.plain.internal.store.Changes.noise;
import static io.edict.plain.internal.store.Changes.onlyIf;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.Publication.Expectation.Absent;
import io.edict.Publication.Expectation.CurrentIs;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.ConflictException;
import io.edict.error.DocumentAbsentException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Publishers of the same documents, and one who grants all the time: each version comes about once, conflicts are true, and
 * in the end each node has the rights that were granted last, whoever made it and whatever he remembered.
 */
class PublishersAndGrantsTest {
    private static final int PUBLISHES = 80;
    private static final int GRANTS = 20;
    private static final int KEEP = 100_000;

    private static StoresOnOneServer stores;

    private final Map<DocumentId, Long> seen = new ConcurrentHashMap<>();
    private final Map<UUID, List<PublishResult>> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger conflicts = new AtomicInteger();

    @BeforeAll
    static void start() {
        stores = new StoresOnOneServer(Duration.ofHours(1), true);
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void versionsComeAboutOnceAndHaveTheRightsThatWereGrantedLast(long seed) throws Exception {
        String namespace = "grants" + seed;
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (ConfigStore one = stores.open(1 << 24);
                ConfigStore two = stores.open(1 << 24)) {
            Future<?> first = threads.submit(() -> publish(one, namespace, new Random(seed)));
            Future<?> second = threads.submit(() -> publish(two, namespace, new Random(-seed)));
            Future<NamespaceAcl> granting = threads.submit(() -> grant(namespace));
            first.get();
            second.get();
            NamespaceAcl last = granting.get();

            assertThat(granting().deviating(namespace, last)).isEmpty();
            assertSound(one, namespace);
            assertThat(conflicts).hasPositiveValue();
        } finally {
            threads.shutdownNow();
        }
    }

    private static NamespaceAcl grant(String namespace) {
        Granting granting = granting();
        NamespaceAcl acl = WarmPublishesTest.acl(0);
        for (int i = 0; i < GRANTS; i++) {
            acl = WarmPublishesTest.acl(i);
            granting.grant(namespace, acl);
            if (i % 5 == 0) {
                granting.protect(List.of(new Id("world", "anyone")));
            }
        }
        return acl;
    }

    private static Granting granting() {
        return WarmPublishesTest.granting(stores.raw());
    }

    private Void publish(ConfigStore store, String namespace, Random random) {
        for (int i = 0; i < PUBLISHES; i++) {
            List<Change> changes = changes(namespace, random);
            List<Long> floors = changes.stream()
                    .map(change -> seen.getOrDefault(change.id(), 0L))
                    .toList();
            UUID publish = UUID.randomUUID();
            try {
                List<PublishResult> results = store.publish(changes, publish, deadline());
                acknowledged.put(publish, results);
                results.forEach(
                        result -> saw(result.published().id(), result.version().number()));
            } catch (ConflictException e) {
                int which = changes.stream()
                        .map(Change::id)
                        .toList()
                        .indexOf(e.document().orElseThrow());
                long actual = e.version().map(version -> version.number()).orElse(0L);
                assertThat(actual).as("not of the past").isGreaterThanOrEqualTo(floors.get(which));
                saw(changes.get(which).id(), actual);
                conflicts.incrementAndGet();
            } catch (DocumentAbsentException deletedByTheOther) {
                conflicts.incrementAndGet();
            }
        }
        return null;
    }

    private void saw(DocumentId id, long number) {
        seen.merge(id, number, Math::max);
    }

    private List<Change> changes(String namespace, Random random) {
        List<Change> changes = new ArrayList<>();
        int first = random.nextInt(4);
        int count = random.nextInt(6) == 0 ? 2 : 1;
        for (int i = 0; i < count; i++) {
            DocumentId id = DocumentId.of(namespace + "/d" + (first + i) % 4);
            Change plain = text(id, "n = " + random.nextInt());
            changes.add(keeping(
                    KEEP,
                    switch (random.nextInt(12)) {
                        case 0 -> deletion(id);
                        case 1 -> onlyIf(new Absent(), plain);
                        case 2, 3 -> onlyIf(new CurrentIs(seen.getOrDefault(id, 0L)), plain);
                        case 4 -> onlyIf(new CurrentIs(Math.max(0, seen.getOrDefault(id, 0L) - 1)), plain);
                        case 5 -> content(id, Content.ofOwned(noise(random.nextInt(), 200_000)));
                        case 6 -> text(DocumentId.of(namespace + "/new" + random.nextInt(1 << 20)), "n = 1");
                        default -> plain;
                    }));
        }
        return changes;
    }

    private void assertSound(ConfigStore store, String namespace) {
        Map<UUID, List<VersionInfo>> found = store.documents(namespace, deadline()).stream()
                .flatMap(id -> history(store, id).stream())
                .collect(Collectors.groupingBy(VersionInfo::publishId));
        assertThat(found.keySet()).isEqualTo(acknowledged.keySet());
        acknowledged.forEach((publish, results) -> assertThat(found.get(publish))
                .containsExactlyInAnyOrderElementsOf(
                        results.stream().map(PublishResult::published).toList()));
    }

    private static List<VersionInfo> history(ConfigStore store, DocumentId id) {
        List<VersionInfo> history = store.history(id, deadline());
        assertThat(history)
                .extracting(info -> info.version().number())
                .as("each version once, without holes")
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, history.size()).boxed().toList());
        return history;
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(60));
    }
}
