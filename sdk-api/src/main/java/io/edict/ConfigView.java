package io.edict;

import io.edict.error.AwaitTimeoutException;
import io.edict.error.BindingException;
import io.edict.error.ClientClosedException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.StoreUnreachableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Configuration that a client keeps up to date: one document ({@link FollowedDocument}) or several in layers
 * ({@link LayeredView}). It is read as a whole ({@link #snapshot()}), as typed values ({@link #live(Class)}), and heard of
 * by listeners.
 *
 * <p>May be used from any thread. After the client is closed, or the document no longer followed, the last version stays
 * readable and no listener is called.
 *
 * <p>Everything that one client shows moves at one instant: a thread that has seen a version in a snapshot, a live value
 * or a {@link Pin} sees that version or a newer one in all others, and so it is for documents published in one
 * transaction.
 *
 * @param <S> what a version looks like
 * @param <C> what listeners are told
 */
public interface ConfigView<S extends Values, C> {
    /**
     * The version in force, from memory. Never goes back to an older version.
     *
     * @return the newest accepted version
     * @throws DocumentAbsentException if the store was reached and there is no such document
     * @throws StoreUnreachableException if nothing has been loaded yet
     * @throws io.edict.error.DocumentRefusedException if the only versions seen so far were refused
     */
    S snapshot();

    /**
     * The version in force, if there is one, from memory.
     *
     * @return the newest accepted version, or empty if there is none yet
     */
    Optional<S> find();

    /**
     * The whole configuration as a value of a type, kept up to date.
     *
     * @param type a record, or an interface
     * @param <T> the type
     * @return the live value
     * @throws BindingException as {@link #live(Binding)}
     */
    default <T> Live<T> live(Class<T> type) {
        return live(Binding.of(type));
    }

    /**
     * What stands at a path as a value of a type, kept up to date.
     *
     * @param path the path
     * @param type {@code Integer}, {@code String}, {@code Duration}, an enum, a record, an interface …
     * @param <T> the type
     * @return the live value
     * @throws BindingException as {@link #live(Binding)}
     */
    default <T> Live<T> live(String path, Class<T> type) {
        return live(Binding.of(type).at(path));
    }

    /**
     * A typed value, kept up to date. From now on a version that cannot be bound to it is refused, as if a {@link Gate}
     * had refused it: nobody in the application sees it. Equal bindings give the same live value; it lives as long as
     * this view, so make it once and keep it.
     *
     * @param binding what to bind, and to which type
     * @param <T> the type
     * @return the live value, which has a value already
     * @throws BindingException if the version in force cannot be bound; it tells all that is wrong
     * @throws DocumentAbsentException as {@link #snapshot()}, unless the binding has a fallback; likewise the others named
     *     there
     * @throws ClientClosedException if the client is closed
     */
    <T> Live<T> live(Binding<T> binding);

    /**
     * A live value that a function makes of the whole version, for what a {@link Binding} cannot express. It is made once
     * for each version, before anyone sees that version; if the function throws or gives null, the version is refused.
     * What it throws is reported by its class, or by its message if that is an {@link io.edict.error.EdictException}. Each
     * call gives another live value; it lives as long as this view, so make it once and keep it.
     *
     * @param function makes the value; it may be called on any of the client's threads, and again for a version
     * @param <T> the value's type
     * @return the live value, which has a value already
     * @throws BindingException if the function throws, or gives null, for the version in force
     * @throws DocumentAbsentException as {@link #snapshot()}; likewise the others named there
     * @throws ClientClosedException if the client is closed
     */
    <T> Live<T> derive(Function<? super S, ? extends T> function);

    /**
     * Subscribes a listener to changes from now on.
     *
     * @param listener the listener
     * @return its registration
     * @throws ClientClosedException if the client is closed
     */
    default Subscription subscribe(ConfigListener<? super C> listener) {
        return subscribe(ListenerOptions.defaults(), listener);
    }

    /**
     * Subscribes a listener.
     *
     * @param options how it is called, and for which paths
     * @param listener the listener
     * @return its registration
     * @throws ClientClosedException if the client is closed
     */
    Subscription subscribe(ListenerOptions options, ConfigListener<? super C> listener);

    /**
     * Blocks until the version in force fulfils a condition.
     *
     * @param condition what to wait for
     * @param timeout how long to wait at most
     * @return the first version seen that fulfils it
     * @throws AwaitTimeoutException if the time has passed; the message says what is known
     */
    S await(Predicate<? super S> condition, Duration timeout);

    /**
     * Holds on to all that the client shows at this moment, for the length of one request.
     *
     * @return the pinned state, of the whole client
     */
    Pin pin();
}
