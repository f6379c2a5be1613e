package io.edict.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What observers give a fleet, and what it gives if each client waits for a random time before it reads: how long it takes until
 * the last of many bare clients has a version, what that costs the servers, and what somebody else feels who writes meanwhile.
 * Sites take turns, each with a fresh fleet, in each round in another order; then the fleet of one server grows.
 */
final class Fleet {
    private static final int AT_A_TIME = 5;
    private static final int WARM_UP_CLIENTS = 200;
    private static final int WARM_UP_CHANGES = 1;
    private static final int[] GROWING = {100, 500, 1_000, 2_000};
    private static final int GROWING_CHANGES = 3;
    private static final int MOST_GROWTH = 4;

    private final Sheet sheet;
    private final Random random = new Random(7);
    private int crowds;

    private Fleet(Sheet sheet) {
        this.sheet = sheet;
    }

    /** What came of a site: when nothing changed, and of each kind of change. */
    private record Result(Site site, FleetTally rest, Map<FleetContent, FleetTally> changes) {
        Result(Site site) {
            this(site, new FleetTally(), new EnumMap<>(FleetContent.class));
            for (FleetContent content : FleetContent.values()) {
                changes.put(content, new FleetTally());
            }
        }

        FleetTally of(FleetContent content) {
            return changes.getOrDefault(content, rest);
        }
    }

    /**
     * Measures, and prints what came of it.
     *
     * @param clients how many clients there are at each site; those of one server then grow to four times as many, 2,000 at most
     * @param changes how many changes of each kind are measured there
     */
    static void run(Sheet sheet, int clients, int changes) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start();
                Ensemble ensemble = Ensemble.start(3, 2)) {
            Fleet fleet = new Fleet(sheet);
            Site alone = Site.alone(server);
            fleet.sites(
                    List.of(alone, Site.voting(ensemble), Site.observing(ensemble, 1), Site.observing(ensemble, 2)),
                    clients,
                    changes);
            fleet.growing(alone, MOST_GROWTH * clients, Math.min(GROWING_CHANGES, changes));
        }
    }

    private void sites(List<Site> sites, int clients, int changes) throws IOException, InterruptedException {
        for (Site site : sites) {
            measure(new Result(site), Math.min(clients, WARM_UP_CLIENTS), WARM_UP_CHANGES);
        }
        List<Result> results = sites.stream().map(Result::new).toList();
        for (int left = changes; left > 0; left -= AT_A_TIME) {
            List<Result> order = new ArrayList<>(results);
            Collections.shuffle(order, random);
            for (Result result : order) {
                measure(result, clients, Math.min(left, AT_A_TIME));
            }
        }
        table(results, clients, changes);
    }

    private void measure(Result result, int clients, int changes) throws IOException, InterruptedException {
        try (Crowd crowd = Crowd.gather(result.site(), "crowd" + crowds++, clients)) {
            crowd.rest(result.rest());
            List<FleetContent> order = new ArrayList<>(List.of(FleetContent.values()));
            Collections.shuffle(order, random);
            for (FleetContent content : order) {
                crowd.measure(content, changes, result.of(content));
            }
        }
    }

    private void table(List<Result> results, int clients, int changes) {
        sheet.say(
                clients + " clients, " + changes + " changes of each kind; a write of 100 bytes every 10 ms meanwhile."
                        + " CPU time of a change is what is beyond that of the same time without one");
        sheet.columns(
                "content",
                "servers",
                "first ms",
                "last ms",
                "last, ratio",
                "CPU ms of clients",
                "of voters",
                "of observers",
                "KiB to each client",
                "a write, p50 ms",
                "slowest of a change",
                "max",
                "slowest, ratio");
        for (FleetContent content : FleetContent.values()) {
            FleetTally base = results.get(0).of(content.base());
            results.forEach(result -> row(content, result.site(), result.of(content), base));
        }
        sheet.say("Nothing changes: what a second takes");
        sheet.columns(
                "servers",
                "CPU ms of clients",
                "of voters",
                "of observers",
                "a write, p50 ms",
                "slowest of two seconds");
        results.forEach(result -> {
            FleetTally rest = result.rest();
            Cpu cpu = rest.cpu();
            sheet.row(
                    result.site().title(), cpu.clients(), cpu.voters(), cpu.observers(), rest.write(), rest.slowest());
        });
    }

    private void row(FleetContent content, Site site, FleetTally tally, FleetTally base) {
        Cpu cpu = tally.cpu();
        sheet.row(
                content.title,
                site.title(),
                tally.first(),
                tally.last(),
                tally.last() / base.last(),
                cpu.clients(),
                cpu.voters(),
                site.observers().isEmpty() ? Double.NaN : cpu.observers(),
                tally.kibibytes(),
                tally.write(),
                tally.slowest(),
                tally.worst(),
                tally.slowest() / base.slowest());
    }

    private void growing(Site site, int most, int changes) throws IOException, InterruptedException {
        sheet.say("One server, more and more clients: " + changes + " changes of each kind");
        sheet.columns(
                "clients",
                "content",
                "first ms",
                "last ms",
                "CPU ms of clients",
                "of the server",
                "a write, p50 ms",
                "slowest of a change",
                "max");
        Plot plot = new Plot("A change until the last client has it, and the slowest write meanwhile", "clients", "ms");
        for (int clients : Arrays.stream(GROWING).filter(size -> size <= most).toArray()) {
            Result result = new Result(site);
            measure(result, clients, changes);
            for (FleetContent content : FleetContent.values()) {
                FleetTally tally = result.of(content);
                grown(clients, content, tally);
                plot.point(content.title, clients, tally.last());
                plot.point("write, " + content.title, clients, tally.slowest());
            }
        }
        sheet.draw("fleet", plot);
    }

    private void grown(int clients, FleetContent content, FleetTally tally) {
        Cpu cpu = tally.cpu();
        sheet.row(
                clients,
                content.title,
                tally.first(),
                tally.last(),
                cpu.clients(),
                cpu.voters(),
                tally.write(),
                tally.slowest(),
                tally.worst());
    }
}
