package io.edict.plain;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Gate;
import io.edict.Snapshot;
import io.edict.error.DocumentAbsentException;
import io.edict.error.DocumentRefusedException;
import io.edict.error.InvalidRequestException;
import io.edict.error.LocalCopyException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.client.ClientSettings;
import io.edict.plain.internal.client.PlainClient;
import io.edict.plain.internal.zookeeper.ZooKeeperSettings;
import io.edict.plain.internal.zookeeper.ZooKeeperStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Builds a client. Each setter checks what it is given at once. Not safe for use by several threads; the client is.
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><th>setting</th><th>default</th></tr>
 * <tr><td>{@link #localCopies}</td><td>none: the client cannot start without the store</td></tr>
 * <tr><td>{@link #startTimeout}</td><td>10 s</td></tr>
 * <tr><td>{@link #requestTimeout}</td><td>15 s</td></tr>
 * <tr><td>{@link #sessionTimeout}</td><td>20 s</td></tr>
 * <tr><td>{@link #checkEvery}</td><td>60 s</td></tr>
 * <tr><td>{@link #slowListenerAfter}</td><td>1 s</td></tr>
 * <tr><td>{@link #keepVersions}</td><td>100</td></tr>
 * <tr><td>{@link #maxContentBytes}</td><td>16 MiB</td></tr>
 * <tr><td>{@link #author}</td><td>the operating system's user</td></tr>
 * </table>
 */
public final class ClientBuilder {
    private static final long MAX_CONTENT = 1024L * 1024 * 1024;

    private final String servers;
    private final Set<DocumentId> documents = new HashSet<>();
    private final Set<String> namespaces = new HashSet<>();
    private final Map<DocumentId, List<Gate<Snapshot>>> gates = new HashMap<>();
    private final List<Consumer<? super ClientEvent>> onEvent = new ArrayList<>();
    private @Nullable Path copies;
    private Duration start = Duration.ofSeconds(10);
    private Duration request = Duration.ofSeconds(15);
    private Duration session = Duration.ofSeconds(20);
    private Duration check = Duration.ofSeconds(60);
    private Duration slowListener = Duration.ofSeconds(1);
    private String author = System.getProperty("user.name", "unknown");
    private int keep = 100;
    private long maxContent = 16L * 1024 * 1024;

    ClientBuilder(String servers) {
        this.servers = ZooKeeperSettings.checkServers(servers);
    }

    /**
     * Follows documents from the start. {@link #start()} returns when each has a version in force.
     *
     * @param ids the documents, {@code namespace/name}
     * @return this builder
     * @throws InvalidRequestException if one is not an id
     */
    public ClientBuilder follow(String... ids) {
        for (String id : ids) {
            documents.add(DocumentId.of(id));
        }
        return this;
    }

    /**
     * Follows whole namespaces from the start, documents that come later included.
     *
     * @param names the namespaces
     * @return this builder
     * @throws InvalidRequestException if one is not a namespace
     */
    public ClientBuilder followNamespace(String... names) {
        for (String name : names) {
            namespaces.add(DocumentId.checkNamespace(name));
        }
        return this;
    }

    /**
     * Lets application code refuse versions of a document before anyone sees them. Several gates are asked in order.
     *
     * @param id the document, {@code namespace/name}
     * @param gate the judge
     * @return this builder
     * @throws InvalidRequestException if the id is not one
     */
    public ClientBuilder gate(String id, Gate<Snapshot> gate) {
        gates.computeIfAbsent(DocumentId.of(id), fresh -> new ArrayList<>()).add(gate);
        return this;
    }

    /**
     * Keeps the last known good version of each document in a directory, so that an application that has run once starts
     * with every server down. It is made if it is missing, readable by its owner only, and may be shared by several
     * processes that follow the same store.
     *
     * @param directory the directory
     * @return this builder
     */
    public ClientBuilder localCopies(Path directory) {
        this.copies = directory;
        return this;
    }

    /**
     * The most time that {@link #start()} takes: documents that the store has not given by then come from their local
     * copies.
     *
     * @param timeout 10 ms to 1 hour
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder startTimeout(Duration timeout) {
        this.start = between("startTimeout", timeout, Duration.ofMillis(10), Duration.ofHours(1));
        return this;
    }

    /**
     * The most time that a call of the publisher takes.
     *
     * @param timeout 10 ms to 1 hour
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder requestTimeout(Duration timeout) {
        this.request = between("requestTimeout", timeout, Duration.ofMillis(10), Duration.ofHours(1));
        return this;
    }

    /**
     * How long the servers keep the session of a silent client. Short ones cost the servers work at each hiccup of the
     * network. Servers limit it, by default to between 2 and 20 of their ticks.
     *
     * @param timeout 100 ms to 10 minutes
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder sessionTimeout(Duration timeout) {
        this.session = between("sessionTimeout", timeout, Duration.ofMillis(100), Duration.ofMinutes(10));
        return this;
    }

    /**
     * In what time the client looks at every followed head, whatever the watches say. This bounds the time by which a
     * lost watch can delay a version.
     *
     * @param period 100 ms to 1 day
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder checkEvery(Duration period) {
        this.check = between("checkEvery", period, Duration.ofMillis(100), Duration.ofDays(1));
        return this;
    }

    /**
     * From when on a running listener is reported as slow.
     *
     * @param time 1 ms to 1 hour
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder slowListenerAfter(Duration time) {
        this.slowListener = between("slowListenerAfter", time, Duration.ofMillis(1), Duration.ofHours(1));
        return this;
    }

    /**
     * Who publishes, where a publication does not say.
     *
     * @param name the author
     * @return this builder
     */
    public ClientBuilder author(String name) {
        this.author = name;
        return this;
    }

    /**
     * How many versions history keeps of a document, where a publication does not say.
     *
     * @param versions at least 1
     * @return this builder
     * @throws InvalidRequestException if it is below 1
     */
    public ClientBuilder keepVersions(int versions) {
        if (versions < 1) {
            throw new InvalidRequestException("keepVersions must be at least 1, but is " + versions);
        }
        this.keep = versions;
        return this;
    }

    /**
     * The most bytes that a document's text may have. A publisher refuses more before anything is written; a reader
     * refuses such a version and stays on the one before. Set it alike for both.
     *
     * @param bytes 1 to 1 GiB
     * @return this builder
     * @throws InvalidRequestException if it is out of range
     */
    public ClientBuilder maxContentBytes(long bytes) {
        if (bytes < 1 || bytes > MAX_CONTENT) {
            throw new InvalidRequestException(
                    "maxContentBytes must be between 1 and " + MAX_CONTENT + ", but is " + bytes);
        }
        this.maxContent = bytes;
        return this;
    }

    /**
     * Subscribes to the client's events from the very first one.
     *
     * @param listener called with each event
     * @return this builder
     */
    public ClientBuilder onEvent(Consumer<? super ClientEvent> listener) {
        onEvent.add(listener);
        return this;
    }

    /**
     * Starts a client. Blocks until each followed document has a version in force, the start timeout at most: fresh from
     * the store, or else from its local copy; the client then catches up in the background. A client that follows nothing
     * does not wait.
     *
     * @return the running client
     * @throws StoreUnreachableException if the store did not answer in time, and a document has no local copy
     * @throws DocumentAbsentException if the store has no such document, and there is no local copy of it
     * @throws DocumentRefusedException if the newest version was refused, and there is no local copy of a good one
     * @throws LocalCopyException if the directory of local copies cannot be used
     */
    public ConfigClient start() {
        ClientSettings settings = new ClientSettings(
                servers,
                new ClientSettings.Follow(documents, namespaces, gates),
                copies,
                new ClientSettings.Times(start, request, session, check, slowListener),
                new ClientSettings.Publishing(author, keep, maxContent),
                onEvent);
        return PlainClient.start(
                settings,
                (of, loop) -> new ZooKeeperStore(cluster(of), loop.worker(), loop.timer(), InstantSource.system()));
    }

    private static ZooKeeperSettings cluster(ClientSettings settings) {
        return new ZooKeeperSettings(
                "main",
                settings.servers(),
                settings.times().session(),
                settings.times().check(),
                ZooKeeperSettings.Sizes.withContent(settings.publishing().maxContent()));
    }

    private static Duration between(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidRequestException(
                    name + " must be between " + least + " and " + most + ", but is " + value);
        }
        return value;
    }
}
