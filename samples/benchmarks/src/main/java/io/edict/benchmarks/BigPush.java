package io.edict.benchmarks;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Cluster;
import io.edict.plain.Edict;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * The same as {@link Push} with a document of 512 KiB in which five keys change: bare clients that read it again, bare clients
 * that hear the difference, and Edict's clients of both kinds. What the server sends it counts itself, in bytes: answers and
 * events.
 */
final class BigPush {
    private static final int SIZE = 512 * 1024;
    private static final int CHANGED = 5;
    private static final int WARM_UP = 3;
    private static final int MOST_EDICT = 10; // each keeps ten thousand values apart
    private static final int MOST_BARE = 500; // each keeps the text
    private static final long PATIENCE_SECONDS = 120;

    private final PrintStream out;
    private final ServerProcess server;
    private final int changes;
    private final String[] lines = lines();

    BigPush(PrintStream out, ServerProcess server, int changes) {
        this.out = out;
        this.server = server;
        this.changes = changes;
    }

    /** What one kind of clients took; bytes and packets for each client and change. */
    private record Taken(double firstMs, double lastMs, double bytes, double packets, double cpuMs) {}

    /** Measures, and prints what came of it. */
    void run(int most) throws IOException, InterruptedException {
        int bare = Math.min(most, MOST_BARE);
        int whole = Math.min(most, MOST_EDICT);
        out.printf("%n512 KiB, %d keys changed, %d changes%n%n", CHANGED, changes);
        out.println("| clients | kind | first ms | last ms | bytes sent | packets sent | server CPU ms | bytes, ratio |"
                + " last, ratio | CPU, ratio |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
        Taken reading = measure(bare, true, false);
        print(bare, "bare, reading", reading, reading);
        print(bare, "bare, difference", measure(bare, true, true), reading);
        Taken read = measure(whole, false, false);
        print(whole, "Edict, reading", read, read);
        print(whole, "Edict, difference", measure(whole, false, true), read);
    }

    private void print(int clients, String kind, Taken it, Taken than) {
        out.printf(
                Locale.ROOT,
                "| %d | %s | %.1f | %.1f | %.0f | %.2f | %.1f | %.4f | %.2f | %.2f |%n",
                clients,
                kind,
                it.firstMs(),
                it.lastMs(),
                it.bytes(),
                it.packets(),
                it.cpuMs(),
                it.bytes() / than.bytes(),
                it.lastMs() / than.lastMs(),
                it.cpuMs() / than.cpuMs());
    }

    private Taken measure(int clients, boolean bare, boolean carried) throws IOException, InterruptedException {
        Cluster cluster = Cluster.at(server.connectString()).announceContent(carried);
        String id = "big/" + (bare ? "bare" : "edict") + (carried ? "-difference" : "-reading");
        Arrivals arrivals = new Arrivals(clients);
        List<AutoCloseable> followers = new ArrayList<>();
        try (ConfigClient publisher = Edict.connect(cluster).start()) {
            publish(publisher, id, 0);
            Push.open(
                    clients,
                    followers,
                    () -> bare
                            ? new BigFollower(server.connectString(), id, carried, arrivals)
                            : follower(cluster, id, arrivals));
            for (int i = 1; i <= WARM_UP; i++) {
                push(publisher, id, i, arrivals);
            }
            return measure(clients, publisher, id, arrivals);
        } finally {
            Push.close(followers);
        }
    }

    private Taken measure(int clients, ConfigClient publisher, String id, Arrivals arrivals)
            throws InterruptedException {
        double[] first = new double[changes];
        double[] last = new double[changes];
        long bytes = server.bytesSent();
        long packets = server.packetsSent();
        long cpu = server.cpuNanos();
        for (int i = 0; i < changes; i++) {
            Arrivals.Span span = push(publisher, id, WARM_UP + 1 + i, arrivals);
            first[i] = span.firstNanos() / 1e6;
            last[i] = span.lastNanos() / 1e6;
        }
        double shares = (double) changes * clients;
        return new Taken(
                Push.median(first),
                Push.median(last),
                (server.bytesSent() - bytes) / shares,
                (server.packetsSent() - packets) / shares,
                (server.cpuNanos() - cpu) / 1e6 / changes);
    }

    private static ConfigClient follower(Cluster cluster, String id, Arrivals arrivals) {
        ConfigClient client = Edict.connect(cluster).follow(id).start();
        client.follow(id)
                .subscribe(change -> arrivals.arrived(change.after().version().number()));
        return client;
    }

    private Arrivals.Span push(ConfigClient publisher, String id, int edition, Arrivals arrivals)
            throws InterruptedException {
        arrivals.begin();
        return arrivals.await(publish(publisher, id, edition), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private long publish(ConfigClient publisher, String id, int edition) {
        return publisher
                .publisher()
                .publish(Publication.of(id, Format.PROPERTIES, text(edition)))
                .published()
                .version()
                .number();
    }

    /** Ordinary configuration, as in {@link Push}; five lines say which edition it is. */
    private String text(int edition) {
        String[] changed = lines.clone();
        int apart = changed.length / CHANGED;
        for (int i = 0; i < CHANGED; i++) {
            changed[i * apart] = "service.edition" + i + " = " + edition + "\n";
        }
        return String.join("", changed);
    }

    private static String[] lines() {
        Random random = new Random(1);
        byte[] token = new byte[12];
        List<String> lines = new ArrayList<>();
        for (int i = 0, size = 0; size < SIZE; i++) {
            random.nextBytes(token);
            lines.add("service.pool" + i + ".timeout = " + random.nextInt(60) + "s\n");
            lines.add("service.pool" + i + ".token = " + Base64.getUrlEncoder().encodeToString(token) + "\n");
            size += lines.get(2 * i).length() + lines.get(2 * i + 1).length();
        }
        return lines.toArray(new String[0]);
    }
}
