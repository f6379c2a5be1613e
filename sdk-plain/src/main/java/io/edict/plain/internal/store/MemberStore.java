package io.edict.plain.internal.store;

import io.edict.DocumentId;
import io.edict.error.StoreUnreachableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A store that can be one of several which together are one: a single cluster. */
public interface MemberStore extends ConfigStore {
    /**
     * What the cluster says of itself, from a server that has caught up.
     *
     * @return its standing, or null if nothing was ever stored there
     * @throws StoreUnreachableException if it cannot be reached in time
     */
    @Nullable
    Standing standing(Deadline deadline);

    /**
     * Changes what the cluster says of itself, if that is still what is expected.
     *
     * @param expected what it said, or null if nothing was ever stored there
     * @param next what it shall say
     * @return whether it does now; false if it said something else meanwhile
     * @throws StoreUnreachableException if it cannot be reached in time; it may have been changed
     */
    boolean assign(@Nullable Standing expected, Standing next, Deadline deadline);

    /**
     * Keeps versions that another line of the store's history is about to replace, apart from history and for people to
     * decide upon. Those that are kept so already, or not kept at all, are left out.
     *
     * @return what has been newly set aside
     */
    List<Kept> setAside(DocumentId id, List<Long> numbers, Deadline deadline);

    /** All versions that were ever set aside and not removed since, in the order of documents and versions. */
    List<StoredVersion> conflicts(Deadline deadline);

    /** Asks the cluster for a sign of life: completes when it has answered. */
    CompletableFuture<Void> probe();
}
