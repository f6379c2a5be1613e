package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;

/**
 * The version is not signed by a publisher whom this client trusts for the document: it is unsigned, the signature is
 * wrong, or its key is not trusted. A client goes on with its last known good. Publish again with a trusted key, or trust
 * the key that signed.
 */
public final class UntrustedVersionException extends EdictException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned
     * @param version the version concerned
     */
    public UntrustedVersionException(String message, DocumentId document, Version version) {
        super(message, document, version, null);
    }
}
