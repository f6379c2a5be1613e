package io.edict.plain.internal.store;

import io.edict.VersionInfo;

/**
 * One version as a store holds it, verified: size and SHA-256 of the content are those of the record.
 *
 * @param storeId the identity of the store that issued the version; versions of different stores have no order
 * @param info the version's record
 * @param content the text's bytes, empty for a deletion
 */
public record StoredVersion(String storeId, VersionInfo info, Content content) {

    /** Whether this is the same edition as another: store, version and SHA-256. */
    public boolean sameEdition(StoredVersion other) {
        return storeId.equals(other.storeId)
                && info.version().equals(other.info.version())
                && info.sha256().equals(other.info.sha256())
                && info.kind() == other.info.kind();
    }
}
