package io.edict.plain.internal.store;

import io.edict.VersionInfo;

/**
 * Puts a publisher's signature on a version, once its number is known. Called by whichever store issues the number, each
 * time that a transaction is planned; quick, and without I/O.
 */
public interface Signer {
    /** Leaves versions unsigned. */
    Signer NONE = (storeId, version) -> version;

    /**
     * Signs a version.
     *
     * @param storeId the identity of the store that issues it
     * @param version the version, complete but for a signature
     * @return the signed version
     */
    VersionInfo sign(String storeId, VersionInfo version);
}
