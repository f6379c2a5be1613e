package io.edict.plain.internal.signing;

import io.edict.plain.internal.store.Content;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** The JDK's Ed25519: keys from their encodings, ids, signing and verifying. */
final class Ed25519 {
    private static final String NAME = "Ed25519";
    private static final int ID_DIGITS = 16;
    private static final int SIGNATURE_BYTES = 64;
    private static final byte[] PROBE = {1, 2, 3};

    private Ed25519() {}

    static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(NAME).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /** The id of a key: it cannot lie, because it is made of the key. */
    static String id(PublicKey key) {
        return Content.sha256(key.getEncoded()).substring(0, ID_DIGITS);
    }

    /** Whether a key is one of Ed25519, and no other. */
    static boolean fits(PublicKey key) {
        return key instanceof EdECPublicKey edwards
                && edwards.getParams().getName().equals(NAME);
    }

    static PublicKey publicKey(byte[] x509) throws InvalidKeySpecException {
        PublicKey key = factory().generatePublic(new X509EncodedKeySpec(x509));
        // Made again from what was read, so that no second encoding of a key gives it a second id.
        return factory().generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    static PrivateKey privateKey(byte[] pkcs8) throws InvalidKeySpecException {
        return factory().generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    /**
     * A private key with the public one that belongs to it. The JDK has no way to ask for it, but its generator makes a key
     * pair of the random bytes that it is given, and these are the private key.
     */
    static KeyPair pair(PrivateKey key) throws InvalidKeySpecException {
        byte[] seed = key instanceof EdECPrivateKey edwards
                ? edwards.getBytes().orElseThrow(() -> new InvalidKeySpecException("The private key hides its bytes"))
                : new byte[0];
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(new NamedParameterSpec(NAME), new Fixed(seed));
            KeyPair pair = new KeyPair(generator.generateKeyPair().getPublic(), key);
            if (!verifies(pair.getPublic(), PROBE, sign(key, PROBE))) {
                throw new InvalidKeySpecException("This Java platform cannot tell the public key");
            }
            return pair;
        } catch (InvalidKeySpecException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    static byte[] sign(PrivateKey key, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    /** Whether a signature is right; one that is none is not. The JDK would take one with bytes behind it. */
    static boolean verifies(PublicKey key, byte[] bytes, byte[] made) {
        if (made.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(key);
            signature.update(bytes);
            return signature.verify(made);
        } catch (GeneralSecurityException notOne) {
            return false;
        }
    }

    private static KeyFactory factory() {
        try {
            return KeyFactory.getInstance(NAME);
        } catch (GeneralSecurityException e) {
            throw unavailable(e);
        }
    }

    private static IllegalStateException unavailable(GeneralSecurityException e) {
        return new IllegalStateException("This Java platform cannot sign with " + NAME, e);
    }

    /** Gives the bytes that it was made with. */
    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient byte[] seed;

        private Fixed(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
        }
    }
}
