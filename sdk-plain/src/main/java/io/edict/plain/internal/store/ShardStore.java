package io.edict.plain.internal.store;

import io.edict.DocumentId;
import io.edict.error.StoreUnreachableException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store that can hold some of the namespaces of a bigger one: a cluster, or several that are one store. What is asked here
 * is answered as of now, by servers that have caught up.
 *
 * <p>A shard on several clusters must not forget where a namespace is when it loses one of them. So whatever a move rests
 * upon stands in <em>each</em> of its clusters before the move goes on, and while one of them is away, nothing is moved.
 */
public interface ShardStore extends ConfigStore {
    /** Which shard has what: a document that each shard holds a copy of. A store that holds it is one of several. */
    DocumentId MAP = DocumentId.of("edict-shards/map");

    /**
     * The identity of the store that this one holds, or holds a part of; null if nothing was ever stored.
     *
     * @throws StoreUnreachableException if it cannot be reached in time
     */
    @Nullable
    String storeId(Deadline deadline);

    /** Gives an identity to a store in which nothing was ever stored; answers whether this call did. */
    boolean found(String storeId, Deadline deadline);

    /** What is taken of a namespace. */
    Fence fence(String namespace, Deadline deadline);

    /**
     * Lets a namespace have another fence in each cluster, unless it has a later one there. Once this has returned with a
     * closed fence, what is current of the namespace's documents will never be anything else.
     *
     * @return the fence that it has now
     * @throws StoreUnreachableException if one of the clusters cannot be reached; others may have the fence
     */
    Fence fence(String namespace, Fence next, Deadline deadline);

    /**
     * Makes a namespace that is not there, for publishes; one that is there stays as it is. A store that holds the map takes
     * no publishes into namespaces that are not there.
     *
     * @param map the number that {@link #MAP} must have here at that very moment
     * @return whether it has
     */
    boolean admit(String namespace, long map, Deadline deadline);

    /**
     * What answers questions about the latest with the latest, or not at all: a standby's copy does not do where something
     * is moved.
     */
    default ConfigStore authority(Deadline deadline) {
        return this;
    }

    /**
     * The namespaces that are there or may still come to be there by what was begun before this call, sorted.
     *
     * @throws StoreUnreachableException if a cluster that must be asked for that cannot be reached
     */
    default List<String> inventory(Deadline deadline) {
        ConfigStore authority = authority(deadline);
        authority.current(MAP, deadline); // lists as of now, not as of a server that lags
        return authority.namespaces(deadline);
    }

    /** Whether an operator raises its incarnation after a restore; else its clusters join again. */
    default boolean hasIncarnations() {
        return true;
    }

    /**
     * Sees to it that what is current of some documents outlives the loss of any cluster, and that each cluster has the
     * current {@link #MAP} if that is among them. Where documents are copied for that, each request has the deadline's time.
     *
     * @throws StoreUnreachableException if one of the clusters cannot be reached
     */
    default void secure(Collection<DocumentId> ids, Deadline deadline) {}

    /**
     * Keeps versions that another line of the store's history is about to replace, apart from history and for people to
     * decide upon. Those that are kept so already, or not kept at all, are left out.
     *
     * @return what has been newly set aside
     */
    List<Kept> setAside(DocumentId id, List<Long> numbers, Deadline deadline);
}
