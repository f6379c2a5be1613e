package io.edict.plain.internal.topology.register;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.ConflictException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Clusters, proposers and the messages between them, which arrive in any order, twice or never, as the choices say; processes
 * crash and start anew, a cluster goes back to a backup, members change. A schedule is one sequence of choices.
 */
final class World {
    static final DocumentId ID = DocumentId.of("shop/checkout");

    private static final VersionInfo.Origin ORIGIN = new VersionInfo.Origin("ann", Instant.EPOCH, "");
    private static final int MOST_CALLS = 12;

    final Ghost ghost = new Ghost();
    final List<Call> calls = new ArrayList<>();
    final Map<Member, Site> sites = new LinkedHashMap<>();
    final List<Actor> processes = new ArrayList<>();
    final Choices choices;
    final Plant plant;
    /** What came about, by name: schedules in which nothing happens prove nothing. */
    final Map<String, Integer> events = new HashMap<>();

    long clock;

    private final List<Flight> flights = new ArrayList<>();
    private final Map<UUID, Version> unresolved = new HashMap<>();
    private Membership membership;
    private @Nullable Rescan rescan;
    private @Nullable Sealing sealing;
    private long ids;

    /** A message on its way: a request, or what comes back of it. */
    private record Flight(
            Actor process,
            Member member,
            Request request,
            int connection,
            @Nullable Answer answer) {
        Flight with(@Nullable Answer came) {
            return new Flight(process, member, request, connection, came);
        }
    }

    /** A change of members under way. */
    private static final class Rescan {
        @Nullable
        Actor janitor;

        boolean done;
    }

    World(Choices choices, Plant plant, int proposers, boolean moving) {
        this.choices = choices;
        this.plant = plant;
        membership = Membership.of(1, members("a", "b", "c"));
        ghost.know(membership);
        for (String name : moving ? List.of("a", "b", "c", "d") : List.of("a", "b", "c")) {
            sites.put(member(name), new Site(member(name), 1, plant, ghost));
        }
        for (int i = 0; i < proposers; i++) {
            processes.add(process());
        }
    }

    static Member member(String name) {
        return new Member(name, 1);
    }

    private Site site(Member member) {
        return Objects.requireNonNull(sites.get(member), "no such site");
    }

    static Set<Member> members(String... names) {
        return Arrays.stream(names).map(World::member).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Actor process() {
        int distant = choices.next(2 * sites.size());
        Member far = distant < sites.size() ? new ArrayList<>(sites.keySet()).get(distant) : null;
        return process(new UUID(0, ++ids), far);
    }

    private Actor process(UUID id, @Nullable Member distant) {
        return new Actor(id, new Proposer(id, membership, plant.rules()), distant);
    }

    /** One decision and what follows of it. */
    void step() {
        clock++;
        int dice = choices.next(64);
        if (dice < 46) {
            deliver();
        } else if (dice < 48) {
            lose();
        } else if (dice < 49) {
            duplicate();
        } else if (dice < 56) {
            call(any());
        } else if (dice < 57) {
            crash(choices.next(processes.size()));
        } else if (dice < 62) {
            retry(any());
        } else if (dice < 63) {
            tell(any(), new Event.Expired());
        } else {
            new ArrayList<>(sites.values()).get(choices.next(sites.size())).restart();
        }
    }

    private Actor any() {
        return processes.get(choices.next(processes.size()));
    }

    int inFlight() {
        return flights.size();
    }

    private void deliver() {
        if (flights.isEmpty()) {
            call(any());
            return;
        }
        int index = choices.next(2) == 0 ? 0 : choices.next(flights.size());
        Flight flight = flights.get(index);
        if (flight.member().equals(flight.process().distant) && choices.next(8) > 0) {
            return;
        }
        deliver(index);
    }

    void deliver(int index) {
        Flight flight = flights.remove(index);
        if (flight.answer() == null) {
            Answer answer = site(flight.member()).on(flight.request());
            flights.add(flight.with(answer));
        } else {
            tell(flight.process(), new Event.Answered(flight.member(), flight.request(), flight.answer()));
        }
    }

    /** Whether a request was carried out or not, its sender knows as little. */
    private void lose() {
        if (!flights.isEmpty()) {
            Flight flight = flights.remove(choices.next(flights.size()));
            tell(flight.process(), new Event.Lost(flight.member(), flight.request()));
        }
    }

    private void duplicate() {
        if (!flights.isEmpty()) {
            Flight flight = flights.get(choices.next(flights.size()));
            // What was sent on a connection that has ended is not carried out again.
            if (flight.connection() == site(flight.member()).connection) {
                flights.add(flight.with(null));
            }
        }
    }

    void crash(int index) {
        Actor gone = processes.get(index);
        gone.crashed = true;
        Call call = gone.call;
        if (call != null && call.publishId != null && call.isUnresolved()) {
            unresolved.putIfAbsent(call.publishId, new Version(1, 1));
        }
        Actor next = process();
        if (plant == Plant.BALLOT_REUSED_AFTER_RESTART) {
            next = process(gone.id, next.distant);
        }
        next.heard = gone.heard;
        processes.set(index, next);
    }

    private void retry(Actor process) {
        Action.RetryLater due = process.retries.poll();
        if (due != null) {
            tell(process, new Event.RetryDue(due.attempt()));
        }
    }

    /** A user of the process wants something. */
    void call(Actor process) {
        if (!process.proposer.isIdle() || calls.size() >= MOST_CALLS) {
            return;
        }
        int kind = choices.next(8);
        if (kind == 0) {
            begin(process, new Call(null, null, clock), new Operation.Look(false));
        } else if (kind < 3 && !unresolved.isEmpty()) {
            resolve(process, choices.next(2) == 0);
        } else {
            Call.Expectation expectation = choices.next(3) == 0
                    ? new Call.Expectation.Any()
                    : new Call.Expectation.At(any().heard + (choices.next(8) == 0 ? 1 : 0));
            UUID id = new UUID(1, ++ids);
            Call call = new Call(expectation, id, clock);
            begin(process, call, new Operation.Publish(id, edit(call, id), null, Right.PUBLISH));
        }
    }

    private void begin(Actor process, Call call, Operation operation) {
        if (!calls.contains(call)) {
            calls.add(call);
        }
        process.call = call;
        carryOut(process, process.proposer.start(operation));
    }

    /** Somebody tries again what has an unknown outcome, or asks what became of it. */
    private void resolve(Actor process, boolean again) {
        for (Call call : calls) {
            Version since = unresolved.get(call.publishId);
            boolean underWay = processes.stream().anyMatch(other -> other.call == call);
            if (since != null && call.publishId != null && !underWay) {
                begin(
                        process,
                        call,
                        again
                                ? new Operation.Publish(
                                        call.publishId, edit(call, call.publishId), since, Right.PUBLISH)
                                : new Operation.Settle(call.publishId, since));
                return;
            }
        }
    }

    private static Operation.Edit edit(Call call, UUID publishId) {
        return current -> {
            long number = current == null ? 0 : current.version().number();
            if (call.expectation == null || !call.expectation.allows(number)) {
                throw new ConflictException("no", ID, current == null ? null : current.version());
            }
            return info(number + 1, publishId);
        };
    }

    static VersionInfo info(long number, UUID publishId) {
        boolean deletion = publishId.getLeastSignificantBits() % 3 == 0;
        return new VersionInfo(
                ID,
                new Version(1, number),
                deletion ? VersionInfo.Kind.DELETION : VersionInfo.Kind.CONTENT,
                Format.HOCON,
                0,
                "5ha" + publishId.getLeastSignificantBits(),
                ORIGIN,
                publishId,
                List.of());
    }

    void tell(Actor process, Event event) {
        if (!process.crashed) {
            carryOut(process, process.proposer.on(event));
        }
    }

    private void carryOut(Actor process, List<Action> actions) {
        for (Action action : actions) {
            if (action instanceof Action.Send send) {
                int connection = site(send.to()).connection;
                flights.add(new Flight(process, send.to(), send.request(), connection, null));
            } else if (action instanceof Action.RetryLater retry) {
                process.retries.clear();
                process.retries.add(retry);
            } else if (action instanceof Action.ReportForgetful report) {
                count("forgetful member");
                ghost.check(site(report.member()).restored, "a healthy member is called forgetful");
            } else if (action instanceof Action.Inform inform) {
                Site site = site(inform.member());
                site.epoch = Math.max(site.epoch, inform.membership().epoch());
            } else if (action instanceof Action.ReportFinished) {
                count("finished for another");
            } else if (action instanceof Action.ReportDiverged) {
                ghost.check(false, "a head diverged");
            } else if (action instanceof Action.Done done) {
                done(process, done.outcome());
            }
        }
        for (Action action : actions) {
            if (action instanceof Action.Reload) {
                tell(process, new Event.Moved(membership));
                return;
            }
        }
    }

    private void done(Actor process, Outcome outcome) {
        count(outcome.getClass().getSimpleName());
        Call call = process.call;
        process.call = null;
        process.retries.clear();
        if (rescan != null && process == rescan.janitor) {
            rescan.janitor = null;
            rescan.done = outcome instanceof Outcome.Current;
        }
        if (sealing != null && process == sealing.janitor) {
            count(outcome instanceof Outcome.Current ? "sealed" : "not sealed yet");
            sealing.looked(outcome);
        }
        if (call == null || !call.isUnresolved()) {
            return;
        }
        call.outcome = outcome;
        call.returned = outcome instanceof Outcome.Unknown ? Long.MAX_VALUE : clock;
        if (outcome instanceof Outcome.Published published) {
            process.heard = published.version().number();
        } else if (outcome instanceof Outcome.Refused refused) {
            process.heard = number(refused.current());
        } else if (outcome instanceof Outcome.Current current) {
            process.heard = number(current.edition());
        }
        if (call.publishId != null) {
            unresolved.remove(call.publishId);
            if (outcome instanceof Outcome.Unknown unknown) {
                unresolved.put(call.publishId, unknown.since());
            }
        }
    }

    private static long number(@Nullable Edition edition) {
        return edition == null ? 0 : edition.version().number();
    }

    private void count(String event) {
        events.merge(event, 1, Integer::sum);
    }

    /**
     * One cluster goes back to a backup that is older than what all others remember of it. No request outlives the connection
     * that it was sent on, and no connection outlives a restore.
     */
    boolean restore() {
        Site site = new ArrayList<>(sites.values()).get(choices.next(sites.size()));
        if (!site.restore(sites.values(), choices)) {
            return false;
        }
        for (Flight flight : List.copyOf(flights)) {
            if (flight.member().equals(site.member) && flight.answer() == null) {
                flights.remove(flight);
                tell(flight.process(), new Event.Lost(flight.member(), flight.request()));
            }
        }
        return true;
    }

    /** One step of the change from a, b, c to a, b, d. */
    void move() {
        Rescan under = rescan;
        boolean direct = plant == Plant.JOINT_STAGE_LEFT_OUT;
        if (under == null) {
            Set<Member> others = members("a", "b", "d");
            membership = direct ? Membership.of(3, others) : membership.toward(others);
            ghost.know(membership);
            rescan = new Rescan();
            rescan.done = direct || plant == Plant.RESCAN_LEFT_OUT;
            return;
        }
        Site site = new ArrayList<>(sites.values()).get(choices.next(sites.size()));
        site.epoch = Math.max(site.epoch, membership.epoch());
        Map<Member, Site> informed = new HashMap<>(sites);
        informed.values().removeIf(other -> other.epoch < membership.epoch());
        if (membership.maySettle(informed.keySet(), under.done)) {
            membership = membership.settled();
            count("settled members");
            ghost.know(membership);
        } else if (membership.isJoint() && !under.done && under.janitor == null) {
            under.janitor = look(true);
        }
    }

    /** One step of giving the namespace up. */
    void seal() {
        sealing = sealing == null ? new Sealing(this) : sealing;
        sealing.step();
        sealing.check(ghost);
    }

    /** Somebody begins to look. */
    Actor look(boolean rewrite) {
        Actor janitor = process();
        processes.add(janitor);
        carryOut(janitor, janitor.proposer.start(new Operation.Look(rewrite)));
        return janitor;
    }

    /** Everything heals; what is unresolved is resolved, and a look ends it. */
    void settle() {
        for (Actor process : List.copyOf(processes)) {
            tell(process, new Event.Expired());
        }
        drain();
        for (int i = 0; i < 20 && membership.isJoint(); i++) {
            move();
            drain();
            if (rescan != null && rescan.janitor != null) {
                drain(rescan.janitor);
            }
        }
        sites.values().forEach(site -> site.epoch = membership.epoch());
        for (int i = 0; sealing != null && i < 20 && !sealing.done; i++) {
            seal();
            if (sealing.janitor != null) {
                drain(sealing.janitor);
            }
        }
        Actor last = process();
        processes.add(last);
        for (int i = 0; i < calls.size() && !unresolved.isEmpty(); i++) {
            clock++;
            resolve(last, choices.next(2) == 0);
            drain(last);
        }
        ghost.check(unresolved.isEmpty(), "an outcome stays unknown");
        clock++;
        Call look = new Call(null, null, clock);
        begin(last, look, new Operation.Look(false));
        drain(last);
        ghost.check(look.outcome instanceof Outcome.Current, "no look in a healed world");
        if (sealing != null) {
            sealing.check(ghost);
        }
        check();
    }

    private void drain() {
        for (int i = 0; i < 2_000 && !flights.isEmpty(); i++) {
            deliver(0);
        }
        ghost.check(flights.isEmpty(), "messages without end");
    }

    private void drain(Actor process) {
        drain();
        for (int i = 0; i < 20 && !process.proposer.isIdle(); i++) {
            retry(process);
            drain();
        }
        tell(process, new Event.Expired());
    }

    private void check() {
        List<Call> effective = new ArrayList<>();
        for (Call call : calls) {
            boolean written = ghost.chosen.values().stream()
                    .anyMatch(edition -> edition.info().publishId().equals(call.publishId));
            if (call.outcome instanceof Outcome.Published published) {
                Edition edition = ghost.chosen.get(published.version());
                ghost.check(
                        edition != null && edition.info().publishId().equals(call.publishId),
                        "an acknowledged publish is lost");
            } else if (!call.isUnresolved()) {
                ghost.check(!written, "a publish that was not made was made");
            }
            boolean nothing = call.outcome instanceof Outcome.NotPublished
                    || call.outcome instanceof Outcome.Fenced
                    || call.outcome instanceof Outcome.Unreached;
            if (!nothing) {
                effective.add(call);
            }
        }
        long publishes = ghost.chosen.values().stream()
                .map(edition -> edition.info().publishId())
                .distinct()
                .count();
        ghost.check(publishes == ghost.chosen.size(), "a publish made two versions");
        ghost.check(Linearizability.holds(effective), "the calls are not linearizable");
    }
}
