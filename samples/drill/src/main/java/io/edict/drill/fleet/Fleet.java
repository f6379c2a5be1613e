package io.edict.drill.fleet;

import io.edict.drill.clock.ClockAgent;
import io.edict.drill.journal.Journal;
import io.edict.plain.testing.Ensemble;
import io.edict.plain.testing.ServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three servers that vote and one that observes, and the processes that use them. */
final class Fleet implements AutoCloseable {
    private static final int VOTERS = 3;
    private static final int OBSERVERS = 1;

    private final Ensemble ensemble = Ensemble.withObservers(VOTERS, OBSERVERS, ServerOptions.quick());
    private final List<SmallDisk> disks = new ArrayList<>();
    private final List<App> followers;
    private final List<App> publishers;
    private final Journal journal;
    private final Operator operator;
    private final boolean smallDisks;

    Fleet(FleetPlan plan, long seed) {
        try {
            Files.createDirectories(plan.journals());
            journal = Journal.create(plan.journals(), "operator");
            Path agent = ClockAgent.writeJar(plan.directory());
            ensemble.start();
            operator = new Operator(ensemble.connectString(), journal);
            App.Pace pace = new App.Pace(seed, plan.periodMillis(), plan.bells());
            followers = named("followers", plan.followerProcesses())
                    .map(name -> new App(
                            name,
                            new App.Plan(plan.journals(), agent, plan.copies(name), plan.followersEach(), pace),
                            new Links(ensemble)))
                    .toList();
            publishers = named("publishers", plan.publisherProcesses())
                    .map(name -> new App(
                            name,
                            new App.Plan(
                                    plan.journals(),
                                    agent,
                                    null,
                                    plan.threadsEach(),
                                    new App.Pace(seed ^ name.hashCode(), plan.periodMillis(), plan.bells())),
                            new Links(ensemble)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        followers.forEach(app -> disks.add(new SmallDisk(app.copies())));
        smallDisks = disks.stream().map(SmallDisk::mount).toList().stream().allMatch(mounted -> mounted);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> disks.forEach(SmallDisk::unmount), "unmount"));
    }

    private static Stream<String> named(String what, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> what + i);
    }

    Ensemble ensemble() {
        return ensemble;
    }

    Journal journal() {
        return journal;
    }

    Operator operator() {
        return operator;
    }

    List<App> followers() {
        return followers;
    }

    List<App> publishers() {
        return publishers;
    }

    List<App> apps() {
        return Stream.concat(followers.stream(), publishers.stream()).toList();
    }

    /** Whether disks can be filled up. */
    boolean hasSmallDisks() {
        return smallDisks;
    }

    @Override
    public void close() {
        apps().forEach(App::close);
        operator.close();
        ensemble.close();
        disks.forEach(SmallDisk::unmount);
        journal.close();
    }
}
