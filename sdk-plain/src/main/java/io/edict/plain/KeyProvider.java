package io.edict.plain;

import org.jspecify.annotations.Nullable;

/**
 * Holds the master keys of encrypted values, or knows a service that does. Each value is encrypted under a random data key
 * of its own, of 32 bytes; what a provider wraps and unwraps is that data key. {@link Keys} has providers for a file and
 * an environment variable.
 *
 * <p>Called by any thread, by several at once. May block: a client runs it as it runs gates, within
 * {@link ClientBuilder#gateTimeout} for all versions of one transaction, and interrupts it after that. Whatever it throws
 * refuses the version; the message is not shown, because it may hold what must not be.
 */
public interface KeyProvider {
    /**
     * The key that new values are encrypted under. Not called to read values.
     *
     * @return its id: 1 to 64 letters, digits, dots, hyphens and underscores of ASCII
     * @throws Exception if it cannot be told
     */
    String currentKeyId() throws Exception;

    /**
     * Encrypts a data key under a master key. Not called to read values.
     *
     * @param keyId the master key
     * @param dataKey the data key, 32 bytes, which are wiped after the call
     * @param context what to authenticate with it, so that unwrapping fails with another one
     * @return the wrapped data key, at most 32,767 bytes, or null if there is no such master key
     * @throws Exception if it cannot be done
     */
    byte @Nullable [] wrap(String keyId, byte[] dataKey, byte[] context) throws Exception;

    /**
     * Decrypts a data key.
     *
     * @param keyId the master key
     * @param wrapped the wrapped data key
     * @param context what was authenticated with it
     * @return the data key, an array that is wiped after use, or null if there is no such master key
     * @throws java.security.GeneralSecurityException if key, wrapped bytes or context are not what they were
     * @throws Exception if it cannot be done now
     */
    byte @Nullable [] unwrap(String keyId, byte[] wrapped, byte[] context) throws Exception;
}
