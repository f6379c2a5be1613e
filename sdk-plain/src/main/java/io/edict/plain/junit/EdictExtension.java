package io.edict.plain.junit;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.PublishResult;
import io.edict.error.AwaitTimeoutException;
import io.edict.plain.ClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test a store to publish to, and clients of it that are closed after the test. Registered with
 * {@code @RegisterExtension}: in an instance field each test has a store of its own; in a static field all tests of the
 * class share one, which spares the start of a server.
 *
 * <p>Not for tests that run in parallel on one instance.
 */
public final class EdictExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StoreKind kind;
    private final List<FollowingClient> clients = new CopyOnWriteArrayList<>();
    private boolean shared;
    private @Nullable StoreUnderTest store;
    private @Nullable ConfigClient operator;

    private EdictExtension(StoreKind kind) {
        this.kind = kind;
    }

    /**
     * A store in memory: no server, no ports, no files.
     *
     * @return the extension
     */
    public static EdictExtension inMemory() {
        return new EdictExtension(InMemoryUnderTest::new);
    }

    /**
     * A ZooKeeper server in this JVM; it needs the two jars named in {@link io.edict.plain.embedded.EmbeddedZooKeeper}.
     *
     * @return the extension
     */
    public static EdictExtension embeddedZooKeeper() {
        return new EdictExtension(EmbeddedUnderTest::new);
    }

    /**
     * A builder of a client of the store. Whoever starts the client closes it.
     *
     * @return the builder
     */
    public ClientBuilder connect() {
        return started().connect();
    }

    /**
     * Starts a client that follows documents, and closes it after the test. The documents must have been published.
     *
     * @param ids the documents, {@code namespace/name}
     * @return the running client
     */
    public ConfigClient client(String... ids) {
        return client(connect().follow(ids));
    }

    /**
     * Starts a client, and closes it after the test.
     *
     * @param builder what it is built of, from {@link #connect()}
     * @return the running client
     */
    public ConfigClient client(ClientBuilder builder) {
        FollowingClient client = new FollowingClient(builder);
        clients.add(client);
        return client.client();
    }

    /**
     * Publishes a document in HOCON, and waits until each client started by {@link #client} that follows it has put the
     * version in force or refused it. Its listeners are called a moment later.
     *
     * @param id the document, {@code namespace/name}
     * @param hocon the text
     * @return the new version
     * @throws AwaitTimeoutException if a client has not decided upon the version within 20 seconds
     */
    public PublishResult publish(String id, String hocon) {
        return publish(Publication.of(id, Format.HOCON, hocon)).get(0);
    }

    /**
     * Publishes documents in one transaction, and waits as {@link #publish(String, String)} does.
     *
     * @param publications what to publish
     * @return the new versions, in the same order
     * @throws AwaitTimeoutException if a client has not decided upon the versions within 20 seconds
     */
    public List<PublishResult> publish(Publication... publications) {
        List<PublishResult> results = operator().publisher().publish(List.of(publications));
        for (PublishResult result : results) {
            clients.forEach(client -> client.awaitDecision(result.published(), PATIENCE));
        }
        return results;
    }

    /**
     * Deletes a document, and waits as {@link #publish(String, String)} does.
     *
     * @param id the document, {@code namespace/name}
     */
    public void delete(String id) {
        publish(Publication.deletion(DocumentId.of(id)));
    }

    /**
     * Makes the store unreachable for all clients, or ends that. A store in memory only pretends to; a server is stopped,
     * and started again with its data and on its port.
     *
     * @param begins whether the outage begins, or ends
     */
    public void outage(boolean begins) {
        started().outage(begins);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!shared) {
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        clients.forEach(FollowingClient::close);
        clients.clear();
        if (!shared) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    private void start() {
        store = kind.start();
    }

    private void stop() {
        if (operator != null) {
            operator.close();
            operator = null;
        }
        if (store != null) {
            store.close();
            store = null;
        }
    }

    private ConfigClient operator() {
        ConfigClient known = operator;
        if (known == null) {
            known = connect().author("test").start();
            operator = known;
        }
        return known;
    }

    private StoreUnderTest started() {
        StoreUnderTest known = store;
        if (known == null) {
            throw new IllegalStateException(
                    "The store runs during tests only; register the extension with @RegisterExtension");
        }
        return known;
    }

    /** Starts stores. */
    private interface StoreKind {
        StoreUnderTest start();
    }
}
