package io.edict.drill.app;

import io.edict.ConfigPublisher;
import io.edict.Document;
import io.edict.DocumentId;
import io.edict.drill.app.Recorder.Order;
import io.edict.drill.journal.Intent.Act;
import io.edict.error.EdictException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Publishes this and that, by chance, at a steady pace. */
final class PublishingThread implements Runnable {
    private static final int BIG_FILLER = 300_000;
    private static final long CATCH_UP = TimeUnit.SECONDS.toNanos(20);

    private final ConfigPublisher publisher;
    private final Recorder recorder;
    private final List<List<String>> transactions;
    private final Random random;
    private final Duration period;
    private final CountDownLatch stop;

    /** What is done by chance, and how often something is done. */
    record Pace(Random random, Duration period) {}

    PublishingThread(ConfigPublisher publisher, Recorder recorder, Mode mode, Pace pace, CountDownLatch stop) {
        this.publisher = publisher;
        this.recorder = recorder;
        this.transactions = Corpus.transactions(mode);
        this.random = pace.random();
        this.period = pace.period();
        this.stop = stop;
    }

    @Override
    public void run() {
        long next = System.nanoTime() + random.nextInt((int) period.toNanos() + 1);
        try {
            while (!stop.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                publishSomething();
                next = Math.max(next + period.toNanos(), System.nanoTime() - CATCH_UP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publishSomething() {
        int dice = random.nextInt(100);
        if (dice < 50) {
            one(Order.put(any(Corpus.SINGLE)));
        } else if (dice < 68) {
            onTopOfWhatIsRead(any(Corpus.SINGLE));
        } else if (dice < 82) {
            transactions.forEach(documents -> recorder.publish(
                    publisher, documents.stream().map(Order::put).toList()));
        } else if (dice < 91) {
            one(Order.put(any(Corpus.TENANTS)));
        } else if (dice < 96) {
            one(Order.delete(any(Corpus.SINGLE.subList(Corpus.LASTING, Corpus.SINGLE.size()))));
        } else if (dice < 99) {
            one(new Order(any(Corpus.SINGLE), Act.BAD, 0, 0));
        } else {
            one(new Order(any(Corpus.BIG), Act.PUT, 0, BIG_FILLER));
        }
    }

    private void one(Order order) {
        recorder.publish(publisher, List.of(order));
    }

    private void onTopOfWhatIsRead(String document) {
        try {
            Optional<Document> current = publisher.read(DocumentId.of(document));
            boolean there = current.isPresent() && !current.get().info().isDeletion();
            long expected = there ? current.get().info().version().number() : -1;
            one(new Order(document, Act.PUT, expected, 20));
        } catch (EdictException e) {
            // Nothing was read, so there is nothing to publish on top of.
        }
    }

    private String any(List<String> documents) {
        return documents.get(random.nextInt(documents.size()));
    }
}
