package io.edict.plain.internal.topology.redundant;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.topology.register.Edition;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The content of a document's last versions, as far as this process came across it, and the way to find the rest in the
 * clusters. Any thread.
 */
final class Library implements RegisterCluster.Contents {
    private static final int MOST = 8;

    private final DocumentId id;
    private final Collection<RegisterCluster> clusters;

    @GuardedBy("this")
    private final Deque<Parcel> shelf = new ArrayDeque<>();

    Library(DocumentId id, Collection<RegisterCluster> clusters) {
        this.id = id;
        this.clusters = clusters;
    }

    synchronized void add(Parcel parcel) {
        boolean known = shelf.removeIf(other -> same(other, parcel) && !other.isWhole());
        if (known || shelf.stream().noneMatch(other -> same(other, parcel))) {
            shelf.addFirst(parcel);
        }
        if (shelf.size() > MOST) {
            shelf.removeLast();
        }
    }

    private static boolean same(Parcel one, Parcel other) {
        return one.holds(new Edition(other.info(), List.of()));
    }

    /** Lets go of what is big, now that it stands in a majority of clusters. */
    synchronized void rest() {
        while (shelf.size() > 1) {
            shelf.removeLast();
        }
        shelf.removeIf(parcel -> parcel.chunked() != null);
    }

    private synchronized @Nullable Parcel known(Edition edition, boolean whole) {
        for (Parcel parcel : shelf) {
            if (parcel.holds(edition) && (parcel.isWhole() || !whole)) {
                return parcel;
            }
        }
        return null;
    }

    /** The oldest version that history keeps beside one, as far as this process came across it. */
    long oldestKept(VersionInfo info) {
        Parcel parcel = known(new Edition(info, List.of()), false);
        return parcel == null ? 1 : parcel.header().layout().oldestKept();
    }

    @Override
    public CompletableFuture<Parcel> get(Edition edition, boolean whole) {
        Parcel known = known(edition, whole);
        return known == null ? search(edition) : CompletableFuture.completedFuture(known);
    }

    /** Asks all clusters at once; the first that has it tells. */
    private CompletableFuture<Parcel> search(Edition edition) {
        CompletableFuture<Parcel> found = new CompletableFuture<>();
        List<RegisterCluster> asked =
                clusters.stream().filter(RegisterCluster::isConnected).toList();
        AtomicInteger open = new AtomicInteger(asked.size() + 1);
        for (RegisterCluster cluster : asked) {
            Futures.on(cluster.find(id, edition), (parcel, failure) -> {
                Optional<Parcel> result = failure == null ? parcel : Optional.empty();
                result.ifPresent(this::add);
                result.ifPresent(found::complete);
                giveUp(found, open, edition);
            });
        }
        giveUp(found, open, edition);
        return found;
    }

    private void giveUp(CompletableFuture<Parcel> found, AtomicInteger open, Edition edition) {
        if (open.decrementAndGet() == 0) {
            found.completeExceptionally(new StoreUnreachableException(
                    "No cluster that can be reached has the content of version " + edition.version() + " of " + id
                            + "; it is found again when another cluster is back",
                    id,
                    null));
        }
    }
}
