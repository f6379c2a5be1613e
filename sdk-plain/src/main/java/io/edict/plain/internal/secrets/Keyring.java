package io.edict.plain.internal.secrets;

import org.jspecify.annotations.Nullable;

/** Master keys, whoever holds them. Any thread. */
public interface Keyring {
    /**
     * The key that new values are encrypted under.
     *
     * @return its id
     * @throws Exception if it cannot be told
     */
    String currentKeyId() throws Exception;

    /**
     * Wraps a data key.
     *
     * @param keyId the master key
     * @param dataKey the data key
     * @param context what is authenticated with it
     * @return the wrapped data key, or null if there is no such master key
     * @throws Exception if it cannot be done now
     */
    byte @Nullable [] wrap(String keyId, byte[] dataKey, byte[] context) throws Exception;

    /**
     * Unwraps a data key.
     *
     * @param keyId the master key
     * @param wrapped the wrapped data key
     * @param context what was authenticated with it
     * @return the data key, or null if there is no such master key
     * @throws Exception if the wrapped key or the context is not what it was, or if it cannot be done now
     */
    byte @Nullable [] unwrap(String keyId, byte[] wrapped, byte[] context) throws Exception;

    /**
     * Whether this is application code, which may block.
     *
     * @return whether it must be run in bounded time
     */
    boolean mayBlock();

    /**
     * Changes whenever what could not be read may be readable. Does not block.
     *
     * @return a number that says nothing by itself
     */
    default long edition() {
        return 0;
    }
}
