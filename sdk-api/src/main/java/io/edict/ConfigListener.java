package io.edict;

/**
 * Hears of changes: of a document or a namespace ({@link ConfigChange}), of a layered view ({@link LayeredChange}), of a live
 * value ({@link LiveChange}).
 *
 * <p>Calls to one listener come one at a time, in the order of versions, and never twice for the same version. While a
 * call runs, newer versions are merged: the next call tells of the newest one, and its {@code before} is
 * what the listener saw last. Whoever hears of a version reads that version or a newer one everywhere in the client.
 *
 * <p>A call runs on one of the client's threads or on the executor given with {@link ListenerOptions}, never on a thread
 * of ZooKeeper. It may block, and may call the client: that delays this listener and no other. What it throws is logged
 * and reported as {@link ClientEvent.ListenerFailed}; the listener stays subscribed and the version counts as seen.
 *
 * @param <C> what the listener is told
 */
@FunctionalInterface
public interface ConfigListener<C> {
    /**
     * Called with each change.
     *
     * @param change what changed, against what this listener saw last
     * @throws Exception anything; it is logged and the listener stays subscribed
     */
    void onChange(C change) throws Exception;
}
