package io.edict.plain.internal.sync;

import io.edict.Version;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.StoredVersion;
import org.jspecify.annotations.Nullable;

/** What {@link DocumentMachine} wants done. Actions are carried out in their order. */
public sealed interface Action {
    /** Read the head, and answer with {@link Event.ReadDone} or {@link Event.ReadFailed}. */
    record Read(long ticket, boolean strong) implements Action {}

    /** Verify what came along with an announcement, and answer as to {@link Read}. */
    record Open(long ticket, Announcement.Carried carried) implements Action {}

    /** Report that what came along with an announcement is not believed; the head counts. */
    record Distrust(String reason) implements Action {}

    /** Answer with {@link Event.RetryDue} after a time that grows with the attempts. */
    record RetryLater(long ticket, int attempt) implements Action {}

    /** Have the version judged, unless a newer one is offered before it comes to that, and answer with {@link Event.Decided}. */
    record Offer(StoredVersion candidate) implements Action {}

    /** What claims to be this version is not let in, whatever others need of it: nobody is to wait for it. */
    record Bar(StoredVersion version) implements Action {}

    /** The version is in force now. */
    record Apply(StoredVersion version) implements Action {}

    /** Report that a version, or what stands in its place, is not let in. */
    record Refuse(@Nullable Version version, String reason) implements Action {}

    /**
     * The newest version was known here.
     *
     * @param asOfNanos at this time of the nano clock, or later
     * @param inForce whether that version is in force, and not refused or still being judged
     */
    record Prove(long asOfNanos, boolean inForce) implements Action {}

    /** Report that the store shows an older version than is known here. */
    record ReportBehind(Version known, Version found) implements Action {}

    /** Report that the head is missing though no version deleted it. */
    record ReportMissing(Version known) implements Action {}

    /** The store was reached and has no such document; asked at this time of the nano clock. */
    record ReportAbsent(long asOfNanos) implements Action {}

    /** Report what keeps the document from being read. */
    record ReportProblem(String problem) implements Action {}

    /** Count a change that no watch announced, and set the watch again. */
    record Heal() implements Action {}
}
