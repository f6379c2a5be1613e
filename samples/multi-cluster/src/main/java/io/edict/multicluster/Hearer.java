package io.edict.multicluster;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.plain.Edict;
import io.edict.plain.Topology;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** An application that follows the documents of all shards, and looks whether it hears each version once and in order. */
final class Hearer implements AutoCloseable {
    private final String name;
    private final ConfigClient client;

    @GuardedBy("this")
    private final Map<DocumentId, Long> newest = new HashMap<>();

    @GuardedBy("this")
    private long versions;

    @GuardedBy("this")
    private long gaps;

    private Hearer(String name, ConfigClient client) {
        this.name = name;
        this.client = client;
    }

    static Hearer start(String name, Topology topology) {
        ConfigClient client = Edict.connect(topology)
                .follow(ShardedChapter.DOCUMENTS.stream()
                        .map(DocumentId::toString)
                        .toArray(String[]::new))
                .startTimeout(Duration.ofSeconds(20))
                .application(name.replace(' ', '-'))
                .start();
        Hearer hearer = new Hearer(name, client);
        ShardedChapter.DOCUMENTS.forEach(hearer::follow);
        return hearer;
    }

    private void follow(DocumentId id) {
        synchronized (this) {
            newest.put(id, client.snapshot(id.toString()).version().number());
        }
        client.follow(id).subscribe(change -> heard(id, change.after().version().number()));
    }

    private synchronized void heard(DocumentId id, long number) {
        if (number != newest.getOrDefault(id, 0L) + 1) {
            gaps++;
        }
        newest.put(id, number);
        versions++;
    }

    String name() {
        return name;
    }

    synchronized long newest(DocumentId id) {
        return newest.getOrDefault(id, 0L);
    }

    synchronized long versions() {
        return versions;
    }

    synchronized long gaps() {
        return gaps;
    }

    /** What it has heard, for people. */
    synchronized String report() {
        return versions + " versions of " + newest.size() + " documents heard, " + gaps + " missed or out of order";
    }

    @Override
    public void close() {
        client.close();
    }
}
