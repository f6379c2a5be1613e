package io.edict.plain.internal.topology.redundant;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Reading;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the newest head of a majority of clusters: an acknowledged publish has been installed in one, so that whatever
 * majority is asked shows it. Where no majority answers, the newest of those that do is told; publishes are refused
 * meanwhile anyway.
 */
final class MajorityReads {
    /** How long more is waited for the preferred cluster, and for those that do not answer while there is no majority. */
    private static final long GRACE_MILLIS = 300;

    private static final int ROUNDS = 5;
    private static final long PAUSE_MILLIS = 20;

    private final List<? extends ConfigStore> stores;
    private final ScheduledExecutorService timer;

    MajorityReads(List<? extends ConfigStore> stores, ScheduledExecutorService timer) {
        this.stores = stores;
        this.timer = timer;
    }

    /**
     * The newest reading; fails only if no cluster answers. Of several that show it, the preferred cluster's, which is given
     * a moment to come to show it.
     */
    CompletableFuture<Reading> read(DocumentId id) {
        return read(id, ROUNDS);
    }

    private CompletableFuture<Reading> read(DocumentId id, int rounds) {
        Round round = new Round();
        for (int i = 0; i < stores.size(); i++) {
            int place = i;
            Futures.on(stores.get(i).read(id, true), (reading, failure) -> {
                if (failure == null) {
                    round.answered(place, reading);
                } else {
                    round.failed(failure);
                }
            });
        }
        return round.result.thenCompose(best -> rounds > 0 && round.preferredIsBehind(best)
                ? CompletableFuture.supplyAsync(
                                () -> read(id, rounds - 1),
                                CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS))
                        .thenCompose(reading -> reading)
                : CompletableFuture.completedFuture(best));
    }

    /** One question to all. */
    private final class Round {
        final CompletableFuture<Reading> result = new CompletableFuture<>();

        @GuardedBy("this")
        private final TreeMap<Integer, Reading> answers = new TreeMap<>();

        @GuardedBy("this")
        private int open = stores.size();

        @GuardedBy("this")
        private boolean alarmed;

        synchronized boolean preferredIsBehind(Reading best) {
            Reading preferred = answers.get(0);
            return preferred != null && !(preferred instanceof Reading.Unreadable) && isBetter(best, preferred);
        }

        void answered(int place, Reading reading) {
            Reading best = null;
            boolean wait = false;
            synchronized (this) {
                answers.put(place, reading);
                open--;
                boolean majority = 2 * answers.size() > stores.size();
                if (open == 0 || (majority && answers.containsKey(0))) {
                    best = best();
                } else if (!alarmed) {
                    alarmed = true;
                    wait = true;
                }
            }
            if (best != null) {
                result.complete(best);
            } else if (wait) {
                timer.schedule(this::enough, GRACE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        void failed(Throwable failure) {
            Reading best = null;
            boolean none;
            synchronized (this) {
                open--;
                boolean over = open == 0 || 2 * answers.size() > stores.size();
                best = over && !answers.isEmpty() ? best() : null;
                none = open == 0 && answers.isEmpty();
            }
            if (best != null) {
                result.complete(best);
            } else if (none) {
                result.completeExceptionally(Futures.unwrap(failure));
            }
        }

        private void enough() {
            Reading best;
            synchronized (this) {
                best = best();
            }
            if (best != null) {
                result.complete(best);
            }
        }

        @GuardedBy("this")
        private @Nullable Reading best() {
            Reading best = null;
            for (Reading reading : answers.values()) {
                if (best == null || isBetter(reading, best)) {
                    best = reading;
                }
            }
            return best;
        }
    }

    /** What can be read is better than what cannot, and that is better than nothing. */
    private static boolean isBetter(Reading one, Reading other) {
        Version version = version(one);
        Version than = version(other);
        if (version != null) {
            return than == null || version.isNewerThan(than);
        }
        return than == null && other instanceof Reading.Missing && !(one instanceof Reading.Missing);
    }

    private static @Nullable Version version(Reading reading) {
        return reading instanceof Reading.Present present
                ? present.version().info().version()
                : null;
    }
}
