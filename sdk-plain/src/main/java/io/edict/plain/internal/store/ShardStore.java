package io.edict.plain.internal.store;

import io.edict.DocumentId;
import io.edict.error.StoreUnreachableException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store that can hold some of the namespaces of a bigger one. What is asked here is answered as of now, by servers that
 * have caught up.
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
     * Lets a namespace have another fence, unless it has a later one.
     *
     * @return the fence that it has now
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
     * Keeps versions that another line of the store's history is about to replace, apart from history and for people to
     * decide upon. Those that are kept so already, or not kept at all, are left out.
     *
     * @return what has been newly set aside
     */
    List<Kept> setAside(DocumentId id, List<Long> numbers, Deadline deadline);
}
