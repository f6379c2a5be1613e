package io.edict.plain.internal.secrets;

/** Edict's own key providers have no keys to give; the message says why and what to do, and holds no key. */
public final class KeysUnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what keeps the keys from being used, and what to do about it
     */
    public KeysUnusableException(String message) {
        super(message);
    }
}
