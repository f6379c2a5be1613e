package io.edict.plain.internal.dispatch;

import io.edict.ConfigChange;
import io.edict.LayeredChange;
import io.edict.LayeredSnapshot;
import io.edict.ListenerOptions;
import io.edict.LiveChange;
import io.edict.Snapshot;
import io.edict.Versioned;
import io.edict.error.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ListenerQueue} treats what it is offered: what is merged with what, what is newer, and what the listener
 * is told.
 *
 * <p>All but {@link #between} may be called with the queue's lock held, so they only look at what they are given.
 *
 * @param <S> what is offered
 * @param <C> what the listener is told
 */
public interface Changes<S, C> {
    /**
     * What an item is a state of: of items with equal keys the newest takes the place of the others.
     *
     * @param item an item
     * @return a key with {@code equals} and {@code hashCode}
     */
    Object key(S item);

    /**
     * Tells whether an item is newer than another with an equal key.
     *
     * @param item an item
     * @param than the other one
     * @return whether it is newer; false for the same one
     */
    boolean isNewer(S item, S than);

    /**
     * What the item is called in logs and events.
     *
     * @param item an item
     * @return a text without values
     */
    String subject(S item);

    /**
     * What to tell the listener. Called on the listener's thread just before its call, without a lock; it may take a while,
     * and what it throws is a failure of the listener.
     *
     * @param before what the listener saw last, or null if it has seen nothing
     * @param after what is in force now
     * @return the change, or null if there is nothing to tell: the listener is not called, and {@code after} counts as seen
     */
    @Nullable
    C between(@Nullable S before, S after);

    /**
     * Documents, of one id or of many: ordered by version, merged by id. Every new version is told; with paths only one that
     * changes a key at or below one of them, with these keys only. The first version seen is always told.
     *
     * @param diff tells which keys changed
     * @param options the listener's paths
     * @return the strategy
     */
    static Changes<Snapshot, ConfigChange> ofDocuments(Diff diff, ListenerOptions options) {
        return new DocumentChanges(diff, new PathFilter(options.paths()));
    }

    /**
     * A layered view, ordered by sequence number. Told only if an effective key changed, with paths only if one at or below
     * one of them did; keys and shadowed values elsewhere are left out. The first state seen is always told.
     *
     * @param subject the layers, for logs and events
     * @param diff tells which keys changed, and which changes are hidden
     * @param options the listener's paths
     * @return the strategy
     */
    static Changes<Stamped<LayeredSnapshot>, LayeredChange> ofLayers(
            String subject, LayeredDiff diff, ListenerOptions options) {
        return new LayeredChanges(subject, diff, new PathFilter(options.paths()));
    }

    /**
     * A live value, ordered by sequence number. Told only if it is not equal to the one seen last; the first one seen is
     * always told. If {@code equals} throws, the value is told, because a listener that is called once too often is better
     * than one that misses a change; the throw is reported as {@link Reporter#incomparable}, not as a failure of the
     * listener, which did nothing wrong.
     *
     * @param subject the value, for logs and events
     * @param reporter is told of an {@code equals} that throws
     * @param options must name no paths
     * @param <T> the value's type
     * @return the strategy
     * @throws InvalidRequestException if the options name paths
     */
    static <T> Changes<Stamped<Versioned<T>>, LiveChange<T>> ofLive(
            String subject, Reporter reporter, ListenerOptions options) {
        if (!options.paths().isEmpty()) {
            throw new InvalidRequestException(
                    "A listener to " + subject + " cannot be for paths " + options.paths()
                            + ", because it is called with whole values; leave the paths out, or make a live value of that path");
        }
        return new LiveChanges<>(subject, reporter);
    }
}
