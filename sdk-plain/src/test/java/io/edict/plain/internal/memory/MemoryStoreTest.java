package io.edict.plain.internal.memory;

import static io.edict.plain.internal.store.Changes.content;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ClusterStatus;
import io.edict.ClusterStatus.Connection;
import io.edict.DocumentId;
import io.edict.error.CorruptContentException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.ConfigStoreContract;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract in memory, and what tests do to it. */
class MemoryStoreTest extends ConfigStoreContract {
    private static final List<ConfigStore> OPENED = new ArrayList<>();
    private static final ExecutorService WORKER = Executors.newSingleThreadExecutor();
    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1);
    private static final MemoryDocuments DOCUMENTS = new MemoryDocuments();

    private static ConfigStore store;

    @BeforeAll
    static void start() {
        store = opened(DOCUMENTS, LIMIT, WORKER);
    }

    @AfterAll
    static void stop() {
        OPENED.forEach(ConfigStore::close);
        TIMER.shutdownNow();
        WORKER.shutdownNow();
    }

    @Override
    protected ConfigStore store() {
        return store;
    }

    @Override
    protected ConfigStore open() {
        return opened(DOCUMENTS, LIMIT, WORKER);
    }

    private static ConfigStore opened(MemoryDocuments documents, long limit, Executor worker) {
        MemorySettings settings = new MemorySettings("memory", CHECK, new ContentLimit(limit));
        ConfigStore opened = new MemoryStore(documents, settings, worker, TIMER, InstantSource.system());
        OPENED.add(opened);
        opened.start();
        return opened;
    }

    @Override
    protected Map<String, String> dump() {
        Map<String, String> dump = new TreeMap<>();
        for (String each : DOCUMENTS.namespaces()) {
            for (DocumentId document : DOCUMENTS.documents(each)) {
                dump.put(document.toString(), DOCUMENTS.history(document).toString());
            }
        }
        return dump;
    }

    @Test
    void readerWithALowerLimitSaysSo() {
        publish(content(id, Content.ofOwned(new byte[2000])));
        ConfigStore small = opened(DOCUMENTS, 1000, WORKER);

        assertThat(small.current(id, deadline()))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason())
                                .hasMessageContaining("above this client's limit of 1000"));
        assertThatThrownBy(() -> small.content(id, 1, deadline())).isInstanceOf(CorruptContentException.class);
    }

    @Test
    void documentsNotSharedAreOfAnotherStore() {
        publish(text(id, "a = 1"));
        ConfigStore other = opened(new MemoryDocuments(), LIMIT, WORKER);
        other.publish(List.of(text(id, "a = 1")), UUID.randomUUID(), deadline());

        assertThat(present(other.current(id, deadline())).storeId())
                .isNotEqualTo(present(current()).storeId());
    }

    @Test
    void storeThatWasNotStartedIsUnreachable() {
        ConfigStore idle = new MemoryStore(
                DOCUMENTS,
                new MemorySettings("memory", CHECK, new ContentLimit(1)),
                WORKER,
                TIMER,
                InstantSource.system());

        assertThat(idle.status()).extracting(ClusterStatus::connection).containsExactly(Connection.CONNECTING);
        assertThatThrownBy(() -> idle.current(id, deadline())).isInstanceOf(StoreUnreachableException.class);
        idle.close();
        idle.start();
        assertThat(idle.status()).extracting(ClusterStatus::connection).containsExactly(Connection.CLOSED);
    }

    @Test
    void outageFailsWhatIsAskedAndEndsWithEverythingAnnounced() {
        MemoryDocuments documents = new MemoryDocuments();
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        ConfigStore follower = opened(documents, LIMIT, tasks::add);
        ConfigStore publisher = opened(documents, LIMIT, WORKER);
        Ears ears = new Ears();
        StoreWatch watch = follower.watch(ears);
        watch.follow(id);
        watch.followNamespace("shop");
        publisher.publish(List.of(text(DocumentId.of("shop/a"), "a = 1")), UUID.randomUUID(), deadline());
        assertThat(ears.heard).isEmpty();
        drain(tasks);
        assertThat(ears.heard).startsWith("CONNECTED").contains(id.toString(), "shop/a");

        ears.heard.clear();
        documents.outage(true);
        assertThat(follower.status().get(0).connection()).isEqualTo(Connection.SUSPENDED);
        assertThat(follower.status().get(0).problem()).isEqualTo("an outage was asked for");
        assertThatThrownBy(() -> publisher.publish(List.of(text(id, "a = 1")), UUID.randomUUID(), deadline()))
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("outage");
        assertThatThrownBy(() -> follower.documents("shop", deadline())).isInstanceOf(StoreUnreachableException.class);
        assertThat(follower.read(id, true)).isCompletedExceptionally();
        watch.follow(DocumentId.of("shop/b"));
        watch.rearm(id);
        drain(tasks);
        assertThat(ears.heard).containsExactly("SUSPENDED");

        ears.heard.clear();
        documents.outage(false);
        drain(tasks);
        assertThat(ears.heard.get(0)).isEqualTo("CONNECTED");
        assertThat(ears.heard).containsExactlyInAnyOrder("CONNECTED", id.toString(), "shop/a", "shop/b");
    }

    @Test
    void documentThatChangesWhileItWaitsIsAnnouncedOnceAndAfterTheConnection() {
        MemoryDocuments documents = new MemoryDocuments();
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
        ConfigStore follower = opened(documents, LIMIT, tasks::add);
        Ears ears = new Ears();
        follower.watch(ears).follow(id);
        for (int i = 0; i < 100; i++) {
            follower.publish(List.of(text(id, "a = 1")), UUID.randomUUID(), deadline());
        }
        documents.outage(true);
        documents.outage(false);
        drain(tasks);

        assertThat(ears.heard).last().isEqualTo(id.toString());
        assertThat(ears.heard).containsOnlyOnce(id.toString());
        assertThat(ears.heard).filteredOn("SUSPENDED"::equals).hasSize(1);
    }

    private static void drain(Queue<Runnable> tasks) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Writes down states and changed documents, in order; the regular check is left out. */
    private static final class Ears implements StoreWatch.Sink {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void announced(Announcement announcement) {
            if (announcement instanceof Announcement.Changed changed) {
                heard.add(changed.id().toString());
            }
        }

        @Override
        public void connection(ClusterStatus cluster) {
            heard.add(cluster.connection().name());
        }

        @Override
        public @Nullable Stamp known(DocumentId document) {
            return null;
        }
    }
}
