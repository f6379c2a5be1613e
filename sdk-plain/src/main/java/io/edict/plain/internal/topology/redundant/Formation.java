package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.topology.redundant.Place.Roll;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Membership;
import io.edict.plain.internal.topology.register.Survey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes one store of clusters that were none, on the caller's thread. Three steps, each of which needs all clusters and may
 * be repeated by anyone after a crash, also by several at once:
 *
 * <ol>
 *   <li>Each cluster is told who it is and that the store is being formed; nobody votes yet. All get one store id.
 *   <li>Documents that stand in some cluster are laid down in the others too, so that all show the same heads. A head
 *       without a register counts as accepted everywhere from then on.
 *   <li>Each cluster is told the membership of epoch 1. With the first that is told, the store is formed.
 * </ol>
 *
 * <p>A cluster that knows nothing of this while another one knows of epoch 1 or later has been emptied since. It is left
 * alone.
 */
final class Formation {
    private final Clusters clusters;
    private final Deadline deadline;

    Formation(Clusters clusters, Deadline deadline) {
        this.clusters = clusters;
        this.deadline = deadline;
    }

    /** Goes as far as it gets; what becomes of it is found by asking the clusters again. */
    void form(Map<RegisterCluster, Place> places) {
        Set<Member> members = new LinkedHashSet<>();
        clusters.all().forEach(cluster -> members.add(new Member(cluster.name(), 1)));
        checkSame(places, members);
        Map<RegisterCluster, Set<DocumentId>> documents = documents();
        String storeId = storeId(places, documents);
        boolean told = true;
        for (RegisterCluster cluster : clusters.all()) {
            Place place = Objects.requireNonNull(places.get(cluster));
            if (place.roll() == null) {
                told &= enrol(cluster, place, new Membership(0, members, Set.of()), storeId);
            }
        }
        // Where anything was written, the next round sees it, and who was faster.
        if (told && places.values().stream().allMatch(place -> place.roll() != null)) {
            documents.values().stream().flatMap(Set::stream).distinct().forEach(this::spread);
            places.forEach((cluster, place) -> enrol(cluster, place, Membership.of(1, members), storeId));
        }
    }

    private boolean enrol(RegisterCluster cluster, Place place, Membership membership, String storeId) {
        Roll roll = new Roll(new Member(cluster.name(), 1), membership);
        return get(cluster.enrol(place, roll, storeId));
    }

    private static void checkSame(Map<RegisterCluster, Place> places, Set<Member> members) {
        places.forEach((cluster, place) -> {
            Roll roll = place.roll();
            if (roll != null
                    && (!roll.self().equals(new Member(cluster.name(), 1))
                            || !roll.membership().members().equals(members))) {
                throw new InvalidRequestException("The cluster at " + cluster.servers() + " was named "
                        + roll.self() + " among " + roll.membership().members() + ", but here it is named "
                        + cluster.name() + " among " + members + "; all clients must name the same clusters alike");
            }
        });
    }

    private Map<RegisterCluster, Set<DocumentId>> documents() {
        Map<RegisterCluster, Set<DocumentId>> documents = new LinkedHashMap<>();
        clusters.all().forEach(cluster -> documents.put(cluster, get(cluster.documents())));
        return documents;
    }

    private String storeId(Map<RegisterCluster, Place> places, Map<RegisterCluster, Set<DocumentId>> documents) {
        Set<String> inUse = new TreeSet<>();
        String first = null;
        for (RegisterCluster cluster : clusters.all()) {
            String storeId = Objects.requireNonNull(places.get(cluster)).storeId();
            first = first == null ? storeId : first;
            if (storeId != null
                    && !Objects.requireNonNull(documents.get(cluster)).isEmpty()) {
                inUse.add(storeId);
            }
        }
        if (inUse.size() > 1) {
            throw new InvalidRequestException(
                    "The clusters hold documents of different stores (" + inUse
                            + "), whose versions have no order; nothing was written. Empty all clusters but those of one store");
        }
        if (!inUse.isEmpty()) {
            return inUse.iterator().next();
        }
        return first == null ? UUID.randomUUID().toString() : first;
    }

    /** Lays the newest version of a document down where it is not. */
    private void spread(DocumentId id) {
        Edition newest = null;
        List<RegisterCluster> behind = new ArrayList<>();
        for (RegisterCluster cluster : clusters.all()) {
            Survey.View view = get(cluster.view(id));
            Edition head = view.register().head();
            if (head != null && head.isNewerThan(newest)) {
                newest = head;
            }
        }
        for (RegisterCluster cluster : clusters.all()) {
            Edition head = get(cluster.view(id)).register().head();
            if (newest != null && newest.isNewerThan(head)) {
                behind.add(cluster);
            }
        }
        if (newest != null && !behind.isEmpty()) {
            Parcel parcel = find(id, newest);
            behind.forEach(cluster -> get(cluster.adopt(parcel)));
        }
    }

    private Parcel find(DocumentId id, Edition edition) {
        for (RegisterCluster cluster : clusters.all()) {
            Optional<Parcel> found = get(cluster.find(id, edition));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new StoreUnreachableException(
                "The content of version " + edition.version() + " of " + id
                        + " is found in no cluster, so that the store cannot be formed; publish it again, or remove it",
                id,
                null);
    }

    private <T> T get(CompletableFuture<T> future) {
        @Nullable T result = Roster.join(future, deadline);
        if (result == null) {
            throw new StoreUnreachableException(
                    "A cluster did not answer while the redundant store was being formed, which takes all of them; check"
                            + " the servers and the network, then try again",
                    null,
                    null);
        }
        return result;
    }
}
