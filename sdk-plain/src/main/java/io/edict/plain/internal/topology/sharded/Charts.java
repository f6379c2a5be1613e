package io.edict.plain.internal.topology.sharded;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.error.ClientClosedException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.store.StoredVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The map of shards as this client knows it: the newest that any shard has shown. It hears of new ones from every shard that
 * is connected.
 *
 * <p>Any thread. The newest map is guarded by this object's monitor; nobody is called while it is held. What is announced is
 * read on a thread of its own, which is there while there is something to read.
 */
final class Charts {
    private static final Logger log = LoggerFactory.getLogger(Charts.class);
    private static final Duration ROUND = Duration.ofMillis(500);
    private static final int IDLE_SECONDS = 10;

    /** What comes after the end is of no use to anybody. */
    private static final RejectedExecutionHandler DROPPING = new ThreadPoolExecutor.DiscardPolicy();

    private final Collection<Shard> shards;
    private final Consumer<Chart> onNew;
    private final List<StoreWatch> ears = new ArrayList<>();
    private final CompletableFuture<Chart> first = new CompletableFuture<>();

    @GuardedBy("this")
    private @Nullable Chart newest;

    private volatile String waiting = "no shard has answered yet";

    /** Whoever announces may hold locks that a shard takes as well, and that others hold who follow. */
    private final ThreadPoolExecutor reading;

    /**
     * A map that was published.
     *
     * @param version as its document has it
     * @param map what it says
     */
    record Chart(StoredVersion version, ShardMap map) {
        long number() {
            return version.info().version().number();
        }

        /** What brings this map to a shard. */
        Installation installation() {
            return new Installation(List.of(new Installation.Committed(version, number())), 0);
        }
    }

    /**
     * Knows no map yet.
     *
     * @param onNew told of each newer map, by any thread, possibly of several at once
     */
    Charts(Collection<Shard> shards, Consumer<Chart> onNew) {
        this.shards = shards;
        this.onNew = onNew;
        this.reading = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Charts::thread, DROPPING);
        reading.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "edict-charts");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to listen to the shards. */
    void start() {
        for (Shard shard : shards) {
            Ear ear = new Ear(shard.store());
            StoreWatch watch = shard.store().watch(ear);
            ears.add(watch);
            watch.follow(ShardStore.MAP);
        }
    }

    void close() {
        first.completeExceptionally(new ClientClosedException("The client of the shards is closed"));
        ears.forEach(StoreWatch::close);
        reading.shutdownNow();
    }

    /** Whether nobody waits for the first map any more. */
    boolean isSettled() {
        return first.isDone();
    }

    /** The newest map, or null before the first one. */
    synchronized @Nullable Chart known() {
        return newest;
    }

    /** The newest map; waits for the first one. */
    Chart get(Deadline deadline) {
        Chart known = known();
        if (known != null) {
            return known;
        }
        try {
            return first.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof EdictException closed ? closed : unknown(e);
        } catch (TimeoutException e) {
            throw unknown(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(e);
        }
    }

    private StoreUnreachableException unknown(Exception cause) {
        return new StoreUnreachableException(
                "It is not known yet which shard has what, because " + waiting + "; look at the status of the shards",
                null,
                cause);
    }

    /** Why there is no map yet. */
    void waitsFor(String reason) {
        waiting = reason;
    }

    /** Asks all shards that answer, for a bounded time. */
    void refresh(Deadline deadline) {
        List<CompletableFuture<?>> asked = new ArrayList<>();
        for (Shard shard : shards) {
            asked.add(shard.store().read(ShardStore.MAP, true).handle((reading, failure) -> {
                heard(reading);
                return reading;
            }));
        }
        long most = Math.min(ROUND.toNanos(), deadline.leftNanos());
        try {
            CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).get(most, TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.debug("Not all shards have shown their map in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A shard has shown its map. */
    void heard(@Nullable Reading reading) {
        if (!(reading instanceof Reading.Present present)) {
            return;
        }
        StoredVersion version = present.version();
        ShardMap map;
        try {
            if (!isNews(version)) {
                return;
            }
            map = ShardMapCodec.decodeOrNull(version.content().text());
        } catch (EdictException e) {
            log.error("Map {} of shards is not used: {}", version.info().version(), e.getMessage());
            return;
        }
        if (map != null) {
            adopt(new Chart(version, map));
        }
    }

    private synchronized boolean isNews(StoredVersion version) {
        return newest == null
                || version.info().version().isNewerThan(newest.version().info().version());
    }

    private void adopt(Chart chart) {
        synchronized (this) {
            if (!isNews(chart.version())) {
                return;
            }
            newest = chart;
        }
        log.debug("Map {} of shards", chart.number());
        onNew.accept(chart);
        first.complete(chart);
    }

    /** Hears of one shard's map. */
    private final class Ear implements StoreWatch.Sink {
        private final ShardStore store;
        private volatile @Nullable Stamp seen;

        Ear(ShardStore store) {
            this.store = store;
        }

        @Override
        public void announced(Announcement announcement) {
            if (announcement instanceof Announcement.Failed failed) {
                waitsFor(failed.reason().getMessage());
            } else if (!(announcement instanceof Announcement.Looked looked)
                    || !looked.stamp().equals(seen)) {
                reading.execute(() -> {
                    CompletableFuture<?> unused =
                            store.read(ShardStore.MAP, false).thenAcceptAsync(this::read, reading);
                });
            }
        }

        private void read(Reading reading) {
            seen = reading.stamp();
            heard(reading);
        }

        @Override
        public void connection(ClusterStatus cluster) {
            log.debug("{} is {}", cluster.name(), cluster.connection());
        }

        @Override
        public @Nullable Stamp known(DocumentId id) {
            return seen;
        }
    }
}
