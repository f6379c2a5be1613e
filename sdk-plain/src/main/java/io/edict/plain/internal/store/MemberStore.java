package io.edict.plain.internal.store;

import io.edict.error.StoreUnreachableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A store that can be one of several which together are one: a single cluster. */
public interface MemberStore extends ShardStore {
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

    @Override
    default @Nullable String storeId(Deadline deadline) {
        Standing standing = standing(deadline);
        return standing == null ? null : standing.storeId();
    }

    @Override
    default boolean found(String storeId, Deadline deadline) {
        return assign(null, new Standing(storeId, 1, Standing.Role.ALONE, 0, "", 0), deadline);
    }

    /** All versions that were ever set aside and not removed since, in the order of documents and versions. */
    List<StoredVersion> conflicts(Deadline deadline);

    /**
     * Stands for election to a duty that one process at a time shall carry. While connections break, two may hold it for a
     * while: what they do must bear that.
     *
     * @param duty what is to be done
     * @param name who stands, for people who look
     */
    Candidacy stand(String duty, String name);

    /** A candidate for a duty. Closing it resigns. */
    interface Candidacy extends AutoCloseable {
        /** Whether the duty is this one's now. Returns at once. */
        boolean elected();

        @Override
        void close();
    }

    /** What each server of the cluster tells of itself; blocks until the deadline at most. */
    default List<ServerReport> monitor(Deadline deadline) {
        return List.of();
    }

    /** Asks the cluster for a sign of life: what it says of itself, or null if nothing was ever stored there. */
    CompletableFuture<@Nullable Standing> probe();
}
