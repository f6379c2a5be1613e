package io.edict.plain.internal.signing;

import io.edict.VersionInfo;
import io.edict.VersionInfo.Signature;
import io.edict.plain.internal.store.Signer;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A publisher's private key, which signs versions. Shows its id only. */
public final class PublisherKey implements Signer {
    private final KeyPair pair;
    private final String id;

    private PublisherKey(KeyPair pair) {
        this.pair = pair;
        this.id = Ed25519.id(pair.getPublic());
    }

    /** Makes a new key. */
    public static PublisherKey generate() {
        return new PublisherKey(Ed25519.generate());
    }

    /**
     * Reads a PKCS#8 block.
     *
     * @throws IllegalArgumentException if it is none of Ed25519; never quotes the text
     */
    public static PublisherKey ofPem(String text) {
        try {
            return of(Ed25519.privateKey(Pem.read(Pem.PRIVATE, text).bytes()));
        } catch (InvalidKeySpecException e) {
            // The cause could quote the key.
            throw new IllegalArgumentException("it is no private key of Ed25519");
        }
    }

    /**
     * Takes a private key.
     *
     * @throws IllegalArgumentException if it is none of Ed25519, or its bytes cannot be had
     */
    public static PublisherKey of(PrivateKey key) {
        try {
            return new PublisherKey(Ed25519.pair(key));
        } catch (InvalidKeySpecException | RuntimeException e) {
            throw new IllegalArgumentException("it is no private key of Ed25519 whose public key can be told");
        }
    }

    /** The key's id. */
    public String id() {
        return id;
    }

    /** The public key. */
    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** Trusts this key alone. */
    public Trust trust() {
        TrustedKey own = new TrustedKey(publicKey(), Set.of());
        Map<String, TrustedKey> keys = Map.of(own.id(), own);
        return new Trust(() -> keys);
    }

    /** The public key as text. */
    public String publicPem() {
        return Pem.write(Pem.PUBLIC, pair.getPublic().getEncoded());
    }

    /** The private key as text. */
    public String privatePem() {
        return Pem.write(Pem.PRIVATE, Objects.requireNonNull(pair.getPrivate().getEncoded()));
    }

    @Override
    public VersionInfo sign(String storeId, VersionInfo version) {
        byte[] signature = Ed25519.sign(pair.getPrivate(), CanonicalForm.of(storeId, version));
        return version.signed(new Signature(id, Base64.getEncoder().encodeToString(signature)));
    }

    @Override
    public String toString() {
        return "PublisherKey[" + id + "]";
    }
}
