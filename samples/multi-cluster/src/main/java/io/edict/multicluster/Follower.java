package io.edict.multicluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClientEvent;
import io.edict.ConfigChange;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus.State;
import io.edict.FollowedDocument;
import io.edict.Snapshot;
import io.edict.Version;
import io.edict.error.EdictException;
import io.edict.plain.Edict;
import io.edict.plain.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An application that follows documents: it is told of changes on a listener thread, and reads one document all the time on
 * a thread of its own. Both look whether a version is ever older than the one before.
 */
final class Follower implements AutoCloseable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private final String name;
    private final ConfigClient client;
    private final FollowedDocument document;
    private final Thread reader;
    private volatile boolean closed;

    @GuardedBy("this")
    private final Tally tally = new Tally();

    /** What it has seen. */
    private static final class Tally {
        private @Nullable Version heard;
        private @Nullable Version read;
        private long versions;
        private long reads;
        private long failures;
        private long stepsBack;
        private long staleNanos;
    }

    private Follower(String name, ConfigClient client, DocumentId id) {
        this.name = name;
        this.client = client;
        this.document = client.follow(id);
        tally.heard = document.snapshot().version();
        tally.versions = 1;
        document.subscribe(this::changed);
        this.reader = new Thread(this::read, name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one that counts what it hears of the first of the documents, and passes on what an operator wants to know. */
    static Follower start(
            String name, Topology topology, List<DocumentId> ids, BiConsumer<String, ClientEvent> events) {
        ConfigClient client = Edict.connect(topology)
                .follow(ids.stream().map(DocumentId::toString).toArray(String[]::new))
                .startTimeout(Duration.ofSeconds(20))
                .application(name.replace(' ', '-'))
                .onEvent(event -> events.accept(name, event))
                .start();
        return new Follower(name, client, ids.get(0));
    }

    String name() {
        return name;
    }

    private synchronized void changed(ConfigChange change) {
        Version now = change.after().version();
        if (tally.heard != null && !now.isNewerThan(tally.heard)) {
            tally.stepsBack++;
        }
        tally.heard = now;
        tally.versions++;
    }

    private void read() {
        long before = System.nanoTime();
        while (!closed) {
            readOnce();
            boolean stale = document.status().state() == State.STALE;
            long now = System.nanoTime();
            if (stale) {
                synchronized (this) {
                    tally.staleNanos += now - before;
                }
            }
            before = now;
            LockSupport.parkNanos(PAUSE);
        }
    }

    private synchronized void readOnce() {
        try {
            Version now = document.snapshot().version();
            if (tally.read != null && tally.read.isNewerThan(now)) {
                tally.stepsBack++;
            }
            tally.read = now;
            tally.reads++;
        } catch (EdictException e) {
            tally.failures++;
        }
    }

    /** What it has in memory of a document. */
    Snapshot holds(DocumentId id) {
        return client.snapshot(id.toString());
    }

    synchronized Version heard() {
        return tally.heard == null ? document.snapshot().version() : tally.heard;
    }

    synchronized long stepsBack() {
        return tally.stepsBack;
    }

    synchronized long failures() {
        return tally.failures;
    }

    /** What it has seen, for people. */
    synchronized String report() {
        return String.format(
                Locale.ROOT,
                "%d versions heard, %d reads, %d of them failed, %d steps back; for %d ms it called itself stale",
                tally.versions,
                tally.reads,
                tally.failures,
                tally.stepsBack,
                TimeUnit.NANOSECONDS.toMillis(tally.staleNanos));
    }

    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
