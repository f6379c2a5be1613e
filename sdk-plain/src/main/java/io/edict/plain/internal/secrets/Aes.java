package io.edict.plain.internal.secrets;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM: a fresh random nonce of 12 bytes, then the encrypted bytes, then a tag of 16 bytes. */
public final class Aes {
    /** The bytes of a key. */
    public static final int KEY = 32;

    static final int NONCE = 12;
    static final int TAG = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Aes() {}

    /**
     * A new key.
     *
     * @return random bytes
     */
    public static byte[] newKey() {
        byte[] key = new byte[KEY];
        RANDOM.nextBytes(key);
        return key;
    }

    /**
     * Encrypts.
     *
     * @param key the key
     * @param clear what to encrypt
     * @param context what to authenticate with it
     * @return nonce, encrypted bytes and tag
     * @throws GeneralSecurityException if the JVM cannot do it
     */
    public static byte[] sealed(byte[] key, byte[] clear, byte[] context) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] sealed = Arrays.copyOf(nonce, NONCE + clear.length + TAG);
        cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(clear, 0, clear.length, sealed, NONCE);
        return sealed;
    }

    /**
     * Decrypts.
     *
     * @param key the key
     * @param sealed nonce, encrypted bytes and tag
     * @param context what was authenticated with it
     * @return what was encrypted
     * @throws GeneralSecurityException if key, bytes or context are not what they were
     */
    public static byte[] opened(byte[] key, byte[] sealed, byte[] context) throws GeneralSecurityException {
        if (sealed.length < NONCE + TAG) {
            throw new GeneralSecurityException("too short");
        }
        return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE), context)
                .doFinal(sealed, NONCE, sealed.length - NONCE);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
