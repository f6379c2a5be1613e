package io.edict.plain.internal.zookeeper;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Tells whether credentials have changed, without keeping them: salted hashes that mean nothing outside of this JVM. */
final class Prints {
    private static final byte[] SALT = salt();

    private Prints() {}

    static byte[] of(Object... parts) {
        MessageDigest digest = digest();
        for (Object part : parts) {
            byte[] bytes = part instanceof byte[] raw ? raw : part.toString().getBytes(StandardCharsets.UTF_8);
            digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) ':');
            digest.update(bytes);
        }
        return digest.digest();
    }

    /** Of what is in a key store: its own encoding differs each time. */
    static byte[] of(KeyStore store, char @Nullable [] password) throws GeneralSecurityException {
        MessageDigest digest = digest();
        for (String alias : Collections.list(store.aliases())) {
            digest.update(store.getCertificate(alias).getEncoded());
            Key key = password != null && store.isKeyEntry(alias) ? store.getKey(alias, password) : null;
            if (key != null && key.getEncoded() != null) {
                digest.update(key.getEncoded());
            }
        }
        return digest.digest();
    }

    private static MessageDigest digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(SALT);
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    private static byte[] salt() {
        byte[] salt = new byte[32];
        new SecureRandom().nextBytes(salt);
        return salt;
    }
}
