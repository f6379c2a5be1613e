package io.edict.benchmarks;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.OnDemand;
import io.edict.OnDemandStatus;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.plain.Edict;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Many documents of 1 KiB, each asked for once, by four threads, of a client that keeps a few: does the heap stay flat, and
 * does the server keep no more watches than there are documents in the cache?
 */
final class Soak {
    private static final int THREADS = 4;
    private static final int IN_ONE_TRANSACTION = 100;
    private static final int STEPS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FILLER = "x".repeat(1_000);

    private final PrintStream out;
    private final int documents;
    private final int kept;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /** What was seen of the server while documents were read. */
    private record Step(double seconds, long mostWatches) {}

    private Soak(PrintStream out, int documents, int kept) {
        this.out = out;
        this.documents = documents;
        this.kept = kept;
    }

    /**
     * Measures, and prints what came of it.
     *
     * @param documents how many documents pass through the cache
     * @param kept how many the cache keeps
     */
    static void run(PrintStream out, int documents, int kept)
            throws IOException, InterruptedException, ExecutionException {
        Soak soak = new Soak(out, documents, kept);
        try (ServerProcess server = ServerProcess.start()) {
            soak.publish(server);
            soak.read(server);
        } finally {
            soak.threads.shutdownNow();
        }
    }

    private void publish(ServerProcess server) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        try (ConfigClient client =
                Edict.connect(server.connectString()).requestTimeout(PATIENCE).start()) {
            AtomicInteger next = new AtomicInteger();
            join(() -> {
                int from = next.getAndAdd(IN_ONE_TRANSACTION);
                while (from < documents) {
                    client.publisher().publish(batch(from));
                    from = next.getAndAdd(IN_ONE_TRANSACTION);
                }
                return null;
            });
        }
        out.printf(Locale.ROOT, "%d documents published in %.0f s%n%n", documents, seconds(start));
    }

    private List<Publication> batch(int from) {
        return IntStream.range(from, Math.min(documents, from + IN_ONE_TRANSACTION))
                .mapToObj(i -> Publication.of(id(i), Format.HOCON, "number = " + i + "\nfiller = " + FILLER))
                .toList();
    }

    private static String id(int i) {
        return "soak/tenant" + i;
    }

    private void read(ServerProcess server) throws IOException, InterruptedException, ExecutionException {
        OnDemand settings = OnDemand.defaults().withMaxDocuments(kept);
        try (ConfigClient client = Edict.connect(server.connectString())
                .onDemand(settings)
                .requestTimeout(PATIENCE)
                .start()) {
            out.println("| documents read | used heap, KiB | watches now | watches at most | documents/s |");
            out.println("|---|---|---|---|---|");
            int done = 0;
            for (int step = 1; step <= STEPS; step++) {
                int until = (int) ((long) documents * step / STEPS);
                Step seen = step(client, server, done, until);
                long heap = Memory.usedHeap();
                out.printf(
                        Locale.ROOT,
                        "| %d | %d | %d | %d | %.0f |%n",
                        until,
                        heap / 1024,
                        server.watches(),
                        seen.mostWatches(),
                        (until - done) / seen.seconds());
                done = until;
            }
            OnDemandStatus status = client.status().onDemand();
            out.printf("%n%s%n", status);
            check(server, status);
        }
    }

    private Step step(ConfigClient client, ServerProcess server, int from, int until)
            throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger(from);
        long most = 0;
        List<Future<Void>> runs = startAll(() -> {
            int i = next.getAndIncrement();
            while (i < until) {
                readOne(client, i);
                i = next.getAndIncrement();
            }
            return null;
        });
        for (Future<Void> run : runs) {
            while (!ended(run)) {
                most = Math.max(most, server.watches());
            }
        }
        return new Step(seconds(start), most);
    }

    private static void readOne(ConfigClient client, int i) {
        Snapshot snapshot = client.get(id(i));
        if (snapshot.getInt("number") != i) {
            throw new IllegalStateException("Document " + i + " is not itself");
        }
    }

    private static boolean ended(Future<Void> run) throws InterruptedException, ExecutionException {
        try {
            run.get(50, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private List<Future<Void>> startAll(Callable<Void> work) {
        List<Future<Void>> runs = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            runs.add(threads.submit(work));
        }
        return runs;
    }

    private void join(Callable<Void> work) throws InterruptedException, ExecutionException {
        for (Future<Void> run : startAll(work)) {
            run.get();
        }
    }

    /** At rest there is a watch for each document that is kept, and none beside. */
    private void check(ServerProcess server, OnDemandStatus status) {
        long watches = server.watches();
        if (status.documents() > kept || watches > kept || status.loads() < documents) {
            throw new IllegalStateException(watches + " watches, " + status);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
