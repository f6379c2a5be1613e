package io.edict.plain.internal.topology.sharded;

import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Publishers and a follower at work while shards move, and what must be true of them afterwards: every acknowledged version is
 * there, each number was given once, the follower went forward only and ends on the newest.
 */
final class Traffic {

    /** Fewer than a publish keeps, because pruning goes on during a copy. */
    private static final long SURELY_KEPT = 20;

    private final List<DocumentId> ids;
    private final long pauseNanos;
    private final Map<DocumentId, Long> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, String> contents = new ConcurrentHashMap<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final List<Thread> publishers = new ArrayList<>();
    private final AtomicLong slowest = new AtomicLong();
    private volatile boolean stopped;

    /** As fast as stores are that are near. */
    Traffic(List<DocumentId> ids) {
        this(ids, Duration.ofNanos(300_000));
    }

    /** With so long a pause between the versions of one publisher. */
    Traffic(List<DocumentId> ids, Duration pause) {
        this.ids = ids;
        this.pauseNanos = pause.toNanos();
    }

    /** Publishes one version of each. */
    void seed(ConfigStore store) {
        ids.forEach(id -> publish(store, id));
    }

    /** Begins to publish, by a thread of its own, to documents chosen by chance; those of one part are never published by another. */
    void publish(ConfigStore store, int part, int parts, long seed) {
        Thread thread = new Thread(() -> {
            Random random = new Random(seed);
            List<DocumentId> mine = new ArrayList<>();
            for (int i = part; i < ids.size(); i += parts) {
                mine.add(ids.get(i));
            }
            while (!stopped) {
                LockSupport.parkNanos(pauseNanos);
                publish(store, mine.get(random.nextInt(mine.size())));
            }
        });
        thread.start();
        publishers.add(thread);
    }

    private void publish(ConfigStore store, DocumentId id) {
        try {
            String content = "n = \"" + UUID.randomUUID() + "\"";
            long begun = System.nanoTime();
            long number = store.publish(List.of(text(id, content)), UUID.randomUUID(), deadline())
                    .get(0)
                    .version()
                    .number();
            slowest.accumulateAndGet(System.nanoTime() - begun, Math::max);
            long before = acknowledged.getOrDefault(id, 0L);
            if (number != before + 1) {
                wrong.add(id + " got number " + number + " after " + before);
            }
            acknowledged.put(id, number);
            contents.put(id + " " + number, content);
        } catch (RuntimeException e) {
            wrong.add(id + ": " + e);
        }
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : publishers) {
            thread.join(20_000);
        }
    }

    long versions() {
        return contents.size();
    }

    Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    /** Every version that was acknowledged, and not pruned since, is in history with its content, and nothing else is. */
    void check(ConfigStore store) {
        assertThat(wrong).isEmpty();
        Set<String> kept = new HashSet<>();
        for (DocumentId id : ids) {
            store.history(id, deadline()).forEach(info -> {
                long number = info.version().number();
                String version = id + " " + number;
                kept.add(version);
                assertThat(store.content(id, number, deadline()).content().text())
                        .as(version)
                        .isEqualTo(contents.get(version));
            });
            assertThat(store.current(id, deadline()))
                    .isInstanceOfSatisfying(
                            Reading.Present.class,
                            present -> assertThat(
                                            present.version().info().version().number())
                                    .isEqualTo(acknowledged.get(id)));
        }
        acknowledged.forEach((id, newest) -> {
            for (long number = Math.max(1, newest - SURELY_KEPT); number <= newest; number++) {
                assertThat(kept).contains(id + " " + number);
            }
        });
    }

    /** Somebody who follows everything, and reads whatever is announced. */
    Follower follow(ConfigStore store) {
        return new Follower(store);
    }

    final class Follower implements StoreWatch.Sink, AutoCloseable {
        private final ConfigStore store;
        private final Map<DocumentId, Reading.Present> seen = new ConcurrentHashMap<>();
        private final StoreWatch watch;
        private volatile boolean connected;

        Follower(ConfigStore store) {
            this.store = store;
            this.watch = store.watch(this);
            for (int i = 0; i < ids.size(); i++) {
                if (i % 2 == 0) {
                    watch.follow(ids.get(i));
                } else {
                    watch.followNamespace(ids.get(i).namespace());
                }
            }
        }

        @Override
        public void announced(Announcement announcement) {
            DocumentId id = announcement.id();
            // What the regular look finds is left alone, so that it makes up for nothing that a watch missed.
            if (announcement instanceof Announcement.Looked looked
                    && (looked.regular() || looked.stamp().equals(known(id)))) {
                return;
            }
            var unused = store.read(id, false).whenComplete((reading, failure) -> {
                if (failure != null) {
                    wrong.add(id + ": " + failure);
                } else if (reading instanceof Reading.Present present) {
                    seen.merge(id, present, Traffic::newer);
                } else if (seen.containsKey(id)) {
                    wrong.add(id + " was " + reading + " after a version had been seen");
                }
            });
        }

        @Override
        public void connection(ClusterStatus cluster) {
            boolean now = cluster.connection() == ClusterStatus.Connection.CONNECTED;
            if (connected && !now) {
                wrong.add("told of " + cluster);
            }
            connected = now;
        }

        @Override
        public @Nullable Stamp known(DocumentId id) {
            Reading.Present present = seen.get(id);
            return present == null ? null : present.stamp();
        }

        /** Waits until it has the newest of everything. */
        void complete() {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(ids)
                            .allSatisfy(id -> assertThat(number(seen.get(id))).isEqualTo(acknowledged.get(id))));
        }

        @Override
        public void close() {
            watch.close();
        }
    }

    private static long number(Reading.@Nullable Present present) {
        return present == null ? 0 : present.version().info().version().number();
    }

    private static Reading.Present newer(Reading.Present one, Reading.Present other) {
        return number(other) >= number(one) ? other : one;
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
