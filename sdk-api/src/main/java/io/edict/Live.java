package io.edict;

import io.edict.error.AwaitTimeoutException;
import io.edict.error.ClientClosedException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A typed value that follows the published version.
 *
 * <p>{@link #get()} reads two volatile fields: it never blocks, never gives null, and gives a whole value of one version. The
 * value is made once for each version, before anyone sees that version, on the client's threads; a version that it cannot
 * be made of is refused and the last good value stays. A version that makes an equal value (by {@code equals}) leaves the
 * same object in place and notifies nobody; only {@link #current()} then tells the newer version.
 *
 * <p>Values are shared by all threads and must not be changed. To read several live values of the same version, use a
 * record or a {@link Pin}.
 *
 * @param <T> the value's type
 */
public interface Live<T> extends Supplier<T> {
    /**
     * The value in force, from memory: two volatile fields.
     *
     * @return the value, never null
     */
    @Override
    T get();

    /**
     * The value in force, with the version that it came from.
     *
     * @return both, which belong together
     */
    Versioned<T> current();

    /**
     * A live value derived from this one. Like this one it is made once for each version, before anyone sees that
     * version; if the function throws or gives null, the version is refused. It lives as long as this one, so make it
     * once and keep it.
     *
     * @param function makes the derived value; it may be called on any of the client's threads, and again for a version
     * @param <R> the derived value's type
     * @return the derived live value
     * @throws io.edict.error.BindingException if the function throws, or gives null, for the value in force
     */
    <R> Live<R> map(Function<? super T, ? extends R> function);

    /**
     * Subscribes a listener to changes of the value from now on.
     *
     * @param listener the listener
     * @return its registration
     * @throws ClientClosedException if the client is closed
     */
    default Subscription subscribe(ConfigListener<? super LiveChange<T>> listener) {
        return subscribe(ListenerOptions.defaults(), listener);
    }

    /**
     * Subscribes a listener. Paths among the options are not for live values: bind a smaller part instead.
     *
     * @param options how it is called
     * @param listener the listener
     * @return its registration
     * @throws ClientClosedException if the client is closed
     * @throws io.edict.error.InvalidRequestException if the options name paths
     */
    Subscription subscribe(ListenerOptions options, ConfigListener<? super LiveChange<T>> listener);

    /**
     * Blocks until the value fulfils a condition.
     *
     * @param condition what to wait for
     * @param timeout how long to wait at most
     * @return the first value seen that fulfils it
     * @throws AwaitTimeoutException if the time has passed
     */
    T await(Predicate<? super T> condition, Duration timeout);
}
