package io.edict.plain.internal.sync;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.CorruptContentException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoredVersion;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The oracle: a store, a network and a worker around one machine, that do everything they may do, in an order drawn from a
 * seed, and check after each step what must hold.
 */
final class World {
    static final DocumentId ID = DocumentId.of("shop/orders");

    private final Random random;
    private final DocumentMachine machine;
    private final List<Reading> states = new ArrayList<>();
    private final Set<Long> bad = new HashSet<>();
    private final Deque<Action.Read> reads = new ArrayDeque<>();
    private final Deque<Action.Open> opened = new ArrayDeque<>();
    private final Deque<Action.RetryLater> retries = new ArrayDeque<>();
    private final List<Announcement> undelivered = new ArrayList<>();
    private final Set<Version> offered = new HashSet<>();
    private @Nullable StoredVersion waiting;
    private @Nullable StoredVersion judging;

    final List<Long> applied = new ArrayList<>();
    final List<String> violations = new ArrayList<>();
    private long published;
    private long stamps;
    private boolean connected;
    private long shelf;
    private final boolean calm;

    /** How many announcements brought a version along, and how many a difference of no use. */
    int taken;

    int useless;

    World(long seed, @Nullable StoredVersion copy) {
        random = new Random(seed);
        calm = random.nextBoolean();
        machine = new DocumentMachine(copy);
        states.add(new Reading.Missing());
        if (copy != null) {
            published = copy.info().version().number();
            applied.add(published);
            states.add(new Reading.Present(copy, new Stamp(1, ++stamps)));
        }
    }

    static StoredVersion version(long number) {
        Content content = Content.ofText("n = " + number);
        VersionInfo info = new VersionInfo(
                ID,
                new Version(1, number),
                VersionInfo.Kind.CONTENT,
                Format.HOCON,
                content.size(),
                content.sha256(),
                new VersionInfo.Origin("ann", Instant.EPOCH, ""),
                new UUID(0, number),
                List.of(new VersionInfo.Member(ID, number)));
        return new StoredVersion("store", info, content);
    }

    /** Does one thing that may happen. */
    void step() {
        switch (random.nextInt(14)) {
            case 0, 1 -> publish(random.nextInt(4) == 0);
            case 2 -> disturbHead();
            case 3 -> connect();
            case 4 -> disconnect();
            case 5 -> look(random.nextBoolean());
            case 6, 7 -> answerRead(random.nextInt(5) == 0, random.nextInt(4) == 0);
            case 8, 9 -> judgeOne();
            case 10 -> retry();
            case 11 -> open();
            case 12 -> ringFalsely();
            default -> deliver();
        }
        if (calm) {
            goOn();
        }
    }

    /** In a calm world things mostly happen in the time between two publishes. */
    private void goOn() {
        deliver();
        answerRead(false, false);
        open();
        judgeOne();
        judgeOne();
        retry();
    }

    /** Lets everything come to rest with a healthy network. */
    void settle() {
        publish(false);
        if (random.nextBoolean()) {
            disconnect();
        }
        while (!reads.isEmpty()) {
            answerRead(true, false);
        }
        open();
        connect();
        look(true);
        for (int i = 0; i < 50 || busy(); i++) {
            deliver();
            answerRead(false, false);
            open();
            judgeOne();
            retry();
            if (i > 10_000) {
                violations.add("never comes to rest");
                return;
            }
        }
    }

    long published() {
        return published;
    }

    private boolean busy() {
        return !undelivered.isEmpty()
                || !reads.isEmpty()
                || !opened.isEmpty()
                || judging != null
                || waiting != null
                || !retries.isEmpty();
    }

    private void publish(boolean withFault) {
        published++;
        if (withFault) {
            bad.add(published);
        }
        states.add(new Reading.Present(version(published), new Stamp(1, ++stamps)));
        if (random.nextBoolean()) {
            announce();
        } else if (connected && random.nextInt(4) > 0) {
            undelivered.add(random.nextBoolean() ? carried(published, version(published), stamps) : difference());
        }
    }

    /** Somebody announces what was never published, or was long ago, or what cannot be read. */
    private void ringFalsely() {
        if (!connected) {
            return;
        }
        stamps++;
        long number = Math.max(1, published + random.nextInt(7) - 3);
        undelivered.add(
                switch (random.nextInt(3)) {
                    case 0 -> carried(number, null, stamps);
                    case 1 -> carried(Announcement.Carried.NO_NUMBER, null, stamps);
                    // The version after the newest would be believed: whoever may announce that, may publish.
                    default -> carried(number == published + 1 ? number + 1 : number, version(number + 1), stamps);
                });
    }

    /** What comes along is the difference from the version before, of use if that was the last one to be opened or read, and is kept. */
    private Announcement difference() {
        long number = published;
        Stamp announced = Stamp.announced(stamps);
        return new Announcement.Carried(
                ID,
                number,
                announced,
                () -> CompletableFuture.completedFuture(
                        shelf == number - 1
                                ? new Reading.Present(version(number), announced)
                                : new Reading.Baseless(announced)));
    }

    private void keep(Reading reading) {
        if (reading instanceof Reading.Present present) {
            shelf = present.version().info().version().number();
        }
    }

    private static Announcement carried(long number, @Nullable StoredVersion version, long stamp) {
        Stamp announced = Stamp.announced(stamp);
        Reading reading = version == null
                ? new Reading.Unreadable(new CorruptContentException("no bell", ID, null, null), announced)
                : new Reading.Present(version, announced);
        return new Announcement.Carried(ID, number, announced, () -> CompletableFuture.completedFuture(reading));
    }

    private void open() {
        Action.Open due = opened.poll();
        if (due != null) {
            shelf = random.nextInt(5) == 0 ? 0 : shelf;
            Reading reading = due.carried().content().get().join();
            keep(reading);
            taken += reading instanceof Reading.Present ? 1 : 0;
            useless += reading instanceof Reading.Baseless ? 1 : 0;
            tell(new Event.ReadDone(due.ticket(), 0, reading));
        }
    }

    /** Somebody damages or removes the head, or puts the newest version back. */
    private void disturbHead() {
        Stamp stamp = new Stamp(1, ++stamps);
        states.add(
                switch (random.nextInt(3)) {
                    case 0 -> new Reading.Missing();
                    case 1 -> new Reading.Unreadable(new CorruptContentException("damaged", ID, null, null), stamp);
                    default -> published == 0 ? new Reading.Missing() : new Reading.Present(version(published), stamp);
                });
        announce();
    }

    /** A watch event, which may get lost. */
    private void announce() {
        if (connected && random.nextInt(4) > 0) {
            undelivered.add(new Announcement.Changed(ID));
        }
    }

    private void connect() {
        if (connected) {
            return;
        }
        connected = true;
        tell(new Event.Connected());
        if (machine.seen() == null) {
            undelivered.add(new Announcement.Changed(ID));
        } else {
            look(false);
        }
    }

    private void disconnect() {
        if (connected) {
            connected = false;
            undelivered.clear();
            tell(new Event.Disconnected());
        }
    }

    private void look(boolean regular) {
        if (connected) {
            undelivered.add(new Announcement.Looked(ID, head().stamp(), 0, regular));
        }
    }

    private void deliver() {
        if (!undelivered.isEmpty()) {
            tell(new Event.Announced(undelivered.remove(0)));
        }
    }

    /** Answers the oldest read: with a failure, with what a lagging server has, or with the truth. */
    private void answerRead(boolean fail, boolean lagging) {
        Action.Read read = reads.poll();
        if (read == null) {
            return;
        }
        if (fail || !connected) {
            tell(new Event.ReadFailed(read.ticket(), new StoreUnreachableException("lost", ID, null)));
        } else {
            Reading found = lagging && !read.strong() ? states.get(random.nextInt(states.size())) : head();
            keep(found);
            tell(new Event.ReadDone(read.ticket(), 0, found));
            if (!found.equals(head())) {
                look(true);
            }
        }
    }

    /** Begins to judge the newest version offered, or ends it. */
    private void judgeOne() {
        StoredVersion candidate = judging;
        if (candidate == null) {
            judging = waiting;
            waiting = null;
        } else {
            judging = null;
            boolean refused = bad.contains(candidate.info().version().number());
            tell(new Event.Decided(candidate, refused ? "bad" : null));
        }
    }

    private void retry() {
        Action.RetryLater due = retries.poll();
        if (due != null) {
            tell(new Event.RetryDue(due.ticket()));
        }
    }

    private Reading head() {
        return states.get(states.size() - 1);
    }

    private void tell(Event event) {
        machine.on(event).forEach(action -> {
            carryOut(action);
            if (action instanceof Action.Prove prove) {
                checkProof(event, prove);
            }
        });
    }

    /** Only a head that was there and held the newest known version proves anything. */
    private void checkProof(Event event, Action.Prove prove) {
        Reading shown = null;
        if (event instanceof Event.ReadDone done) {
            shown = done.reading();
        } else if (event instanceof Event.Announced announced
                && announced.announcement() instanceof Announcement.Looked looked) {
            shown = states.stream()
                    .filter(state -> state.stamp().equals(looked.stamp()))
                    .findFirst()
                    .orElseThrow();
        }
        check(shown instanceof Reading.Present, "a proof by a head that shows no version");
        if (shown instanceof Reading.Present present && prove.inForce()) {
            long number = present.version().info().version().number();
            check(!applied.isEmpty() && applied.get(applied.size() - 1) == number, "a proof of what is not in force");
        }
    }

    private void carryOut(Action action) {
        if (action instanceof Action.Read read) {
            check(reads.isEmpty(), "two reads at once");
            reads.add(read);
        } else if (action instanceof Action.Open open) {
            check(reads.isEmpty(), "two reads at once");
            opened.add(open);
        } else if (action instanceof Action.RetryLater retry) {
            retries.add(retry);
        } else if (action instanceof Action.Offer offer) {
            check(offered.add(offer.candidate().info().version()), "a version offered twice");
            waiting = offer.candidate();
        } else if (action instanceof Action.Apply apply) {
            long number = apply.version().info().version().number();
            check(applied.isEmpty() || applied.get(applied.size() - 1) < number, "a step back in time");
            check(!bad.contains(number), "a refused version in force");
            applied.add(number);
        }
    }

    private void check(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
    }
}
