package io.edict.plain.internal.topology.register;

/** What a proposer is told. */
public sealed interface Event {
    /** A cluster answered. */
    record Answered(Member from, Request request, Answer answer) implements Event {}

    /** A request got no answer, and whether it was carried out is not known. */
    record Lost(Member to, Request request) implements Event {}

    /** The time to try again has come. */
    record RetryDue(int attempt) implements Event {}

    /** The operation's time is over. */
    record Expired() implements Event {}

    /** Other members vote from now on. */
    record Moved(Membership members) implements Event {}
}
