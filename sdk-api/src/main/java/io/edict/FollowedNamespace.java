package io.edict;

import io.edict.error.ClientClosedException;
import java.util.Map;
import java.util.Optional;

/**
 * All documents of a namespace, those published later included.
 *
 * <p>May be used from any thread.
 */
public interface FollowedNamespace {
    /**
     * The namespace.
     *
     * @return its name
     */
    String name();

    /**
     * The documents in force now. Documents that never had an accepted version are left out; a deleted one is there, as
     * its deletion.
     *
     * @return an immutable copy, sorted by id
     */
    Map<DocumentId, Snapshot> snapshots();

    /**
     * One document of the namespace.
     *
     * @param name the name within the namespace
     * @return the version in force, or empty if there is none
     */
    Optional<Snapshot> find(String name);

    /**
     * Subscribes a listener to all documents of the namespace from now on. Calls come one at a time; for each document
     * they come in the order of its versions.
     *
     * @param listener the listener
     * @return its registration
     * @throws ClientClosedException if the client is closed
     */
    default Subscription subscribe(ConfigListener<? super ConfigChange> listener) {
        return subscribe(ListenerOptions.defaults(), listener);
    }

    /**
     * Subscribes a listener to all documents of the namespace.
     *
     * @param options how it is called
     * @param listener the listener
     * @return its registration
     * @throws ClientClosedException if the client is closed
     */
    Subscription subscribe(ListenerOptions options, ConfigListener<? super ConfigChange> listener);
}
