package io.edict.plain.internal.topology.register;

import io.edict.Version;
import io.edict.error.EdictException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an operation ends. */
public sealed interface Outcome {
    /** The publish made this version, which is chosen: it stands on a quorum and will never be another. */
    record Published(Version version) implements Outcome {}

    /**
     * What is current did not allow the edit; nothing of it was or will be written.
     *
     * @param reason what the edit said
     * @param current what was current, chosen for certain, or null if there was nothing
     */
    record Refused(EdictException reason, @Nullable Edition current) implements Outcome {}

    /**
     * Clusters did not allow the publish, because of where the document's namespace is; nothing of it was or will be written.
     *
     * @param current what was current, chosen for certain, or null if there was nothing
     */
    record Fenced(@Nullable Edition current) implements Outcome {}

    /** What a look found: chosen and, at some moment of the look, the newest; null if there was nothing. */
    record Current(@Nullable Edition edition) implements Outcome {}

    /** The publish that was to be settled made no version, and never will. */
    record NotPublished(@Nullable Edition current) implements Outcome {}

    /**
     * No quorum could be won in time; nothing of it was or will be written.
     *
     * @param silent the members that did not answer; if they leave a quorum, other proposers were in the way
     */
    record Unreached(Set<Member> silent) implements Outcome {}

    /**
     * The publish was proposed, and it is not known what became of it: to be resolved by {@link Operation.Settle}, or by
     * history if too many versions came since.
     *
     * @param publishId the id of the publish
     * @param since the lowest version that it was proposed as
     */
    record Unknown(UUID publishId, Version since) implements Outcome {}
}
