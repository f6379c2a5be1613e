package io.edict.plain.internal.signing;

import io.edict.AuditEntry.Standing;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Signature;
import io.edict.error.UntrustedVersionException;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges the signatures of versions by a set of trusted keys, which may change. Safe for use by many threads; verifying
 * takes about a millisecond of computing; trusted keys in a directory are looked at besides.
 */
public final class Trust {
    private final Supplier<Map<String, TrustedKey>> keys;

    /**
     * Makes a judge.
     *
     * @param keys the keys that are trusted now, by their ids; each answer is never changed
     */
    public Trust(Supplier<Map<String, TrustedKey>> keys) {
        this.keys = keys;
    }

    /**
     * What a version's signature is worth.
     *
     * @param standing verified, untrusted or unsigned
     * @param remark why it is untrusted, as the end of a sentence, else empty
     */
    public record Opinion(Standing standing, String remark) {}

    /** The keys that are trusted now. Another object once they have changed. */
    public Map<String, TrustedKey> keys() {
        return keys.get();
    }

    /** Judges a version. */
    public Opinion of(String storeId, VersionInfo info) {
        Signature signature = info.signature();
        if (signature == null) {
            return new Opinion(Standing.UNSIGNED, "");
        }
        String wrong = wrong(storeId, info, signature);
        return wrong == null ? new Opinion(Standing.VERIFIED, "") : new Opinion(Standing.UNTRUSTED, wrong);
    }

    private @Nullable String wrong(String storeId, VersionInfo info, Signature signature) {
        String id = shown(signature.key());
        TrustedKey key = keys().get(signature.key());
        if (key == null) {
            return "it is signed by key " + id + ", which is not trusted here; trust that key if it is a publisher's,"
                    + " else publish again with one that is trusted";
        }
        if (!key.maySign(info.id())) {
            return "it is signed by key " + id
                    + ", which is trusted for other namespaces only; publish again with a key" + " for namespace "
                    + info.id().namespace();
        }
        return verifies(storeId, info, signature, key)
                ? null
                : "its signature by key " + id
                        + " does not fit it: it was changed, or belongs to another version, document"
                        + " or store; find out who can write to the store, and publish again";
    }

    private static boolean verifies(String storeId, VersionInfo info, Signature signature, TrustedKey key) {
        try {
            byte[] made = Base64.getDecoder().decode(signature.value());
            return Ed25519.verifies(key.key(), CanonicalForm.of(storeId, info), made);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** An id from a header is anybody's text: only what an id looks like is shown. */
    private static String shown(String id) {
        return id.matches("[0-9a-f]{16}") ? id : "of no valid id";
    }

    /** Why a version is not trusted, or null if it is. */
    public @Nullable UntrustedVersionException objection(String storeId, VersionInfo info) {
        Opinion opinion = of(storeId, info);
        if (opinion.standing() == Standing.VERIFIED) {
            return null;
        }
        String why = opinion.standing() == Standing.UNSIGNED
                ? "it is not signed; publish it again with a trusted key"
                : opinion.remark();
        return new UntrustedVersionException(
                info.id() + " version " + info.version() + (info.isDeletion() ? ", a deletion," : "")
                        + " is not trusted: " + why,
                info.id(),
                info.version());
    }
}
