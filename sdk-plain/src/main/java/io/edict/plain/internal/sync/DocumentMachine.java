package io.edict.plain.internal.sync;

import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoredVersion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides, for one document, what to read and what to offer for judgement. Pure: it is told what happened and
 * answers with what to do; it has no threads, no clock, no I/O. Owned by the client's sync loop.
 *
 * <p>What it keeps:
 *
 * <ul>
 *   <li>At most one read is in flight. Hints that come meanwhile are one further read.
 *   <li>What comes along with an announcement is taken in place of a read if it is the version right after the newest known
 *       one, and that one was the head when it was last read. Everything else about it leads to a read of the head.
 *   <li>Nothing is offered that is not newer than all that is known: in force, offered or refused. So versions in force only
 *       ever move forward, and a refused version is offered once. When the offered versions are judged, and which of them
 *       are skipped, is up to {@link Transactions}.
 *   <li>An older version than known means a lagging server or a restored cluster: it is not applied, and read once more
 *       from a server that has caught up.
 *   <li>A head that nobody trusted has signed is reported and counts for nothing: its number may be anything, so it is not
 *       remembered among the known ones.
 *   <li>Versions of another store have no order with ours. They are refused, unless ours came from a local copy: then the
 *       store that the application was pointed at is the truth.
 * </ul>
 */
public final class DocumentMachine {
    private @Nullable Edition held;
    private boolean heldFromDisk;
    private @Nullable Edition refused;
    /** The newest version offered, until it is decided upon. */
    private @Nullable Edition offered;

    private boolean connected;
    private boolean dirty;
    private boolean reading;
    private boolean strong;
    private boolean retrying;
    private int attempt;
    private long ticket;
    private @Nullable Stamp seen;
    /** Whether the head, as last read, held the newest version known: only then does an untouched head prove anything. */
    private boolean seenNewest;

    private @Nullable Edition behindReported;

    /** The newest announcement of which the content waits to be verified, or is passed over. */
    private Announcement.@Nullable Carried waiting;

    /** The announcement that is being verified in place of a read. */
    private Announcement.@Nullable Carried opened;

    /** What the head must look like, or later, if an announcement that was not taken told the truth. */
    private @Nullable Stamp doubted;

    private boolean distrusted;

    /**
     * Begins with what the local copy holds.
     *
     * @param copy the version in force from disk, or null
     */
    public DocumentMachine(@Nullable StoredVersion copy) {
        if (copy != null) {
            held = Edition.of(copy);
            heldFromDisk = true;
        }
    }

    /** Takes note of an event and tells what to do. */
    public List<Action> on(Event event) {
        List<Action> actions = new ArrayList<>();
        if (event instanceof Event.Connected) {
            connected();
        } else if (event instanceof Event.Disconnected) {
            connected = false;
        } else if (event instanceof Event.Announced announced) {
            announced(announced.announcement(), actions);
        } else if (event instanceof Event.ReadDone done) {
            readDone(done, actions);
        } else if (event instanceof Event.ReadFailed failed) {
            readFailed(failed, actions);
        } else if (event instanceof Event.RetryDue due) {
            retrying = retrying && due.ticket() != ticket;
        } else if (event instanceof Event.Decided decided) {
            decided(decided, actions);
        } else if (event instanceof Event.ReadAside aside) {
            readAside(aside.reading(), actions);
        } else if (event instanceof Event.Reconsider) {
            refused = null;
            dirty = true;
        }
        openOrRead(actions);
        return actions;
    }

    /** What the head looked like at the last completed reading, or null if there was none. */
    public @Nullable Stamp seen() {
        return seen;
    }

    /** The store announces every followed document after each connect, so nothing need be read before that. */
    private void connected() {
        connected = true;
        dirty = false;
        retrying = false;
        attempt = 0;
        waiting = null;
        doubted = null;
        if (opened != null) {
            opened = null;
            reading = false;
        }
        if (seen != null && seen.isAnnounced()) {
            seen = null;
        }
    }

    private void announced(Announcement announcement, List<Action> actions) {
        if (announcement instanceof Announcement.Changed) {
            dirty = true;
        } else if (announcement instanceof Announcement.Carried carried) {
            waiting = carried;
        } else if (announcement instanceof Announcement.Looked looked) {
            looked(looked, actions);
        } else if (announcement instanceof Announcement.Failed failed) {
            actions.add(new Action.ReportProblem(failed.reason().getMessage()));
        }
    }

    private void looked(Announcement.Looked looked, List<Action> actions) {
        boolean settled = !reading && !dirty;
        if (seen != null && seen.isLike(looked.stamp()) && !strong) {
            seen = looked.stamp();
            if (settled) {
                untouched(looked.askedNanos(), actions);
            }
            return;
        }
        if (settled && looked.regular() && seen != null) {
            actions.add(new Action.Heal());
        }
        dirty = true;
    }

    /** The head is as it was when it was last read. */
    private void untouched(long askedNanos, List<Action> actions) {
        Edition known = newestKnown();
        if (known == null) {
            reportIfAbsent(askedNanos, actions);
        } else if (seenNewest) {
            actions.add(new Action.Prove(askedNanos, known.equals(held)));
        }
    }

    private void reportIfAbsent(long askedNanos, List<Action> actions) {
        if (Stamp.ABSENT.equals(seen)) {
            actions.add(new Action.ReportAbsent(askedNanos));
        }
    }

    private void openOrRead(List<Action> actions) {
        if (!connected || reading || retrying) {
            return;
        }
        Announcement.Carried due = waiting;
        waiting = null;
        if (due != null && (seen == null || !seen.shows(due.stamp()))) {
            open(due, actions);
        }
        if (dirty && !reading) {
            dirty = false;
            reading = true;
            ticket++;
            actions.add(new Action.Read(ticket, strong));
        }
    }

    private void open(Announcement.Carried due, List<Action> actions) {
        boolean useless = due.number() == Announcement.Carried.NO_NUMBER;
        if (!useless && (dirty || strong || !follows(due))) {
            doubted = due.stamp();
            dirty = true;
            return;
        }
        opened = due;
        reading = true;
        ticket++;
        actions.add(new Action.Open(ticket, due));
    }

    /** Whether the version after the newest known one is announced, by the cluster that showed that one as its head. */
    private boolean follows(Announcement.Carried carried) {
        Edition known = newestKnown();
        return known != null
                && seen != null
                && seenNewest
                && seen.isBefore(carried.stamp())
                && carried.number() == known.version().number() + 1;
    }

    /** What came along has been looked at. It is taken, or the head is read. */
    private void opened(Announcement.Carried from, Reading reading, List<Action> actions) {
        if (reading instanceof Reading.Present present && isNext(from, present.version())) {
            seen = from.stamp();
            seenNewest = true;
            distrusted = false;
            offer(present.version(), actions);
            return;
        }
        dirty = true;
        if (reading instanceof Reading.Unreadable unreadable) {
            distrust(unreadable.reason().getMessage(), actions);
        } else {
            doubted = from.stamp();
        }
    }

    private boolean isNext(Announcement.Carried from, StoredVersion version) {
        Edition known = newestKnown();
        Edition edition = Edition.of(version);
        return known != null
                && edition.sameStore(known)
                && edition.version().incarnation() == known.version().incarnation()
                && edition.version().number() == from.number()
                && follows(from);
    }

    /** Once for a document, until an announcement of it is believed again. */
    private void distrust(String reason, List<Action> actions) {
        if (!distrusted) {
            distrusted = true;
            actions.add(new Action.Distrust(reason));
        }
    }

    /** The head was read after an announcement that was not taken. Had that been true, the head would show as much. */
    private void compareWithAnnounced(Stamp read, List<Action> actions) {
        Stamp told = doubted;
        doubted = null;
        if (told != null && read.isBefore(told)) {
            distrust("it was announced, but its head has not changed", actions);
        }
    }

    private void readFailed(Event.ReadFailed failed, List<Action> actions) {
        if (!reading || failed.ticket() != ticket) {
            return;
        }
        reading = false;
        opened = null;
        dirty = true;
        attempt++;
        if (connected) {
            retrying = true;
            actions.add(new Action.ReportProblem(failed.reason().getMessage()));
            actions.add(new Action.RetryLater(ticket, attempt));
        }
    }

    private void readDone(Event.ReadDone done, List<Action> actions) {
        if (!reading || done.ticket() != ticket) {
            return;
        }
        Announcement.Carried from = opened;
        opened = null;
        reading = false;
        if (from != null) {
            opened(from, done.reading(), actions);
        } else {
            headRead(done, actions);
        }
    }

    private void headRead(Event.ReadDone done, List<Action> actions) {
        boolean wasStrong = strong;
        strong = false;
        attempt = 0;
        boolean seenBefore = done.reading().stamp().equals(seen);
        seen = done.reading().stamp();
        seenNewest = false;
        compareWithAnnounced(seen, actions);
        if (done.reading() instanceof Reading.Present present) {
            found(present.version(), wasStrong, actions);
            seenNewest = Edition.of(present.version()).equals(newestKnown());
            untouched(done.askedNanos(), actions);
        } else if (done.reading() instanceof Reading.Unreadable unreadable && !seenBefore) {
            actions.add(new Action.Refuse(null, unreadable.reason().getMessage()));
        } else if (done.reading() instanceof Reading.Untrusted untrusted && !seenBefore) {
            actions.add(new Action.Bar(untrusted.version()));
            actions.add(new Action.Refuse(
                    untrusted.version().info().version(), untrusted.reason().getMessage()));
        } else if (done.reading() instanceof Reading.Missing) {
            missing(done.askedNanos(), actions);
        }
    }

    /** A reading that this machine did not ask for serves if it is newer than all that is known, and else for nothing. */
    private void readAside(Reading reading, List<Action> actions) {
        Edition known = newestKnown();
        if (reading instanceof Reading.Present present && known != null) {
            Edition edition = Edition.of(present.version());
            if (edition.sameStore(known) && edition.version().isNewerThan(known.version())) {
                seen = present.stamp();
                seenNewest = true;
                offer(present.version(), actions);
            }
        }
    }

    private void missing(long askedNanos, List<Action> actions) {
        Edition known = newestKnown();
        if (known != null) {
            actions.add(new Action.ReportMissing(known.version()));
        }
        untouched(askedNanos, actions);
    }

    private void found(StoredVersion found, boolean wasStrong, List<Action> actions) {
        Edition edition = Edition.of(found);
        Edition known = newestKnown();
        if (known == null || (!edition.sameStore(known) && heldFromDisk && isHeld(known))) {
            offer(found, actions);
        } else if (!edition.sameStore(known)) {
            refuseForeign(edition, actions);
        } else if (edition.version().isNewerThan(known.version())) {
            offer(found, actions);
        } else if (known.version().isNewerThan(edition.version())) {
            behind(known, edition, wasStrong, actions);
        } else if (!edition.equals(known)) {
            refuseForked(edition, actions);
        } else {
            behindReported = null;
        }
    }

    private boolean isHeld(Edition edition) {
        return edition.equals(held);
    }

    private void offer(StoredVersion found, List<Action> actions) {
        behindReported = null;
        offered = Edition.of(found);
        actions.add(new Action.Offer(found));
    }

    /** A server that lags is given the chance to catch up, once; the regular check sees to the rest. */
    private void behind(Edition known, Edition found, boolean wasStrong, List<Action> actions) {
        if (!wasStrong) {
            strong = true;
            dirty = true;
        } else if (!found.equals(behindReported)) {
            behindReported = found;
            actions.add(new Action.ReportBehind(known.version(), found.version()));
        }
    }

    private static void refuseForeign(Edition edition, List<Action> actions) {
        actions.add(new Action.Refuse(
                edition.version(),
                "it comes from another store than the versions before it; point the application back at its store,"
                        + " or restart it to follow this one"));
    }

    private static void refuseForked(Edition edition, List<Action> actions) {
        actions.add(new Action.Refuse(
                edition.version(),
                "the store holds another content under a version that is known already; publish the right content again,"
                        + " as a new version"));
    }

    /** Decisions come in the order of versions, but those on versions that were skipped never come. */
    private void decided(Event.Decided decided, List<Action> actions) {
        Edition edition = Edition.of(decided.candidate());
        if (edition.equals(offered)) {
            offered = null;
        }
        String refusal = decided.refusal();
        if (refusal == null) {
            held = edition;
            heldFromDisk = false;
            refused = null;
            actions.add(new Action.Apply(decided.candidate()));
        } else {
            refused = edition;
            actions.add(new Action.Refuse(decided.candidate().info().version(), refusal));
        }
    }

    /** What was offered last is the newest, also where it is of another store than what is in force; so is what was refused. */
    private @Nullable Edition newestKnown() {
        if (offered != null) {
            return offered;
        }
        Edition last = refused;
        Edition good = held;
        if (last == null || good == null) {
            return last == null ? good : last;
        }
        boolean lastIsNewer = !last.sameStore(good) || last.version().isNewerThan(good.version());
        return lastIsNewer ? last : good;
    }
}
