package io.edict.benchmarks;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.ClientBuilder;
import io.edict.plain.Edict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.zookeeper.config.ZookeeperPropertySource;

/**
 * From nothing to every value readable: connected, read, parsed and indexed. Edict beside ZooKeeper's own client that asks for
 * all documents at once and parses them alike, beside spring-cloud-zookeeper-config, beside Central Dogma with its own
 * server, and beside itself with no server there, from its local copies. In a JVM that has done it before; servers are in processes
 * of their own.
 */
final class Start {
    /** Who will not wait for a store that is down starts from copies at once. */
    private static final Duration IMPATIENCE = Duration.ofMillis(10);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SLOW_EVERY = 10;
    private static final int WARM_UP = 10;
    private static final int IN_ONE_TRANSACTION = 50;

    private final ServerProcess server;
    private final CentralDogma dogma;
    private final Case what;
    private final String namespace;
    private final List<String> ids;
    private final Map<String, Packets> packets = new HashMap<>();

    /** Keys, spread over documents. */
    private record Case(int keys, int documents) {
        String title() {
            return keys + " keys in " + documents;
        }

        List<String> texts() {
            int each = keys / documents;
            return IntStream.range(0, documents)
                    .mapToObj(i -> Corpus.text(Corpus.Form.PROPERTIES, i * each, (i + 1) * each, 0))
                    .toList();
        }
    }

    /** What one start costs ZooKeeper's server. */
    private record Packets(long received, long sent) {}

    private Start(ServerProcess server, CentralDogma dogma, Case what) {
        this.server = server;
        this.dogma = dogma;
        this.what = what;
        this.namespace = "start-" + what.keys() + "-" + what.documents();
        this.ids = IntStream.range(0, what.documents())
                .mapToObj(i -> namespace + "/document" + i)
                .toList();
    }

    /**
     * Measures, and prints what came of it.
     *
     * @param rounds how often each is started
     * @param keys how many keys there are at most
     */
    static void run(Sheet sheet, int rounds, int keys) throws Exception {
        sheet.say("From nothing to every value readable; " + rounds + " starts, in turns, warm JVM");
        sheet.columns("what", "how", "p50 ms", "max ms", "ratio to bare", "packets received", "packets sent");
        List<Case> cases = List.of(
                new Case(keys / 10, 1), new Case(keys, 1), new Case(keys, 10), new Case(keys, Math.max(20, keys / 10)));
        try (ServerProcess server = ServerProcess.start();
                CentralDogma dogma = CentralDogma.start()) {
            for (Case each : cases) {
                new Start(server, dogma, each).measure(sheet, rounds);
            }
        }
    }

    private void measure(Sheet sheet, int rounds) throws Exception {
        publish();
        Path copies = Files.createTempDirectory("edict-start");
        try {
            Edict.connect(server.connectString())
                    .follow(ids.toArray(String[]::new))
                    .localCopies(copies)
                    .startTimeout(PATIENCE)
                    .start()
                    .close();
            String nobody = nobody();
            Rounds all = new Rounds()
                    .add("bare: all getData at once, parsed", counted("bare: all getData at once, parsed", this::bare))
                    .add("Edict", counted("Edict", () -> edict(server.connectString(), null)))
                    .add("Edict from disk, no server", () -> edict(nobody, copies));
            if (ids.size() == 1) {
                all.add("spring-cloud-zookeeper", SLOW_EVERY, counted("spring-cloud-zookeeper", this::springCloud));
                dogma.write(namespace, what.keys());
                all.add("Central Dogma", () -> dogma.start(namespace, what.keys()));
            }
            tell(sheet, all.run(Math.min(WARM_UP, rounds), rounds));
        } finally {
            delete(copies);
        }
    }

    private void tell(Sheet sheet, List<Timing> timings) {
        for (Timing timing : timings) {
            Packets seen = packets.get(timing.name());
            sheet.row(
                    what.title(),
                    timing.name(),
                    timing.median(),
                    timing.max(),
                    timing.spread(timings.get(0)),
                    seen == null ? "–" : seen.received(),
                    seen == null ? "–" : seen.sent());
        }
    }

    private void publish() throws Exception {
        List<String> texts = what.texts();
        try (ConfigClient publisher = Edict.connect(server.connectString()).start();
                BareClient bare = new BareClient(server.connectString())) {
            int together = Math.max(
                    1, Math.min(IN_ONE_TRANSACTION, (256 << 10) / texts.get(0).length()));
            for (int from = 0; from < ids.size(); from += together) {
                publisher
                        .publisher()
                        .publish(IntStream.range(from, Math.min(ids.size(), from + together))
                                .mapToObj(i -> Publication.of(ids.get(i), Format.PROPERTIES, texts.get(i)))
                                .toList());
            }
            bare.createAll(
                    "/bare-" + namespace,
                    IntStream.range(0, ids.size()).mapToObj(i -> "document" + i).toList(),
                    texts.stream()
                            .map(text -> text.getBytes(StandardCharsets.UTF_8))
                            .toList());
            if (ids.size() == 1) {
                SpringCloudChannel.prepare(bare, "/keys-" + namespace, what.keys());
            }
        }
    }

    /** Remembers what the server had to do for it; the last time counts. */
    private Rounds.Timed counted(String name, Rounds.Timed work) {
        return () -> {
            long before = server.packetsSent();
            long asked = server.packetsReceived();
            long nanos = work.nanos();
            packets.put(name, new Packets(server.packetsReceived() - asked, server.packetsSent() - before));
            return nanos;
        };
    }

    private long bare() throws Exception {
        int documents = ids.size();
        CountDownLatch parsed = new CountDownLatch(documents);
        Object[] all = new Object[documents];
        long start = System.nanoTime();
        try (BareClient client = new BareClient(server.connectString())) {
            for (int i = 0; i < documents; i++) {
                int at = i;
                client.zooKeeper()
                        .getData(
                                "/bare-" + namespace + "/document" + i,
                                false,
                                (rc, path, ctx, data, stat) -> {
                                    all[at] = Reload.snapshot(
                                            Corpus.Form.PROPERTIES, new String(data, StandardCharsets.UTF_8));
                                    parsed.countDown();
                                },
                                null);
            }
            parsed.await();
            return System.nanoTime() - start;
        }
    }

    private long edict(String servers, @Nullable Path copies) {
        long start = System.nanoTime();
        ClientBuilder builder =
                Edict.connect(servers).follow(ids.toArray(String[]::new)).startTimeout(PATIENCE);
        if (copies != null) {
            builder.localCopies(copies).startTimeout(IMPATIENCE);
        }
        try (ConfigClient client = builder.start()) {
            long nanos = System.nanoTime() - start;
            if (client.snapshot(ids.get(0)).getLong(Corpus.path(0)) != (Long) Corpus.value(0, 0)) {
                throw new IllegalStateException("A document is not itself");
            }
            return nanos;
        }
    }

    private long springCloud() throws InterruptedException {
        long start = System.nanoTime();
        CuratorFramework client = CuratorChannels.connect(server.connectString());
        try {
            ZookeeperPropertySource source = new ZookeeperPropertySource("/keys-" + namespace, client);
            long nanos = System.nanoTime() - start;
            if (source.getPropertyNames().length != what.keys()) {
                throw new IllegalStateException("Not all keys were read");
            }
            return nanos;
        } finally {
            client.close();
        }
    }

    /** Where no server is. */
    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
