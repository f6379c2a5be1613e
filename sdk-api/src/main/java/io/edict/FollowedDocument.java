package io.edict;

import io.edict.error.AwaitTimeoutException;
import io.edict.error.ClientClosedException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.StoreUnreachableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A document that a client follows: the newest accepted version is always at hand.
 *
 * <p>May be used from any thread. After the client is closed, or the document no longer followed, the last version stays
 * readable and no listener is called.
 */
public interface FollowedDocument {
    /**
     * The document.
     *
     * @return its id
     */
    DocumentId id();

    /**
     * The version in force: one volatile read. Never goes back to an older version.
     *
     * @return the newest accepted version, possibly a deletion
     * @throws DocumentAbsentException if the store was reached and there is no such document
     * @throws StoreUnreachableException if nothing has been loaded yet
     * @throws io.edict.error.DocumentRefusedException if the only versions seen so far were refused
     */
    Snapshot snapshot();

    /**
     * The version in force, if there is one: one volatile read.
     *
     * @return the newest accepted version, possibly a deletion, or empty if there is none yet
     */
    Optional<Snapshot> find();

    /**
     * What is known of this document now, from memory.
     *
     * @return the status
     */
    DocumentStatus status();

    /**
     * Subscribes a listener to changes from now on.
     *
     * @param listener the listener
     * @return its registration
     * @throws ClientClosedException if the client is closed
     */
    default Subscription subscribe(ConfigListener listener) {
        return subscribe(ListenerOptions.defaults(), listener);
    }

    /**
     * Subscribes a listener.
     *
     * @param options how it is called
     * @param listener the listener
     * @return its registration
     * @throws ClientClosedException if the client is closed
     */
    Subscription subscribe(ListenerOptions options, ConfigListener listener);

    /**
     * Blocks until the version in force fulfils a condition.
     *
     * @param condition what to wait for
     * @param timeout how long to wait at most
     * @return the first version seen that fulfils it
     * @throws AwaitTimeoutException if the time has passed; the message says what is known of the document
     */
    Snapshot await(Predicate<? super Snapshot> condition, Duration timeout);
}
