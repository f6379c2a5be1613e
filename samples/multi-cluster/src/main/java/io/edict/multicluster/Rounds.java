package io.edict.multicluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.error.EdictException;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes all documents in turn, on a thread of its own: each again only once everybody has heard of it, so that nobody has
 * a reason to pass a version over.
 */
final class Rounds implements AutoCloseable {
    private final ConfigPublisher publisher;
    private final List<Hearer> hearers;
    private final Thread thread;
    private volatile boolean closed;

    @GuardedBy("this")
    private long published;

    @GuardedBy("this")
    private long done;

    @GuardedBy("this")
    private Duration slowest = Duration.ZERO;

    @GuardedBy("this")
    private @Nullable String failure;

    Rounds(ConfigPublisher publisher, List<Hearer> hearers) {
        this.publisher = publisher;
        this.hearers = hearers;
        this.thread = new Thread(this::run, "rounds");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                ShardedChapter.DOCUMENTS.forEach(this::publish);
                synchronized (this) {
                    done++;
                }
            }
        } catch (EdictException | ConditionTimeoutException e) {
            synchronized (this) {
                failure = e.getMessage();
            }
        }
    }

    private void publish(DocumentId id) {
        long began = System.nanoTime();
        long number = publisher
                .publish(Publication.of(id, Format.HOCON, "n = " + began))
                .version()
                .number();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        synchronized (this) {
            published++;
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
        }
        Waiting.until(
                "version " + number + " of " + id,
                () -> hearers.stream().allMatch(hearer -> hearer.newest(id) == number));
    }

    /** Waits until every document was published so many times more. */
    void awaitMore(long rounds) {
        long target = done() + rounds;
        Waiting.until("rounds", () -> done() >= target || failure() != null);
    }

    private synchronized long done() {
        return done;
    }

    synchronized long published() {
        return published;
    }

    synchronized Duration slowest() {
        return slowest;
    }

    /** Why it ended, or null. */
    synchronized @Nullable String failure() {
        return failure;
    }

    /** Ends after the round that is under way; to be called again does no harm. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
