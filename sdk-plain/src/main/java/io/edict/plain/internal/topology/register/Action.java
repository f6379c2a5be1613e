package io.edict.plain.internal.topology.register;

/** What a proposer wants done. */
public sealed interface Action {
    /** Send a request to a cluster; the answer, or that there is none, comes as an event. */
    record Send(Member to, Request request) implements Action {}

    /** Wait a little, at random and longer with each attempt, then say {@link Event.RetryDue}. */
    record RetryLater(int attempt) implements Action {}

    /** Read the membership again: some cluster goes by a later one. */
    record Reload(long epoch) implements Action {}

    /** Write the membership into a cluster that was away when it changed, unless there is a later one. */
    record Inform(Member member, Membership membership) implements Action {}

    /** Tell people and meters: this member has forgotten what it accepted and must not vote until it is added anew. */
    record ReportForgetful(Member member) implements Action {}

    /** Tell people and meters: this member's head is something that nobody has chosen. */
    record ReportDiverged(Member member, Edition head) implements Action {}

    /** Count it: an edition was found begun by another proposer, and finished. */
    record ReportFinished(Edition edition) implements Action {}

    /** The operation has ended. */
    record Done(Outcome outcome) implements Action {}
}
