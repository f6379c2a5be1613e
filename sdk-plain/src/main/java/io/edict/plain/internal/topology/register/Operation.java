package io.edict.plain.internal.topology.register;

import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.EdictException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a proposer is to bring about for its document. */
public sealed interface Operation {
    /**
     * Make a new version of what is current. Under the same publish id it is made once, however often and by whomever this
     * is asked for, as long as fewer than {@value Edition#REACH} versions came since.
     *
     * @param publishId the id of the publish
     * @param edit what the new version is
     * @param since the lowest version that this publish has been proposed as before, or null if it has not
     * @param right what clusters must allow for it, {@link Right#PUBLISH} or {@link Right#COPY}
     */
    record Publish(UUID publishId, Edit edit, @Nullable Version since, Right right) implements Operation {}

    /**
     * Find out what became of a publish whose outcome was unknown, and make sure that it will not change.
     *
     * @param publishId the id of the publish
     * @param since the lowest version that it has been proposed as
     */
    record Settle(UUID publishId, Version since) implements Operation {}

    /**
     * Find out what is current, and finish what others have begun: a strong read, the janitor's work, and the rescan of a
     * change of members.
     *
     * @param rewrite whether a quorum has to accept it anew in any case, as a rescan demands
     */
    record Look(boolean rewrite) implements Operation {}

    /** How a new version is made of the current one. Called on the proposer's thread, perhaps more than once; pure. */
    @FunctionalInterface
    interface Edit {
        /**
         * The next version.
         *
         * @param current the current one, a deletion perhaps, or null if there never was one
         * @throws EdictException if what is current does not allow it
         */
        VersionInfo next(@Nullable VersionInfo current);
    }
}
