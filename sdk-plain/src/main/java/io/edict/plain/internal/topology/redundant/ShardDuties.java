package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.Nearest;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.topology.register.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a redundant store does as one of several shards, on the caller's thread.
 *
 * <p>Fences, and the map of shards, must stand in each cluster, not in a majority: what a minority has accepted somebody else
 * may finish, so no cluster may accept what does not belong here any more. Once all are closed, every document is looked at
 * and accepted anew, after which it never changes ({@link io.edict.plain.internal.topology.register} tells why).
 */
final class ShardDuties {
    private static final int AT_ONCE = 32;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Tools tools;
    private final RedundantPublishing publishing;
    private final Nearest nearest;
    private final List<Member> members;

    ShardDuties(Tools tools, RedundantPublishing publishing, Nearest nearest) {
        this.tools = tools;
        this.publishing = publishing;
        this.nearest = nearest;
        this.members = nearest.members();
    }

    /**
     * The identity that a cluster has, or null if all say that they have none.
     *
     * @throws StoreUnreachableException if none has one, and one was not there to be asked
     */
    @Nullable
    String storeId(Deadline deadline) {
        Roster.Known known = tools.roster().known();
        if (known != null) {
            return known.storeId();
        }
        EdictException away = null;
        for (Member member : members) {
            try {
                String storeId = member.store().storeId(deadline);
                if (storeId != null) {
                    return storeId;
                }
            } catch (StoreUnreachableException e) {
                away = e;
            }
        }
        if (away != null) {
            throw away;
        }
        return null;
    }

    /** Gives an identity to one cluster, always the same one, from which the formation takes it. */
    boolean found(String storeId, Deadline deadline) {
        Member first = members.stream().min(Comparator.comparing(Member::name)).orElseThrow();
        boolean founded = storeId(deadline) == null && first.store().found(storeId, deadline);
        tools.roster().await(deadline);
        return founded;
    }

    /** What is taken of a namespace, as far as clusters tell: while it changes, the least of what they take. */
    Fence fence(String namespace, Deadline deadline) {
        return ask(member -> member.store().fence(namespace, deadline), deadline).stream()
                .reduce((one, other) -> {
                    boolean oneTells = other.takesPublishes() || !other.isAfter(one);
                    return oneTells && !one.takesPublishes() ? one : other;
                })
                .orElseThrow();
    }

    /** Asks the clusters that are well; one answer at least. */
    private <T> List<T> ask(Function<Member, T> question, Deadline deadline) {
        List<Member> well = nearest.well();
        return Poll.ask(well.isEmpty() ? members : well, question, members.size(), deadline);
    }

    /** Puts a fence up in every cluster; behind a closed one, nothing is left undecided. */
    Fence fence(String namespace, Fence next, Deadline deadline) {
        Fence now = next;
        for (Member member : members) {
            now = member.store().fence(namespace, next, deadline);
        }
        if (!next.takesCopies()) {
            seal(namespace, deadline);
        }
        return now;
    }

    private void seal(String namespace, Deadline deadline) {
        Roster.Known known = tools.roster().await(deadline);
        Set<DocumentId> ids = new HashSet<>();
        for (RegisterCluster cluster : tools.clusters().all()) {
            ids.addAll(Waiting.get(cluster.documents(namespace), deadline, null));
        }
        Iterator<DocumentId> left = ids.iterator();
        while (left.hasNext()) {
            Map<DocumentId, CompletableFuture<Outcome>> looks = new TreeMap<>();
            Deadline enough = Deadline.after(deadline.within());
            while (left.hasNext() && looks.size() < AT_ONCE) {
                DocumentId id = left.next();
                looks.put(id, publishing.look(id, true, known, enough));
            }
            looks.forEach((id, look) -> {
                if (!(Waiting.get(look, enough, id) instanceof Outcome.Current)) {
                    throw new StoreUnreachableException(
                            "It is not decided yet what is current of " + id + ", whose namespace is closed at "
                                    + tools.clusters().servers() + "; look at the clusters, then try again",
                            id,
                            null);
                }
            });
        }
    }

    /** Whether a majority has let the namespace in by the very map. */
    boolean admit(String namespace, long map, Deadline deadline) {
        List<Boolean> admitted = ask(member -> member.store().admit(namespace, map, deadline), deadline);
        return tools.clusters()
                .isMajority((int) admitted.stream().filter(yes -> yes).count());
    }

    /** What any cluster knows of, since a minority may know of what somebody else finishes. */
    List<String> inventory(Deadline deadline) {
        Set<String> namespaces = new TreeSet<>();
        for (Member member : members) {
            namespaces.addAll(member.store().inventory(deadline));
        }
        return List.copyOf(namespaces);
    }

    /** A majority has what is current in any case; the map must be everywhere. */
    void secure(Collection<DocumentId> ids, Deadline deadline) {
        if (!ids.contains(ShardStore.MAP)) {
            return;
        }
        Roster.Known known = tools.roster().await(deadline);
        Outcome look = Waiting.get(publishing.look(ShardStore.MAP, false, known, deadline), deadline, ShardStore.MAP);
        Edition map = look instanceof Outcome.Current current ? current.edition() : null;
        for (Member member : members) {
            while (map == null || !has(member, map.version(), deadline)) {
                if (map == null || deadline.passed() || Thread.currentThread().isInterrupted()) {
                    throw withoutMap(member);
                }
                LockSupport.parkNanos(Math.min(PAUSE_NANOS, deadline.leftNanos()));
            }
        }
    }

    private static boolean has(Member member, Version map, Deadline deadline) {
        return member.store().current(ShardStore.MAP, deadline) instanceof Reading.Present present
                && !map.isNewerThan(present.version().info().version());
    }

    private static StoreUnreachableException withoutMap(Member member) {
        return new StoreUnreachableException(
                "The cluster " + member.name() + " at " + member.store().servers()
                        + " does not have the newest map of shards, and nothing is moved before it has; look at the status of"
                        + " the clusters",
                null,
                null);
    }

    /** In every cluster that has them. */
    List<Kept> setAside(DocumentId id, List<Long> numbers, Deadline deadline) {
        Map<Long, Kept> all = new TreeMap<>();
        for (Member member : members) {
            for (Kept kept : member.store().setAside(id, numbers, deadline)) {
                all.put(Histories.number(kept), kept);
            }
        }
        return new ArrayList<>(all.values());
    }

    /** Gives a cluster that is about to vote the fences of the others, so that it takes nothing that they do not. */
    void copyFences(String cluster, Deadline deadline) {
        members.stream()
                .filter(member -> member.name().equals(cluster))
                .findFirst()
                .ifPresent(to -> nearest.well().stream()
                        .filter(from -> !from.equals(to) && isShard(from, deadline))
                        .forEach(from -> copyFences(from, to, deadline)));
    }

    private static boolean isShard(Member member, Deadline deadline) {
        return member.store().fence(ShardStore.MAP.namespace(), deadline).state() != Fence.State.ABSENT;
    }

    private static void copyFences(Member from, Member to, Deadline deadline) {
        for (String namespace : from.store().inventory(deadline)) {
            to.store().fence(namespace, from.store().fence(namespace, deadline), deadline);
        }
    }
}
