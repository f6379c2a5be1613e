package io.edict.plain.internal.topology.redundant;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the newest head of a majority of clusters: an acknowledged publish has been installed in one, so that whatever
 * majority is asked shows it. Where so many clusters are away that there is no majority, or hang for longer than publishes
 * bear, the newest of those that answer is told. But only a majority can say that there is nothing.
 */
final class MajorityReads {
    private static final int ROUNDS = 5;
    private static final long PAUSE_MILLIS = 20;

    /** How long more is waited for the cluster that serves, once there is a majority. */
    private static final long GRACE_MILLIS = 300;

    /** How long is waited for a majority of clusters that are there and do not answer; a busy one takes its time. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final Nearest nearest;
    private final ScheduledExecutorService timer;

    MajorityReads(Nearest nearest, ScheduledExecutorService timer) {
        this.nearest = nearest;
        this.timer = timer;
    }

    /**
     * The newest reading; fails if no cluster answers. Of several that show it, that of the cluster that serves, which is
     * given a moment to come to show it.
     */
    CompletableFuture<Reading> read(DocumentId id) {
        return read(id, ROUNDS);
    }

    private CompletableFuture<Reading> read(DocumentId id, int rounds) {
        List<Member> members = new ArrayList<>(nearest.members());
        Member serving = nearest.serving();
        members.remove(serving);
        members.add(0, serving);
        Round round = new Round(id, members.size());
        for (int i = 0; i < members.size(); i++) {
            int place = i;
            Member member = members.get(i);
            Futures.on(member.store().read(id, true), (reading, failure) -> {
                if (failure == null) {
                    round.answered(place, reading.of(member.name()));
                } else {
                    round.failed(failure);
                }
            });
        }
        return round.result.thenCompose(best -> rounds > 0 && round.servingIsBehind(best)
                ? later(id, rounds - 1)
                : CompletableFuture.completedFuture(best));
    }

    private CompletableFuture<Reading> later(DocumentId id, int rounds) {
        CompletableFuture<Reading> result = new CompletableFuture<>();
        Future<?> unused = timer.schedule(
                () -> Futures.on(read(id, rounds), (reading, failure) -> {
                    if (failure == null) {
                        result.complete(reading);
                    } else {
                        result.completeExceptionally(Futures.unwrap(failure));
                    }
                }),
                PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
        return result;
    }

    /** One question to all. */
    private final class Round {
        final CompletableFuture<Reading> result = new CompletableFuture<>();

        private final DocumentId id;
        private final int members;

        @GuardedBy("this")
        private final TreeMap<Integer, Reading> answers = new TreeMap<>();

        @GuardedBy("this")
        private int open;

        @GuardedBy("this")
        private boolean alarmed;

        @GuardedBy("this")
        private boolean graceIsOver;

        Round(DocumentId id, int members) {
            this.id = id;
            this.members = members;
            this.open = members;
        }

        synchronized boolean servingIsBehind(Reading best) {
            Reading serving = answers.get(0);
            return serving != null && !(serving instanceof Reading.Unreadable) && isBetter(best, serving);
        }

        void answered(int place, Reading reading) {
            boolean over;
            boolean wait;
            synchronized (this) {
                answers.put(place, reading);
                open--;
                over = open == 0 || (isMajority() && (answers.containsKey(0) || graceIsOver));
                wait = !over && !alarmed;
                alarmed |= wait;
            }
            if (over) {
                end();
            } else if (wait) {
                Future<?> unused = timer.schedule(this::endGrace, GRACE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        private void endGrace() {
            boolean over;
            synchronized (this) {
                graceIsOver = true;
                over = isMajority();
            }
            if (over) {
                end();
            } else {
                Future<?> unused = timer.schedule(this::end, PATIENCE_MILLIS - GRACE_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        void failed(Throwable failure) {
            boolean over;
            boolean none;
            synchronized (this) {
                open--;
                none = open == 0 && answers.isEmpty();
                over = !answers.isEmpty() && (open == 0 || isMajority());
            }
            if (none) {
                result.completeExceptionally(Futures.unwrap(failure));
            } else if (over) {
                end();
            }
        }

        @GuardedBy("this")
        private boolean isMajority() {
            return 2 * answers.size() > members;
        }

        private void end() {
            Reading best = null;
            boolean majority;
            synchronized (this) {
                for (Reading reading : answers.values()) {
                    best = best == null || isBetter(reading, best) ? reading : best;
                }
                majority = isMajority();
            }
            if (best != null && (majority || !(best instanceof Reading.Missing))) {
                result.complete(best);
            } else {
                result.completeExceptionally(new StoreUnreachableException(
                        id + " is not in the clusters that answer, but it takes a majority of " + members
                                + " to know that it does not exist; check " + nearest.servers(),
                        id,
                        null));
            }
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
