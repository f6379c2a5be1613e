package io.edict;

import io.edict.error.ClientClosedException;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import java.time.Duration;
import java.util.Optional;
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
     * Begins to follow a document, or finds it if it is followed already, and blocks until it has a version in force, as a
     * start does: fresh from the store, or, if that has not answered in time, from its local copy. Where this throws, the
     * document is followed all the same, and comes into force when it arrives.
     *
     * @param id the document
     * @param timeout how long to wait for the store at most; a local copy that has not been read by then gets up to 10 s more
     * @return the followed document, which has a version in force
     * @throws io.edict.error.StoreUnreachableException if the store did not answer in time, and there is no local copy
     * @throws io.edict.error.DocumentAbsentException if the store has no such document, and there is no local copy of it
     * @throws io.edict.error.DocumentRefusedException if the newest version was refused, and there is no local copy of a
     *     good one
     * @throws ClientClosedException if the client is closed
     */
    FollowedDocument follow(DocumentId id, Duration timeout);

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
     * Sees several documents, files and local overrides as one configuration, or finds the view if there is one of equal
     * layers already. Follows the documents that it is made of. Returns at once; the first version arrives later: see
     * {@link LayeredView#await}.
     *
     * @param layers what it is made of
     * @return the view, always the same one for equal layers
     * @throws io.edict.error.InvalidRequestException if a file that is not optional is missing, or is no good
     * @throws io.edict.error.InvalidDocumentException if the application's own text does not parse, or the versions in force
     *     do not go together
     * @throws io.edict.error.BindingException if they cannot be bound to what the builder was told
     * @throws io.edict.error.DocumentRefusedException if a gate refuses them
     * @throws ClientClosedException if the client is closed
     */
    LayeredView layered(Layers layers);

    /**
     * Holds on to all that this client shows at this moment, for the length of one request: one volatile read.
     *
     * @return the pinned state
     */
    Pin pin();

    /**
     * Reads a document of a large, open set on demand. Blocks when the document is not here yet, at most for the request
     * timeout, and then reads it from memory as long as it is kept: it is followed meanwhile, so what is read is as
     * current as with {@link #follow}. What is kept is bounded by {@link OnDemand}.
     *
     * @param id the document, {@code namespace/name}
     * @return the version in force, possibly a deletion
     * @throws io.edict.error.DocumentAbsentException if there is no such document
     * @throws io.edict.error.StoreUnreachableException if it did not arrive in time
     * @throws io.edict.error.DocumentRefusedException if no version of it was accepted
     * @throws ClientClosedException if the client is closed
     */
    default Snapshot get(String id) {
        return get(DocumentId.of(id));
    }

    /**
     * Reads a document on demand, as {@link #get(String)}.
     *
     * @param id the document
     * @return the version in force, possibly a deletion
     */
    Snapshot get(DocumentId id);

    /**
     * Reads a document on demand, as {@link #get(String)}, as a value of a type. The value is made once for each version.
     * While the document is kept, versions that cannot be bound are refused.
     *
     * @param id the document
     * @param binding what to bind, and to which type
     * @param <T> the type
     * @return the value
     * @throws io.edict.error.BindingException if the version in force cannot be bound
     * @throws io.edict.error.EdictException as {@link #get(String)}
     */
    <T> T get(DocumentId id, Binding<T> binding);

    /**
     * Reads a document on demand, as {@link #get(String)}, as a value of a type.
     *
     * @param id the document, {@code namespace/name}
     * @param type the type
     * @param <T> the type
     * @return the value
     * @throws io.edict.error.BindingException if the version in force cannot be bound
     * @throws io.edict.error.EdictException as {@link #get(String)}
     */
    default <T> T get(String id, Class<T> type) {
        return get(DocumentId.of(id), Binding.of(type));
    }

    /**
     * Which values were read, if the client was built to record that.
     *
     * @return the usage, or empty if it is not recorded
     */
    Optional<Usage> usage();

    /**
     * Ceases to follow a document. Its listeners are not called any more and the store no longer announces it, unless
     * its namespace or a layered view follows it too. Does nothing if the document is not followed.
     *
     * @param id the document
     */
    void unfollow(DocumentId id);

    /**
     * Judges the newest version of a document again, if it was refused: after something has changed that gates go by. Returns
     * at once. Does nothing if no version of the document is refused, or the document is not followed.
     *
     * @param id the document
     */
    void reconsider(DocumentId id);

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
