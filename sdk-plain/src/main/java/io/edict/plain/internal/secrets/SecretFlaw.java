package io.edict.plain.internal.secrets;

/** Says why a value cannot be encrypted or read, in words that go on from "the encrypted value". An answer, so without a stack trace. */
public final class SecretFlaw extends Exception {
    private static final long serialVersionUID = 1L;

    private final String keyId;

    /**
     * A flaw.
     *
     * @param keyId the key concerned, or an empty text
     * @param what what is wrong and what to do about it
     */
    public SecretFlaw(String keyId, String what) {
        super(what, null, false, false);
        this.keyId = keyId;
    }

    /**
     * The key concerned.
     *
     * @return its id, or an empty text
     */
    public String keyId() {
        return keyId;
    }

    /**
     * What is wrong, and what to do about it.
     *
     * @return words without a value
     */
    public String what() {
        return String.valueOf(getMessage());
    }
}
