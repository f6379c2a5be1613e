package io.edict.plain;

import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.ClusterOperations.Difference;
import io.edict.plain.ClusterOperations.Verification;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.topology.Differences;
import io.edict.plain.internal.topology.primary.Audit;
import io.edict.plain.internal.topology.primary.PrimaryStandbyStore;
import io.edict.plain.internal.topology.redundant.RedundantStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares the clusters of a store, and repairs them. On the caller's thread. */
final class Verifying {
    private static final Duration SETTLING = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofMinutes(5);
    private static final int ROUNDS = 3;

    private final ConfigStore store;

    private Verifying(ConfigStore store) {
        this.store = store;
    }

    /** Compares the clusters of a store, or of each shard that is on several. */
    static Verification verify(ConfigStore store) {
        return each(store, Verifying::verify);
    }

    /** Brings them to hold the same, and compares them. */
    static Verification repair(ConfigStore store) {
        return each(store, Verifying::repair);
    }

    private static Verification each(ConfigStore store, Function<Verifying, Verification> work) {
        return StorePart.of(store).stream()
                .filter(StorePart::isOnSeveral)
                .map(part -> work.apply(new Verifying(part.store())))
                .reduce(Verifying::both)
                .orElseThrow(() -> new InvalidRequestException(
                        "Each shard of this store is one cluster, so there is nothing to compare its documents with"));
    }

    private static Verification both(Verification one, Verification other) {
        List<Difference> differences = new ArrayList<>(one.differences());
        differences.addAll(other.differences());
        List<DocumentId> unfinished = new ArrayList<>(one.unfinished());
        unfinished.addAll(other.unfinished());
        Map<String, String> notCompared = new HashMap<>(one.notCompared());
        notCompared.putAll(other.notCompared());
        return new Verification(one.documents() + other.documents(), differences, unfinished, notCompared);
    }

    private Verification verify() {
        Differences first = compare(null);
        Set<DocumentId> doubtful = new TreeSet<>(first.unfinished());
        first.found().forEach(each -> doubtful.add(each.id()));
        if (doubtful.isEmpty()) {
            return verification(first.documents(), first, Map.of());
        }
        LockSupport.parkNanos(SETTLING.toNanos());
        return verification(first.documents(), compare(doubtful), first.away());
    }

    private static Verification verification(int documents, Differences differences, Map<String, String> away) {
        Map<String, String> notCompared = new HashMap<>(away);
        notCompared.putAll(differences.away());
        return new Verification(
                documents,
                differences.found().stream().map(Verifying::difference).toList(),
                differences.unfinished(),
                notCompared);
    }

    private static Difference difference(Differences.Difference found) {
        return new Difference(
                found.id(), found.cluster(), found.kind().name().toLowerCase(Locale.ROOT), found.has(), found.should());
    }

    private Differences compare(@Nullable Set<DocumentId> only) {
        if (store instanceof RedundantStore redundant) {
            return redundant.audit().compare(only);
        }
        return new Audit((PrimaryStandbyStore) store).compare(only);
    }

    private Verification repair() {
        Verification now = null;
        for (int round = 0; round < ROUNDS && (now == null || !now.isSame()); round++) {
            repairOnce();
            now = verify();
        }
        return Objects.requireNonNull(now);
    }

    private void repairOnce() {
        if (store instanceof RedundantStore redundant) {
            sweep(redundant);
        } else {
            new Audit((PrimaryStandbyStore) store).repair();
        }
    }

    private static void sweep(RedundantStore redundant) {
        try {
            redundant.janitor().sweep().get(SWEEP.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StoreUnreachableException(
                    "The clusters could not all be looked at; check the servers, then repair again", null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnreachableException("Interrupted before all was looked at; repair again", null, e);
        }
    }
}
