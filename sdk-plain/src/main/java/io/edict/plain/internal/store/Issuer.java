package io.edict.plain.internal.store;

import java.util.UUID;

/**
 * Who issues a transaction's versions.
 *
 * @param publishId the id of the publish, the same however often it is sent
 * @param signer what signs the versions
 */
public record Issuer(UUID publishId, Signer signer) {
    /** Issues unsigned versions. */
    public static Issuer unsigned(UUID publishId) {
        return new Issuer(publishId, Signer.NONE);
    }
}
