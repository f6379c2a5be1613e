package io.edict.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long it takes from a publish until one client holds the new version, parsed, in a callback: Edict, the least that
 * ZooKeeper's own client can do, and the recipes that applications have; all in turns, on one server in a process of its own;
 * and Central Dogma, with its own server.
 */
final class Latency {
    /** Ways differ in how much code they run, so that all are given the time to be compiled. */
    private static final int WARM_UP = 500;

    private static final int WARM_UP_EACH = 5;
    private static final int SLOW_EVERY = 10;
    private static final int SLOWEST_EVERY = 30;
    private static final int MANY_KEYS = 200;
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Map<String, Channel.Opening> ways = new LinkedHashMap<>();
    private final CentralDogma dogma;
    private int scenes;

    private Latency(CentralDogma dogma) {
        this.dogma = dogma;
        ways.put("bare: set, watch, read", BareChannels::set);
        ways.put("bare: Edict's transaction, watch, read", BareChannels::transaction);
        ways.put("Edict, carried", (scene, root, ear) -> new EdictChannel(scene, root, ear, true));
        ways.put("Edict, reading", (scene, root, ear) -> new EdictChannel(scene, root, ear, false));
        ways.put("CuratorCache", CuratorChannels::curatorCache);
        ways.put("NodeCache", CuratorChannels::nodeCache);
        ways.put("TreeCache", CuratorChannels::treeCache);
    }

    /** What is measured beside the documents. */
    private record Case(int bytes, int followed, int siblings) {
        String title() {
            return (bytes >> 10) + " KiB"
                    + (followed > 1 ? ", " + followed + " followed" : "")
                    + (siblings > 0 ? ", " + siblings + " siblings" : "");
        }
    }

    /**
     * Measures, and prints what came of it.
     *
     * @param changes how many changes are pushed in each way
     * @param many how many siblings and ten times how many followed documents there are at most
     */
    static void run(Sheet sheet, int changes, int many) throws Exception {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(1 << 10, 1, 0));
        cases.add(new Case(64 << 10, 1, 0));
        cases.add(new Case(1 << 10, 1, many));
        cases.add(new Case(1 << 10, Math.max(2, many / 20), 0));
        sheet.say("From a publish until a callback holds the parsed version, ms; " + changes
                + " changes in each way, in turns; ratios are of each round, medians with the middle half");
        sheet.columns("what", "way", "p50", "p99", "max", "ratio to bare set", "ratio to bare transaction");
        try (ServerProcess server = ServerProcess.start();
                CentralDogma dogma = CentralDogma.start()) {
            Latency latency = new Latency(dogma);
            for (Case each : cases) {
                latency.measure(sheet, each, server.connectString(), changes);
            }
        }
    }

    private void measure(Sheet sheet, Case each, String servers, int changes) throws Exception {
        Scene scene = Scene.of(servers, each.bytes(), each.followed(), each.siblings());
        List<Channel> open = new ArrayList<>();
        try {
            Rounds rounds = new Rounds();
            scenes++;
            for (Map.Entry<String, Channel.Opening> way : ways.entrySet()) {
                add(rounds, open, way.getKey(), 1, way.getValue(), scene);
            }
            if (each.followed() == 1 && each.siblings() == 0) {
                int every = scene.keys() > MANY_KEYS ? SLOW_EVERY : 1;
                add(rounds, open, "spring-cloud-zookeeper", every, SpringCloudChannel::new, scene);
                addCentralDogma(rounds, scene);
            }
            List<Timing> timings = rounds.run(Math.min(WARM_UP, WARM_UP_EACH * changes), changes);
            for (Timing timing : timings) {
                sheet.row(
                        each.title(),
                        timing.name(),
                        timing.median(),
                        timing.millis(0.99),
                        timing.max(),
                        timing.spread(timings.get(0)),
                        timing.spread(timings.get(1)));
            }
        } finally {
            for (Channel channel : open) {
                channel.close();
            }
        }
    }

    private void addCentralDogma(Rounds rounds, Scene scene) throws IOException {
        String name = "scene" + scenes;
        rounds.add("Central Dogma, delayOnSuccess 0", dogma.eager(scene, name + "-eager"));
        rounds.add("Central Dogma, quiet", SLOW_EVERY, dogma.quiet(scene, name + "-quiet"));
        rounds.add("Central Dogma, second change", SLOWEST_EVERY, dogma.second(scene, name + "-second"));
    }

    private void add(Rounds rounds, List<Channel> open, String title, int every, Channel.Opening way, Scene scene)
            throws Exception {
        Ear ear = new Ear();
        Channel channel = way.open(scene, "/scene" + scenes + "-" + open.size(), ear);
        open.add(channel);
        rounds.add(title, every, new Rounds.Timed() {
            private int change;

            @Override
            public long nanos() throws Exception {
                LockSupport.parkNanos(REST_NANOS);
                int number = ++change;
                long start = System.nanoTime();
                channel.publish(number);
                return ear.await(number) - start;
            }
        });
    }
}
