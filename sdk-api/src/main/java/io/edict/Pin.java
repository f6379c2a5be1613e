package io.edict;

/**
 * All that a client shows at one moment, held for the length of one request: whatever is read through it belongs
 * together, also when new versions come into force meanwhile. Making one is one volatile read; it holds on to old
 * versions as long as it is kept, so let go of it with the request.
 *
 * <p>Immutable, and for any thread. Documents read on demand ({@link ConfigClient#get(String)}) are not part of it.
 */
public interface Pin {
    /**
     * A view's version at that moment.
     *
     * @param view a followed document or a layered view of the same client
     * @param <S> what a version looks like
     * @return the version that was in force
     * @throws io.edict.error.InvalidRequestException if the view is of another client, or is not part of pins
     * @throws io.edict.error.EdictException as {@link ConfigView#snapshot()}, if there was no version then
     */
    <S extends Values> S snapshot(ConfigView<S, ?> view);

    /**
     * A live value at that moment.
     *
     * @param live a live value of the same client
     * @param <T> the value's type
     * @return the value that was in force
     * @throws io.edict.error.InvalidRequestException if the live value is of another client, or is not part of pins
     * @throws io.edict.error.BindingException if the live value was made after this pin, and cannot be made of the
     *     version then in force
     */
    <T> T get(Live<T> live);
}
