package io.edict.plain.internal.topology.register;

/** What a cluster answers. */
public sealed interface Answer {
    /** It promises; this is what it held before. */
    record Promised(Register held) implements Answer {}

    /** It has accepted, now or before. */
    record Accepted() implements Answer {}

    /** It has promised a higher ballot. */
    record Rejected(Ballot promised) implements Answer {}

    /** It knows nothing of what it has accepted: it was restored from a backup. Nothing was changed. */
    record Forgot() implements Answer {}

    /** It does not allow what it was to accept, because of where the document's namespace is. Nothing was changed. */
    record Fenced() implements Answer {}

    /** It goes by another membership. Nothing was changed. */
    record OtherEpoch(long epoch) implements Answer {}

    /** Its head is the edition, or a newer one. */
    record Installed() implements Answer {}

    /** Its head is another edition under the same version, which nobody has chosen. Nothing was changed. */
    record Diverged(Edition head) implements Answer {}
}
