package io.edict;

/**
 * Hears of new versions of a document.
 *
 * <p>Calls to one listener come one at a time, in the order of versions, and never twice for the same version. While a
 * call runs, newer versions are merged: the next call tells of the newest one, and its {@link ConfigChange#before()} is
 * what the listener saw last. Whoever hears of a version reads that version or a newer one everywhere in the client.
 *
 * <p>A call runs on one of the client's threads or on the executor given with {@link ListenerOptions}, never on a thread
 * of ZooKeeper. It may block, and may call the client: that delays this listener and no other. What it throws is logged
 * and reported as {@link ClientEvent.ListenerFailed}; the listener stays subscribed and the version counts as seen.
 */
@FunctionalInterface
public interface ConfigListener {
    /**
     * Called with each change.
     *
     * @param change what changed, against what this listener saw last
     * @throws Exception anything; it is logged and the listener stays subscribed
     */
    void onChange(ConfigChange change) throws Exception;
}
