package io.edict.drill.fleet;

import io.edict.drill.clock.ClockAgent;
import io.edict.drill.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The servers of a store, and the processes that use it. */
final class Fleet implements AutoCloseable {
    private final Sites sites;
    private final List<SmallDisk> disks = new ArrayList<>();
    private final List<App> followers;
    private final List<App> publishers;
    private final Journal journal;
    private final Operator operator;
    private final boolean smallDisks;

    Fleet(FleetPlan plan, long seed) {
        sites = Sites.of(plan.mode(), plan.bells());
        try {
            Files.createDirectories(plan.journals());
            journal = Journal.create(plan.journals(), "operator");
            Path agent = ClockAgent.writeJar(plan.directory());
            sites.start();
            operator = new Operator(sites.address(), journal);
            App.Pace pace = new App.Pace(seed, plan.periodMillis());
            followers = named("followers", plan.followerProcesses())
                    .map(name -> new App(
                            name,
                            new App.Plan(plan.journals(), agent, plan.copies(name), plan.followersEach(), pace),
                            new Links(sites)))
                    .toList();
            publishers = named("publishers", plan.publisherProcesses())
                    .map(name -> new App(
                            name,
                            new App.Plan(
                                    plan.journals(),
                                    agent,
                                    null,
                                    plan.threadsEach(),
                                    new App.Pace(seed ^ name.hashCode(), plan.periodMillis())),
                            new Links(sites)))
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

    Sites sites() {
        return sites;
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
        sites.close();
        disks.forEach(SmallDisk::unmount);
        journal.close();
    }
}
