package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;
import org.jspecify.annotations.Nullable;

/**
 * An encrypted value cannot be read, or a text cannot be encrypted: the key is missing or wrong, the value was tampered
 * with or stands at another place than it was encrypted for, or there are no keys. See to the keys, or encrypt the value
 * again. The message names the place and the key, and never a value.
 */
public final class SecretException extends EdictException {
    private static final long serialVersionUID = 1L;

    /** Where the value stands. */
    private final String path;

    /** The key that it is encrypted with. */
    private final String keyId;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned, or null if there is none
     * @param version the version concerned, if it is known
     * @param path the path of the value, or an empty text
     * @param keyId the key's id, or an empty text if it is not known
     */
    public SecretException(
            String message, @Nullable DocumentId document, @Nullable Version version, String path, String keyId) {
        super(message, document, version, null);
        this.path = path;
        this.keyId = keyId;
    }

    /**
     * Where the value stands.
     *
     * @return its path, or an empty text if the error is about no single value
     */
    public String path() {
        return path;
    }

    /**
     * The key that is needed.
     *
     * @return its id, or an empty text if it is not known
     */
    public String keyId() {
        return keyId;
    }
}
