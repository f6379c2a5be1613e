package io.edict.drill.fleet;

import io.edict.drill.journal.Entry;
import io.edict.drill.journal.Part;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** One run: starts a fleet, does faults to it by schedule, waits after each group until everybody is current, ends. */
public final class DrillRun implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(5);

    private final DrillPlan plan;
    private final FleetPlan size;
    private final PrintStream out;
    private final Fleet fleet;
    private final Standings standings;
    private final Random random;
    private int number;

    /** Starts the servers. */
    public DrillRun(DrillPlan plan, FleetPlan size, PrintStream out) {
        this.plan = plan;
        this.size = size;
        this.out = out;
        this.fleet = new Fleet(size, plan.seed());
        this.standings = new Standings(size.journals());
        this.random = new Random(plan.seed());
    }

    /** Runs to the end; afterwards the journals tell everything. */
    public void run() {
        startAll();
        List<List<FaultKind>> groups = Schedule.of(random, kinds(), plan.faults());
        Troubles troubles = new Troubles(fleet, size.directory().resolve("backup"), random);
        Patience.pass(calm());
        long begun = System.nanoTime();
        for (int i = 0; i < groups.size(); i++) {
            doGroup(Integer.toString(i + 1), groups.get(i), troubles);
            Duration share = plan.length().multipliedBy(i + 1).dividedBy(groups.size());
            Patience.pass(share.minusNanos(System.nanoTime() - begun));
            Patience.pass(Duration.ofMillis(300 + random.nextInt(700)));
        }
        finish();
    }

    /** At the beginning and in the end, to know how quick all is while all is well. */
    private Duration calm() {
        return plan.length().dividedBy(30);
    }

    private Set<FaultKind> kinds() {
        Set<FaultKind> kinds = EnumSet.copyOf(plan.kinds());
        kinds.removeIf(kind -> !kind.modes().contains(size.mode()));
        if (!fleet.hasSmallDisks() && kinds.remove(FaultKind.DISK_FULL)) {
            out.println("No small disks can be mounted here, so that none is filled up: run as root.");
        }
        return kinds;
    }

    private void startAll() {
        fleet.operator().publishAll();
        fleet.apps().forEach(App::start);
        List<Part> targets = fleet.operator().current();
        Patience.until(START, "the followers", () -> {
            standings.refresh();
            return standings.followers() == size.followers()
                    && standings.behind(targets).isEmpty();
        });
        fleet.journal().write("ready");
        out.println(size.followers() + " followers in " + size.followerProcesses() + " processes are ready");
    }

    private void doGroup(String group, List<FaultKind> kinds, Troubles troubles) {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (FaultKind kind : kinds) {
            Trouble trouble = troubles.of(kind);
            Duration delay = Duration.ofMillis(running.isEmpty() ? 0 : random.nextInt(1500));
            int n = ++number;
            CompletableFuture<Void> done = new CompletableFuture<>();
            Thread thread = new Thread(() -> doOne(group, n, kind, trouble, delay, done), "fault-" + n);
            thread.start();
            running.add(done);
        }
        running.forEach(CompletableFuture::join);
        fleet.sites().awaitAll();
        awaitCurrent(group, Entry.now());
    }

    private void doOne(
            String group, int n, FaultKind kind, Trouble trouble, Duration delay, CompletableFuture<Void> done) {
        try {
            Patience.pass(delay);
            fleet.journal().write("fault", "n", n, "kind", kind, "group", group, "target", trouble.target());
            trouble.begin().run();
            Patience.pass(trouble.lasts());
            trouble.end().run();
            fleet.journal().write("fault-end", "n", n);
            done.complete(null);
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(new IllegalStateException("Fault " + n + ", " + kind, e));
        }
    }

    private void awaitCurrent(String group, long healed) {
        List<Part> targets = fleet.operator().current();
        String joined = targets.stream().map(Part::toString).collect(Collectors.joining(";"));
        fleet.journal()
                .write(Entry.of(
                        healed, "healed", "group", group, "bound", plan.bound().toMillis() * 1000, "targets", joined));
        boolean current = Patience.waitFor(plan.bound().plusSeconds(2), () -> {
            standings.refresh();
            return standings.behind(targets).isEmpty();
        });
        out.printf(
                "group %s: %d faults so far, %d publishes, all current after %d ms%n",
                group, number, standings.acknowledged(), (Entry.now() - healed) / 1000);
        if (!current) {
            standings.behind(targets).forEach(who -> out.println("  not current: " + who));
        }
    }

    private void finish() {
        Patience.waitFor(Duration.ofMinutes(20), () -> {
            standings.refresh();
            return standings.acknowledged() >= plan.publishes();
        });
        Patience.pass(calm());
        fleet.journal().write("stopping");
        fleet.publishers().forEach(app -> app.tell("stop"));
        awaitFinished("the publishers' end", fleet.publishers().size());
        long last = Entry.now();
        fleet.operator().publishAll();
        awaitCurrent("end", last);
        fleet.followers().forEach(app -> app.tell("final"));
        awaitFinished("the followers' end", fleet.apps().size());
        fleet.operator().writeState();
    }

    private void awaitFinished(String what, int processes) {
        Patience.until(START, what, () -> {
            standings.refresh();
            return standings.finished() >= processes;
        });
    }

    /** Ends all processes. */
    @Override
    public void close() {
        fleet.close();
    }
}
