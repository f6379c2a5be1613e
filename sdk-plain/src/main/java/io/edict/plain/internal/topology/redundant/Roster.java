package io.edict.plain.internal.topology.redundant;

import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.topology.redundant.Place.Roll;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Membership;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who votes, as the clusters say; a store that is not formed yet is formed by whoever is first to need it, which takes all
 * clusters once.
 *
 * <p>Any thread. What is known only ever moves to a higher epoch.
 */
final class Roster {
    /** How long clusters are waited for that have not answered when a majority has. */
    private static final long GRACE_MILLIS = 300;

    private static final long PAUSE_MILLIS = 50;

    private final Clusters clusters;
    private final Troubles troubles;
    private final ScheduledExecutorService timer;
    private volatile @Nullable Known known;

    Roster(Clusters clusters, Troubles troubles, ScheduledExecutorService timer) {
        this.clusters = clusters;
        this.troubles = troubles;
        this.timer = timer;
    }

    /**
     * What the clusters agree on.
     *
     * @param membership who votes
     * @param storeId the identity of the store
     * @param incarnation which life of the store this is
     */
    record Known(Membership membership, String storeId, long incarnation) {}

    /** What is known, or null while nothing is. */
    @Nullable
    Known known() {
        return known;
    }

    /** Waits until it is known who votes, and forms the store if nobody has yet. */
    Known await(Deadline deadline) {
        Known found = known;
        while (found == null) {
            found = learn(deadline);
            if (found == null) {
                if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                    throw notFormed(deadline);
                }
                LockSupport.parkNanos(Math.min(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS), deadline.leftNanos()));
                found = known;
            }
        }
        return found;
    }

    private StoreUnreachableException notFormed(Deadline deadline) {
        Set<String> away = new TreeSet<>();
        clusters.all().stream()
                .filter(cluster -> !cluster.isConnected())
                .forEach(cluster -> away.add(cluster.name() + " (" + cluster.servers() + ")"));
        return new StoreUnreachableException(
                "No answer within " + deadline.within().toMillis()
                        + " ms as to who belongs to the redundant store. Before the first publish all of its clusters are"
                        + " needed, afterwards a majority; not connected: "
                        + (away.isEmpty() ? "none" : String.join(", ", away)) + troubles.describe()
                        + "; check the servers and the network",
                null,
                null);
    }

    private @Nullable Known learn(Deadline deadline) {
        Map<RegisterCluster, Place> places = join(places(), deadline);
        if (places == null) {
            return null;
        }
        Known found = adopt(places);
        if (found == null && places.size() == clusters.count()) {
            new Formation(clusters, deadline).form(places);
        }
        return found;
    }

    static <T> @Nullable T join(CompletableFuture<T> future, Deadline deadline) {
        try {
            return future.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidRequestException refusal) {
                throw refusal;
            }
            return null;
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** What the clusters say: of all that can be reached, or of a majority and those that are not much slower. */
    private CompletableFuture<Map<RegisterCluster, Place>> places() {
        Map<RegisterCluster, Place> answers = new ConcurrentHashMap<>();
        CompletableFuture<Void> enough = new CompletableFuture<>();
        CompletableFuture<?>[] all = clusters.connected().stream()
                .map(cluster -> cluster.place().handle((place, failure) -> {
                    if (failure == null) {
                        answers.put(cluster, place);
                    } else {
                        troubles.note(cluster.name(), failure);
                    }
                    if (clusters.isMajority(answers.size())) {
                        Future<?> unused =
                                timer.schedule(() -> enough.complete(null), GRACE_MILLIS, TimeUnit.MILLISECONDS);
                    }
                    return place;
                }))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.anyOf(CompletableFuture.allOf(all), enough)
                .thenApply(done -> new LinkedHashMap<>(answers));
    }

    /** Takes note of the latest membership, and tells those that missed the end of the formation. */
    private @Nullable Known adopt(Map<RegisterCluster, Place> places) {
        Known best = known;
        long incarnation = 1;
        for (Place place : places.values()) {
            incarnation = Math.max(incarnation, place.incarnation());
        }
        for (Place place : places.values()) {
            Roll roll = place.roll();
            String storeId = place.storeId();
            boolean later = roll != null
                    && !roll.isForming()
                    && (best == null
                            || roll.membership().epoch() > best.membership().epoch());
            if (roll != null && storeId != null && later) {
                best = new Known(roll.membership(), storeId, incarnation);
            }
        }
        if (best != null) {
            learnt(best);
            places.forEach(this::completeFormation);
        }
        return best;
    }

    private synchronized void learnt(Known found) {
        Known now = known;
        if (now == null || found.membership().epoch() > now.membership().epoch()) {
            checkNames(found.membership());
            known = found;
        }
    }

    private void checkNames(Membership membership) {
        Set<String> theirs =
                membership.everyone().stream().map(Member::cluster).collect(Collectors.toCollection(TreeSet::new));
        Set<String> ours =
                clusters.all().stream().map(RegisterCluster::name).collect(Collectors.toCollection(TreeSet::new));
        if (!ours.containsAll(theirs)) {
            throw new InvalidRequestException("The redundant store consists of the clusters " + theirs
                    + ", but this client was given " + ours
                    + "; name all of them, each as it was named when the store was"
                    + " formed");
        }
    }

    private void completeFormation(RegisterCluster cluster, Place place) {
        Known now = known;
        Roll roll = place.roll();
        if (now != null && roll != null && roll.isForming()) {
            inform(roll.self(), now.membership());
        }
    }

    /** Asks the clusters again. */
    CompletableFuture<Membership> reload() {
        return places().thenApply(places -> {
            Known found = adopt(places);
            if (found == null) {
                throw new IllegalStateException("Nothing is known of the members");
            }
            return found.membership();
        });
    }

    /** Writes a membership into a cluster that goes by an earlier one, if it is still the same member. */
    void inform(Member member, Membership membership) {
        RegisterCluster cluster = clusters.of(member);
        if (cluster == null) {
            return;
        }
        Futures.on(
                cluster.place().thenCompose(place -> {
                    Roll roll = place.roll();
                    String storeId = place.storeId();
                    boolean behind = roll != null
                            && roll.self().equals(member)
                            && roll.membership().epoch() < membership.epoch();
                    return storeId != null && behind
                            ? cluster.enrol(place, new Roll(member, membership), storeId)
                            : CompletableFuture.completedFuture(false);
                }),
                (written, failure) -> {
                    if (failure != null) {
                        troubles.note(member.cluster(), failure);
                    }
                });
    }

    /** Takes note of a membership that this process has written. */
    void moved(Membership membership) {
        Known now = known;
        if (now != null) {
            learnt(new Known(membership, now.storeId(), now.incarnation()));
        }
    }
}
