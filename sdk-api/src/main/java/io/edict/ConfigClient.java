package io.edict;

import io.edict.error.ClientClosedException;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import java.util.function.Consumer;

/**
 * An application's connection to its configuration. One client per process is the rule; several do not disturb each other.
 *
 * <p>All methods may be called from any thread, listeners included.
 */
public interface ConfigClient extends AutoCloseable {
    /**
     * The version in force of a followed document. Hot code keeps the {@link FollowedDocument} instead and spares the
     * look-up of the id.
     *
     * @param id the document, {@code namespace/name}
     * @return the newest accepted version
     * @throws InvalidRequestException if the document is not followed
     * @throws EdictException as {@link FollowedDocument#snapshot()}
     */
    Snapshot snapshot(String id);

    /**
     * Begins to follow a document, or finds it if it is followed already. Returns at once; the first version arrives
     * later: see {@link FollowedDocument#await}.
     *
     * @param id the document, {@code namespace/name}
     * @return the followed document, always the same one for an id
     * @throws ClientClosedException if the client is closed
     */
    default FollowedDocument follow(String id) {
        return follow(DocumentId.of(id));
    }

    /**
     * Begins to follow a document, or finds it if it is followed already. Returns at once; the first version arrives
     * later: see {@link FollowedDocument#await}.
     *
     * @param id the document
     * @return the followed document, always the same one for an id
     * @throws ClientClosedException if the client is closed
     */
    FollowedDocument follow(DocumentId id);

    /**
     * Begins to follow all documents of a namespace, present and future, or finds it if it is followed already. Returns
     * at once.
     *
     * @param namespace the namespace
     * @return the followed namespace, always the same one for a name
     * @throws ClientClosedException if the client is closed
     */
    FollowedNamespace followNamespace(String namespace);

    /**
     * Ceases to follow a document. Its listeners are not called any more and the store no longer announces it, unless
     * its namespace is followed. Does nothing if the document is not followed.
     *
     * @param id the document
     */
    void unfollow(DocumentId id);

    /**
     * Publishes through this client's connection.
     *
     * @return the publisher, always the same one
     */
    ConfigPublisher publisher();

    /**
     * What this client knows of itself now, from memory.
     *
     * @return the status
     */
    ClientStatus status();

    /**
     * Subscribes to what happens to this client.
     *
     * @param listener called with each event; what it throws is logged
     * @return its registration
     * @throws ClientClosedException if the client is closed
     */
    Subscription onEvent(Consumer<? super ClientEvent> listener);

    /**
     * Closes the client: no listener begins after this returns, the store's session ends, all threads of the client end.
     * Waits for running listeners, 5 seconds at most. Closing again does nothing.
     */
    @Override
    void close();
}
