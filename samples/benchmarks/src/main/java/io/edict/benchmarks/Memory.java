package io.edict.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Edict;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What is retained for a document, and for a client; and what a client of many documents does while nothing changes. The heap
 * is what is in use after collections, less what was in use before there were so many of a kind.
 */
final class Memory {
    private static final int COPIES = 8;
    private static final int CLIENTS = 10;
    private static final int SETTLING_SECONDS = 5;

    private final Sheet sheet;
    private final int keys;

    private Memory(Sheet sheet, int keys) {
        this.sheet = sheet;
        this.keys = keys;
    }

    /**
     * Measures, and prints what came of it.
     *
     * @param keys of the document
     * @param followed how many documents are followed while nothing changes
     * @param seconds for how long
     */
    static void run(Sheet sheet, int keys, int followed, int seconds) throws Exception {
        Memory memory = new Memory(sheet, keys);
        memory.documents();
        try (ServerProcess server = ServerProcess.start()) {
            memory.clients(server);
        }
        try (ServerProcess server = ServerProcess.start()) {
            memory.idle(server, followed, seconds);
        }
    }

    private void documents() throws Exception {
        sheet.say("Retained heap of a document of " + keys + " keys");
        sheet.columns("what", "KiB", "bytes for each key", "ratio to typesafe-config");
        for (Corpus.Form form : new Corpus.Form[] {Corpus.Form.PROPERTIES, Corpus.Form.JSON, Corpus.Form.NESTED}) {
            String text = Corpus.text(form, keys, 0);
            ConfigParseOptions options = ConfigParseOptions.defaults().setSyntax(syntax(form));
            double typesafe = retained(() -> ConfigFactory.parseString(text, options));
            document("typesafe-config, " + form.title, typesafe, typesafe);
            document("Edict's snapshot, " + form.title, retained(() -> Reload.snapshot(form, text)), typesafe);
            if (form == Corpus.Form.PROPERTIES) {
                document("bytes", retained(() -> text.getBytes(StandardCharsets.UTF_8)), typesafe);
                document("HashMap of paths", retained(this::map), typesafe);
            }
        }
    }

    private void document(String what, double bytes, double typesafe) {
        sheet.row(what, bytes / 1024, bytes / keys, bytes / typesafe);
    }

    private static ConfigSyntax syntax(Corpus.Form form) {
        return switch (form) {
            case PROPERTIES -> ConfigSyntax.PROPERTIES;
            case JSON -> ConfigSyntax.JSON;
            default -> ConfigSyntax.CONF;
        };
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new HashMap<>();
        for (int key = 0; key < keys; key++) {
            map.put(Corpus.path(key), Corpus.value(key, 0));
        }
        return map;
    }

    /** What one of several takes, in bytes. */
    private static double retained(Callable<?> make) throws Exception {
        make.call();
        long before = usedHeap();
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < COPIES; i++) {
            all.add(make.call());
        }
        double bytes = (double) (usedHeap() - before) / COPIES;
        if (all.size() != COPIES) {
            throw new IllegalStateException("Not all of them were there");
        }
        return bytes;
    }

    private void clients(ServerProcess server) throws Exception {
        String servers = server.connectString();
        try (ConfigClient publisher = Edict.connect(servers).start()) {
            publisher.publisher().publish(Publication.of("memory/small", Format.PROPERTIES, "a = 1"));
            publisher
                    .publisher()
                    .publish(Publication.of(
                            "memory/large", Format.PROPERTIES, Corpus.text(Corpus.Form.PROPERTIES, keys, 0)));
            sheet.say(CLIENTS + " clients in this process; for each:");
            sheet.columns("what", "KiB", "threads", "watches on the server");
            client(server, "ZooKeeper's own client, connected", () -> new BareClient(servers));
            client(server, "Curator, connected", () -> CuratorChannels.connect(servers));
            client(server, "Edict, one document of one key", () -> follower(servers, "memory/small"));
            client(server, "Edict, one document of " + keys + " keys", () -> follower(servers, "memory/large"));
        }
    }

    private static ConfigClient follower(String servers, String id) {
        return Edict.connect(servers).follow(id).start();
    }

    private void client(ServerProcess server, String what, Callable<AutoCloseable> open) throws Exception {
        open.call().close();
        long heap = usedHeap();
        int threads = threads();
        long watches = server.watches();
        List<AutoCloseable> all = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                all.add(open.call());
            }
            sheet.row(
                    what,
                    (usedHeap() - heap) / 1024.0 / CLIENTS,
                    (double) (threads() - threads) / CLIENTS,
                    (double) (server.watches() - watches) / CLIENTS);
        } finally {
            for (AutoCloseable client : all) {
                client.close();
            }
        }
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private void idle(ServerProcess server, int followed, int seconds) throws Exception {
        Scene scene = Scene.of(server.connectString(), 1 << 10, followed, 0);
        try (ConfigClient publisher = Edict.connect(server.connectString()).start()) {
            EdictChannel.prepare(publisher, scene, "idle");
        }
        sheet.say("Nothing changes, for " + seconds + " s each");
        sheet.columns(
                "client",
                "client's CPU ms for each second",
                "packets received for each second",
                "server's CPU ms for each second",
                "watches");
        try (BareClient bare = new BareClient(server.connectString())) {
            bare.zooKeeper().exists("/", false);
            quiet("ZooKeeper's own, connected", server, seconds);
        }
        String[] ids = scene.names().stream().map(name -> "idle/" + name).toArray(String[]::new);
        try (ConfigClient client =
                Edict.connect(server.connectString()).follow(ids).start()) {
            client.snapshot(ids[0]);
            quiet("Edict, " + followed + " documents followed", server, seconds);
        }
        String[] half = IntStream.range(0, Math.max(1, followed / 10))
                .mapToObj(i -> ids[i])
                .toArray(String[]::new);
        try (ConfigClient client =
                Edict.connect(server.connectString()).follow(half).start()) {
            client.snapshot(ids[0]);
            quiet("Edict, " + half.length + " documents followed", server, seconds);
        }
    }

    private void quiet(String client, ServerProcess server, int seconds) throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        TimeUnit.SECONDS.sleep(Math.min(seconds, SETTLING_SECONDS));
        usedHeap();
        long watches = server.watches();
        long packets = server.packetsReceived();
        long served = server.cpuNanos();
        long cpu = system.getProcessCpuTime();
        TimeUnit.SECONDS.sleep(seconds);
        sheet.row(
                client,
                (system.getProcessCpuTime() - cpu) / 1e6 / seconds,
                (double) (server.packetsReceived() - packets - 1) / seconds,
                (server.cpuNanos() - served) / 1e6 / seconds,
                watches);
    }

    /** What is in use after several collections, at the least. */
    static long usedHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        return IntStream.range(0, 4)
                .mapToLong(i -> {
                    memory.gc();
                    return memory.getHeapMemoryUsage().getUsed();
                })
                .min()
                .orElseThrow();
    }
}
