package io.edict.benchmarks;

import io.edict.ConfigClient;
import io.edict.Document;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.error.ConflictException;
import io.edict.plain.Cluster;
import io.edict.plain.Edict;
import io.edict.plain.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.data.Stat;

/**
 * What publishing costs, beside the bare transaction of the same operations and bytes; how many publishers get along with
 * one document that each of them builds upon; and what a majority of three clusters costs beside one. Servers are in
 * processes of their own, and do not wait for their disks.
 */
final class Publish {
    private static final int[] SIZES = {256, 1 << 10, 16 << 10, 64 << 10, 512 << 10};
    private static final int[] PUBLISHERS = {1, 2, 4, 8};
    private static final int WARM_UP = 100;
    private static final int LONG = 256 << 10;

    private final Sheet sheet;
    private final int rounds;

    private Publish(Sheet sheet, int rounds) {
        this.sheet = sheet;
        this.rounds = rounds;
    }

    /** Measures, and prints what came of it; the more rounds, the longer. */
    static void run(Sheet sheet, int rounds) throws Exception {
        Publish publish = new Publish(sheet, rounds);
        try (ServerProcess server = ServerProcess.start()) {
            publish.sizes(server);
            publish.contention(server);
        }
        try (ServerProcess a = ServerProcess.start();
                ServerProcess b = ServerProcess.start();
                ServerProcess c = ServerProcess.start()) {
            publish.redundant(List.of(a, b, c));
        }
    }

    private void sizes(ServerProcess server) throws Exception {
        sheet.say("One publisher, one document, ms; ratios are of each round, medians with the middle half");
        sheet.columns("bytes", "way", "p50", "p99", "max", "ratio to the bare transaction", "per second");
        Plot plot = new Plot("A publish", "bytes", "ms");
        for (int size : SIZES) {
            int times = size > LONG ? Math.max(1, rounds / 4) : rounds;
            List<Timing> timings = sized(server, size, times);
            for (Timing timing : timings) {
                row(String.valueOf(size), timing, timings.get(0));
                plot.point(timing.name(), size, timing.median());
            }
        }
        sheet.draw("publish", plot);
    }

    private void row(String what, Timing timing, Timing base) {
        double[] nanos = timing.nanos();
        sheet.row(
                what,
                timing.name(),
                timing.median(),
                timing.millis(0.99),
                timing.max(),
                timing.spread(base),
                nanos.length / Arrays.stream(nanos).sum() * 1e9);
    }

    private List<Timing> sized(ServerProcess server, int size, int times) throws Exception {
        Scene scene = Scene.of(server.connectString(), size, 1, 0);
        try (BareClient bare = new BareClient(server.connectString());
                ConfigClient carried = Edict.connect(server.connectString()).start();
                ConfigClient reading = Edict.connect(
                                Cluster.at(server.connectString()).announceContent(false))
                        .start()) {
            String name = "size" + size;
            publish(carried, "carried/" + name, scene.text(0));
            Node node = node(bare, "carried/" + name);
            BareTransaction transaction = new BareTransaction(bare, "/bare-" + name, node.bell());
            return new Rounds()
                    .add("bare transaction", publishing(change -> transaction.publish(node.data())))
                    .add("Edict", publishing(change -> publish(carried, "carried/" + name, scene.text(change))))
                    .add(
                            "Edict, announcing without content",
                            publishing(change -> publish(reading, "reading/" + name, scene.text(change))))
                    .run(Math.min(WARM_UP, times), times);
        }
    }

    /** Publishes a change. */
    @FunctionalInterface
    private interface Change {
        void publish(int number) throws Exception;
    }

    private static Rounds.Timed publishing(Change change) {
        AtomicInteger number = new AtomicInteger();
        return () -> {
            int next = number.incrementAndGet();
            long start = System.nanoTime();
            change.publish(next);
            return System.nanoTime() - start;
        };
    }

    private static void publish(ConfigClient client, String id, String text) {
        client.publisher().publish(Publication.of(id, Format.PROPERTIES, text));
    }

    /** What Edict made of a version. */
    @SuppressWarnings("ArrayRecordComponent") // written by nobody
    private record Node(byte[] data, int bell) {}

    private static Node node(BareClient client, String id) throws Exception {
        byte[] data = client.zooKeeper().getData("/edict/heads/" + id, false, new Stat());
        List<String> bells = client.zooKeeper().getChildren("/edict/bells/" + id + "/0", false);
        return new Node(data, bells.stream().mapToInt(String::length).max().orElse(0));
    }

    private void contention(ServerProcess server) throws Exception {
        sheet.say("Publishers of 1 KiB at the same time: of documents of their own, and of one, each building upon the"
                + " version that it has read (compare-and-set), trying again after a conflict");
        sheet.columns(
                "publishers",
                "bare, own nodes, per second",
                "own documents, per second",
                "one document, per second",
                "tries for each");
        for (int publishers : PUBLISHERS) {
            String prefix = "publishers" + publishers + "/";
            String text = Scene.of("", 1 << 10, 1, 0).text(0);
            int each = Math.max(1, rounds / publishers);
            AtomicInteger tries = new AtomicInteger();
            double bare = bare(server, prefix, publishers, each);
            double own =
                    perSecond(server, publishers, each, (client, number) -> publish(client, prefix + number, text));
            double one = perSecond(server, publishers, each, (client, number) -> set(client, prefix + "one", tries));
            sheet.row(publishers, bare, own, one, (double) tries.get() / (publishers * each));
        }
    }

    private static double bare(ServerProcess server, String prefix, int publishers, int each) throws Exception {
        byte[] node = Scene.of("", 1 << 10, 1, 0).bytes(0);
        List<BareClient> clients = new ArrayList<>();
        try {
            List<Callable<Void>> works = new ArrayList<>();
            for (int i = 0; i < publishers; i++) {
                BareClient client = new BareClient(server.connectString());
                clients.add(client);
                BareTransaction transaction = new BareTransaction(client, "/bare-" + prefix + i, 500);
                works.add(() -> {
                    for (int time = 0; time < each; time++) {
                        transaction.publish(node);
                    }
                    return null;
                });
            }
            return perSecond(works, each);
        } finally {
            clients.forEach(BareClient::close);
        }
    }

    /** What one of several publishers does once. */
    @FunctionalInterface
    private interface Turn {
        void take(ConfigClient client, int number);
    }

    private static double perSecond(ServerProcess server, int publishers, int each, Turn turn) throws Exception {
        List<ConfigClient> clients = new ArrayList<>();
        try {
            List<Callable<Void>> works = new ArrayList<>();
            for (int i = 0; i < publishers; i++) {
                ConfigClient client = Edict.connect(server.connectString()).start();
                clients.add(client);
                int number = i;
                works.add(() -> {
                    for (int time = 0; time < each; time++) {
                        turn.take(client, number);
                    }
                    return null;
                });
            }
            return perSecond(works, each);
        } finally {
            clients.forEach(ConfigClient::close);
        }
    }

    private static double perSecond(List<Callable<Void>> works, int each) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        try {
            long start = System.nanoTime();
            for (Future<Void> done : threads.invokeAll(works)) {
                done.get();
            }
            return works.size() * each / ((System.nanoTime() - start) / 1e9);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reads a document and publishes what builds upon it, until nobody comes between. */
    private static void set(ConfigClient client, String id, AtomicInteger tries) {
        DocumentId document = DocumentId.of(id);
        while (true) {
            tries.incrementAndGet();
            Optional<Document> seen = client.publisher().read(document);
            int number =
                    seen.map(version -> (int) version.info().version().number()).orElse(0);
            Publication next = Publication.of(
                    document, Format.PROPERTIES, Scene.of("", 1 << 10, 1, 0).text(number + 1));
            try {
                client.publisher().publish(number == 0 ? next.ifAbsent() : next.ifVersion(number));
                return;
            } catch (ConflictException e) {
                // Somebody came between.
            }
        }
    }

    private void redundant(List<ServerProcess> servers) throws Exception {
        Topology three = Topology.redundant()
                .cluster("a", servers.get(0).connectString())
                .cluster("b", servers.get(1).connectString())
                .cluster("c", servers.get(2).connectString())
                .build();
        String text = Scene.of("", 1 << 10, 1, 0).text(0);
        try (ServerProcess alone = ServerProcess.start();
                ConfigClient single = Edict.connect(alone.connectString()).start();
                ConfigClient redundant = Edict.connect(three).start()) {
            sheet.say("One cluster, and a majority of three, 1 KiB, ms");
            sheet.columns("clusters", "way", "p50", "p99", "max", "ratio to one cluster", "per second");
            List<Timing> timings = new Rounds()
                    .add("single", publishing(change -> publish(single, "bench/one", text + "# " + change)))
                    .add("redundant", publishing(change -> publish(redundant, "bench/one", text + "# " + change)))
                    .run(Math.min(WARM_UP, rounds), rounds);
            row("1", timings.get(0), timings.get(0));
            row("3", timings.get(1), timings.get(0));
        }
    }
}
