package io.edict.benchmarks;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Cluster;
import io.edict.plain.Edict;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes until the last of many clients has a version, and what the server does for it: bare clients of ZooKeeper
 * that watch a head and read it, bare clients to whom versions come along, and Edict's clients of both kinds, which also
 * parse each version and call a listener. All hear of the same kind of transaction, from the same publisher, of a server in a process of its own, one kind after the other; a first round of all warms the server up.
 */
final class Push {
    private static final int[] SIZES = {256, 1024, 4096, 16 * 1024, 64 * 1024};
    private static final int WARM_UP = 5;
    private static final int MOST_CHANGES = 25; // all in one directory of bells
    private static final int MOST_EDICT = 200; // each has threads of its own, and all share this machine
    private static final int OPENERS = 16;
    private static final long PATIENCE_SECONDS = 60;

    private final PrintStream out;
    private final ServerProcess server;
    private final int clients;
    private final int changes;

    private Push(PrintStream out, ServerProcess server, int clients, int changes) {
        this.out = out;
        this.server = server;
        this.clients = clients;
        this.changes = changes;
    }

    /** What one kind of clients took. */
    private record Taken(double firstMs, double lastMs, double sent, double cpuMs) {}

    /** What follows, and how the publisher announces. */
    private enum Kind {
        RAW("bare, reading", true, false),
        RAW_CARRIED("bare, carried", true, true),
        READING("Edict, reading", false, false),
        CARRIED("Edict, carried", false, true);

        final String title;
        final boolean bare;
        final boolean carried;

        Kind(String title, boolean bare, boolean carried) {
            this.title = title;
            this.bare = bare;
            this.carried = carried;
        }

        List<String> ids(String round) {
            return Arrays.stream(SIZES).mapToObj(size -> id(round, size)).toList();
        }

        List<RawFollower.Followed> followed(String round) {
            return ids(round).stream()
                    .map(id -> new RawFollower.Followed(id, carried))
                    .toList();
        }

        String id(String round, int size) {
            return round + "/" + name().toLowerCase(Locale.ROOT) + "-" + size;
        }
    }

    /**
     * Measures, and prints what came of it.
     *
     * @param clients how many clients there are of each kind
     * @param changes how many changes of each size are measured
     */
    static void run(PrintStream out, int clients, int changes) throws IOException, InterruptedException {
        if (changes > MOST_CHANGES) {
            throw new IllegalArgumentException("At most " + MOST_CHANGES + " changes of each size");
        }
        try (ServerProcess server = ServerProcess.start()) {
            new Push(out, server, clients, changes).run();
            new BigPush(out, server, changes).run(clients);
        }
    }

    private void run() throws IOException, InterruptedException {
        List<Kind> kinds = Arrays.stream(Kind.values())
                .filter(kind -> kind.bare || clients <= MOST_EDICT)
                .toList();
        for (Kind kind : kinds) {
            measure(kind, "warm");
        }
        List<List<Taken>> taken = new ArrayList<>();
        for (Kind kind : kinds) {
            taken.add(measure(kind, "measured"));
        }
        out.printf("%d clients, %d changes of each size%n%n", clients, changes);
        out.println(
                "| bytes | clients | first ms | last ms | packets sent | server CPU ms | last, ratio | CPU, ratio |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (int i = 0; i < SIZES.length; i++) {
            Taken raw = taken.get(0).get(i);
            for (int k = 0; k < kinds.size(); k++) {
                Taken it = taken.get(k).get(i);
                out.printf(
                        Locale.ROOT,
                        "| %d | %s | %.1f | %.1f | %.2f | %.1f | %.2f | %.2f |%n",
                        SIZES[i],
                        kinds.get(k).title,
                        it.firstMs(),
                        it.lastMs(),
                        it.sent(),
                        it.cpuMs(),
                        it.lastMs() / raw.lastMs(),
                        it.cpuMs() / raw.cpuMs());
            }
        }
    }

    private List<Taken> measure(Kind kind, String round) throws IOException, InterruptedException {
        Cluster cluster = Cluster.at(server.connectString()).announceContent(kind.carried);
        Arrivals arrivals = new Arrivals(clients);
        List<AutoCloseable> followers = new ArrayList<>();
        try (ConfigClient publisher = Edict.connect(cluster).start()) {
            for (String id : kind.ids(round)) {
                publish(publisher, id, 0);
            }
            open(
                    clients,
                    followers,
                    () -> kind.bare
                            ? new RawFollower(server.connectString(), kind.followed(round), arrivals)
                            : follower(cluster, kind.ids(round), arrivals));
            List<Taken> taken = new ArrayList<>();
            for (int size : SIZES) {
                taken.add(measure(publisher, kind.id(round, size), size, arrivals));
            }
            return taken;
        } finally {
            close(followers);
        }
    }

    private static ConfigClient follower(Cluster cluster, List<String> ids, Arrivals arrivals) {
        ConfigClient client =
                Edict.connect(cluster).follow(ids.toArray(new String[0])).start();
        for (String id : ids) {
            client.follow(id)
                    .subscribe(
                            change -> arrivals.arrived(change.after().version().number()));
        }
        return client;
    }

    private Taken measure(ConfigClient publisher, String id, int size, Arrivals arrivals) throws InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            push(publisher, id, size, arrivals);
        }
        double[] first = new double[changes];
        double[] last = new double[changes];
        long sent = server.packetsSent();
        long cpu = server.cpuNanos();
        for (int i = 0; i < changes; i++) {
            Arrivals.Span span = push(publisher, id, size, arrivals);
            first[i] = span.firstNanos() / 1e6;
            last[i] = span.lastNanos() / 1e6;
        }
        return new Taken(
                median(first),
                median(last),
                (double) (server.packetsSent() - sent) / changes / clients,
                (server.cpuNanos() - cpu) / 1e6 / changes);
    }

    private static Arrivals.Span push(ConfigClient publisher, String id, int size, Arrivals arrivals)
            throws InterruptedException {
        arrivals.begin();
        return arrivals.await(publish(publisher, id, size), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static long publish(ConfigClient publisher, String id, int size) {
        return publisher
                .publisher()
                .publish(Publication.of(id, Format.PROPERTIES, text(size)))
                .published()
                .version()
                .number();
    }

    /** Ordinary configuration: names that are alike, and values of which every second one says little. */
    static String text(int size) {
        Random random = new Random();
        byte[] token = new byte[12];
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < size; i++) {
            random.nextBytes(token);
            text.append("service.pool")
                    .append(i)
                    .append(".timeout = ")
                    .append(random.nextInt(60))
                    .append("s\n");
            text.append("service.pool").append(i).append(".token = ");
            text.append(Base64.getUrlEncoder().encodeToString(token)).append('\n');
        }
        return text.toString();
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Opens many followers, several at a time, because the server writes each session down. */
    static void open(int count, List<AutoCloseable> followers, Callable<AutoCloseable> one)
            throws IOException, InterruptedException {
        ExecutorService openers = Executors.newFixedThreadPool(OPENERS);
        try {
            for (Future<AutoCloseable> opened : openers.invokeAll(Collections.nCopies(count, one))) {
                followers.add(opened.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("A follower does not begin", e);
        } finally {
            openers.shutdown();
        }
    }

    static void close(List<AutoCloseable> followers) throws InterruptedException {
        ExecutorService closers = Executors.newFixedThreadPool(OPENERS);
        followers.forEach(follower -> closers.execute(() -> close(follower)));
        closers.shutdown();
        if (!closers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The followers do not end");
        }
    }

    private static void close(AutoCloseable follower) {
        try {
            follower.close();
        } catch (Exception e) {
            throw new IllegalStateException("A follower does not end", e);
        }
    }
}
