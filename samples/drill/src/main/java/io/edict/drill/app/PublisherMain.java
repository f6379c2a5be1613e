package io.edict.drill.app;

import io.edict.ConfigClient;
import io.edict.drill.journal.Journal;
import io.edict.plain.Cluster;
import io.edict.plain.Edict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** A process of several publishing threads. Told {@code stop}, it ends publishing. */
public final class PublisherMain {
    private PublisherMain() {}

    /**
     * Arguments: directory of journals, name, seed, connect string, threads, milliseconds between publishes of a thread,
     * whether versions come along with their announcements.
     */
    public static void main(String[] args) {
        String name = args[1];
        long seed = Long.parseLong(args[2]);
        Journal journal = Journal.create(Path.of(args[0]), name);
        Recorder recorder = new Recorder(journal, name);
        ConfigClient client = Edict.connect(Cluster.at(args[3]).announceContent(Boolean.parseBoolean(args[6])))
                .sessionTimeout(FollowerMain.SESSION)
                .startTimeout(Duration.ofSeconds(60))
                .requestTimeout(Duration.ofSeconds(10))
                .author(name)
                .start();
        CountDownLatch stop = new CountDownLatch(1);
        int threads = Integer.parseInt(args[4]);
        CountDownLatch ended = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Random random = new Random(seed * 31 + i);
            Duration period = Duration.ofMillis(Long.parseLong(args[5]));
            PublishingThread publishing = new PublishingThread(client.publisher(), recorder, random, period, stop);
            new Thread(() -> runAndCount(publishing, ended), "publisher-" + i).start();
        }
        Console.listen(line -> {
            if (line.equals("stop")) {
                stop.countDown();
                awaitAll(ended);
                journal.write("finished");
            }
        });
    }

    private static void runAndCount(Runnable publishing, CountDownLatch ended) {
        try {
            publishing.run();
        } finally {
            ended.countDown();
        }
    }

    private static void awaitAll(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
