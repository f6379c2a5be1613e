package io.edict.plain.internal.secrets;

import io.edict.DocumentId;
import org.jspecify.annotations.Nullable;

/** What becomes of the encrypted values of a text. */
@FunctionalInterface
public interface SecretReader {
    /** For those who have no keys: refuses. */
    SecretReader NO_KEYS = (token, document, path) -> {
        throw new SecretFlaw(
                token.keyId(), "cannot be read without keys; give the client keys with ClientBuilder.keys");
    };

    /** For tools that show configuration and do not use it: leaves the values encrypted. */
    SecretReader LEAVE = (token, document, path) -> null;

    /** For texts that are no documents: there is nothing that their values could be bound to. */
    SecretReader NOWHERE = (token, document, path) -> {
        throw new SecretFlaw(
                token.keyId(), "stands in a text that is no document; publish it in a document, and refer to it here");
    };

    /**
     * Decrypts a value.
     *
     * @param token the value as it is written, encrypted
     * @param document the document, or null if the text is none
     * @param path its path as it is written
     * @return the clear text, or null to leave it as it is
     * @throws SecretFlaw if it cannot be read
     */
    @Nullable
    String clear(Token token, @Nullable DocumentId document, String path) throws SecretFlaw;

    /**
     * Decrypts with keys.
     *
     * @param keys the keys
     * @return the reader
     */
    static SecretReader of(Keyring keys) {
        Envelope envelope = new Envelope(keys);
        return (token, document, path) -> document == null
                ? NOWHERE.clear(token, null, path)
                : envelope.decrypt(new SecretPlace(document, path), token);
    }
}
