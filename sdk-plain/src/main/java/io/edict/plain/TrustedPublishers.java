package io.edict.plain;

import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.signing.KeyDirectory;
import io.edict.plain.internal.signing.Trust;
import io.edict.plain.internal.signing.TrustedKey;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The public keys of those whose versions a client lets in, and for which namespaces: {@link ClientBuilder#trustOnly}.
 *
 * <p>Made of objects, it is immutable. Made of a directory, it follows the directory's files, within a second or two, so
 * that keys are added and withdrawn without a restart. Safe for use by many threads and clients.
 */
public final class TrustedPublishers {
    private final Trust trust;

    private TrustedPublishers(Trust trust) {
        this.trust = trust;
    }

    /**
     * Trusts some keys for all namespaces.
     *
     * @param keys the public keys
     * @return those whom to trust
     * @throws InvalidRequestException if there is none, or one is not of Ed25519
     */
    public static TrustedPublishers of(PublicKey... keys) {
        if (keys.length == 0) {
            throw new InvalidRequestException("No key is given, so that nothing would be trusted; name at least one");
        }
        Map<String, TrustedKey> trusted = new HashMap<>();
        for (PublicKey key : keys) {
            TrustedKey one = trusted(key, Set.of());
            trusted.put(one.id(), one);
        }
        return of(trusted);
    }

    /**
     * Trusts the keys in a directory's files {@code *.pub}: PEM text, {@code -----BEGIN PUBLIC KEY-----}. Before it may
     * stand comments, which begin with {@code #}, and one line {@code namespaces: shop, billing}, if the key is to be
     * trusted for these only.
     *
     * <p>Files that come, change or go later count within two seconds. One that cannot be read any more is not trusted until
     * it is mended; a directory that cannot be listed any more leaves all as it was. Both are logged.
     *
     * @param directory the directory
     * @return those whom to trust
     * @throws InvalidRequestException if it has no such file, or one of them is no key
     */
    public static TrustedPublishers inDirectory(Path directory) {
        try {
            return new TrustedPublishers(new Trust(new KeyDirectory(directory)));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("The trusted keys cannot be used: " + e.getMessage()
                    + "; mend the file, or name another directory");
        }
    }

    /**
     * Trusts one more key, for some namespaces only.
     *
     * @param key the public key
     * @param namespaces the namespaces, at least one
     * @return those whom to trust, as they are now if they come from a directory
     * @throws InvalidRequestException if there is no namespace or one cannot be, or the key is not of Ed25519
     */
    public TrustedPublishers and(PublicKey key, String... namespaces) {
        if (namespaces.length == 0) {
            throw new InvalidRequestException(
                    "No namespace is given for a key; name at least one, or trust it for all with TrustedPublishers.of");
        }
        Map<String, TrustedKey> more = new HashMap<>(trust.keys());
        TrustedKey one = trusted(key, Set.of(namespaces));
        more.put(one.id(), one);
        return of(more);
    }

    /**
     * Trusts one key, for some namespaces only.
     *
     * @param key the public key
     * @param namespaces the namespaces, at least one
     * @return those whom to trust
     * @throws InvalidRequestException if there is no namespace or one cannot be, or the key is not of Ed25519
     */
    public static TrustedPublishers onlyFor(PublicKey key, String... namespaces) {
        return of(Map.of()).and(key, namespaces);
    }

    private static TrustedPublishers of(Map<String, TrustedKey> keys) {
        Map<String, TrustedKey> fixed = Map.copyOf(keys);
        return new TrustedPublishers(new Trust(() -> fixed));
    }

    private static TrustedKey trusted(PublicKey key, Set<String> namespaces) {
        try {
            return new TrustedKey(key, namespaces);
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("A trusted key cannot be used: " + e.getMessage());
        }
    }

    /**
     * The ids of the keys that are trusted now.
     *
     * @return the ids
     */
    public Set<String> ids() {
        return Set.copyOf(trust.keys().keySet());
    }

    Trust trust() {
        return trust;
    }

    /** Returns the keys' ids and what each is trusted for. */
    @Override
    public String toString() {
        TreeSet<String> keys = new TreeSet<>();
        trust.keys().values().forEach(key -> keys.add(key.toString()));
        return "TrustedPublishers" + keys;
    }
}
