package io.edict.plain.internal.secrets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Encrypts and decrypts single values. Data keys are wiped as soon as they were used. */
public final class Envelope {
    private static final String DATA_KEY = "data key";
    private static final String VALUE = "value";
    private static final int LENGTH = Short.BYTES;

    private final Keyring keys;

    /**
     * Uses keys.
     *
     * @param keys the master keys
     */
    public Envelope(Keyring keys) {
        this.keys = keys;
    }

    /**
     * Encrypts a value under the current key.
     *
     * @param place where it is to stand
     * @param clear the value
     * @return the token
     * @throws SecretFlaw if the keys cannot do it
     */
    public Token encrypt(SecretPlace place, String clear) throws SecretFlaw {
        String keyId = currentKeyId();
        byte[] dataKey = Aes.newKey();
        byte[] text = utf8(clear);
        try {
            byte[] wrapped = wrap(keyId, dataKey, place.context(DATA_KEY, keyId));
            byte[] sealed = Aes.sealed(dataKey, text, place.context(VALUE, keyId));
            ByteBuffer envelope = ByteBuffer.allocate(LENGTH + wrapped.length + sealed.length);
            envelope.putShort((short) wrapped.length).put(wrapped).put(sealed);
            return Token.of(keyId, envelope.array());
        } catch (GeneralSecurityException e) {
            throw failed(keyId, e);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }

    /**
     * The id of the key that values are encrypted under, checked.
     *
     * @return the id
     * @throws SecretFlaw if it cannot be told
     */
    public String currentKeyId() throws SecretFlaw {
        String keyId;
        try {
            keyId = keys.currentKeyId();
        } catch (Exception e) {
            throw failed("", e);
        }
        if (!Token.isKeyId(keyId)) {
            throw new SecretFlaw(
                    "",
                    "cannot be made: a key's id has 1 to 64 letters, digits, dots, hyphens and underscores; see to"
                            + " the key provider");
        }
        return keyId;
    }

    /** Text that is no UTF-16 would not come back as it was. */
    private static byte[] utf8(String clear) throws SecretFlaw {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(clear)) {
            throw new SecretFlaw("", "cannot be made of a text with half of a surrogate pair; mend the text");
        }
        return clear.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] wrap(String keyId, byte[] dataKey, byte[] context) throws SecretFlaw {
        byte[] wrapped;
        byte[] given = dataKey.clone();
        try {
            wrapped = keys.wrap(keyId, given, context);
        } catch (Exception e) {
            throw failed(keyId, e);
        } finally {
            Arrays.fill(given, (byte) 0);
        }
        if (wrapped == null) {
            throw noKey(keyId);
        }
        if (wrapped.length > Short.MAX_VALUE) {
            throw new SecretFlaw(keyId, "cannot be made: the wrapped data key is too long; see to the key provider");
        }
        return wrapped;
    }

    /**
     * Decrypts a value.
     *
     * @param place where it stands
     * @param token the token, encrypted
     * @return the value
     * @throws SecretFlaw if it cannot be read
     */
    public String decrypt(SecretPlace place, Token token) throws SecretFlaw {
        byte[] envelope = token.envelope();
        if (envelope == null || envelope.length < LENGTH) {
            throw forged(token.keyId());
        }
        int wrapped = ByteBuffer.wrap(envelope).getShort();
        if (wrapped < 0 || envelope.length < LENGTH + wrapped) {
            throw forged(token.keyId());
        }
        byte[] dataKey = unwrap(
                token.keyId(),
                Arrays.copyOfRange(envelope, LENGTH, LENGTH + wrapped),
                place.context(DATA_KEY, token.keyId()));
        byte @Nullable [] text = null;
        try {
            byte[] sealed = Arrays.copyOfRange(envelope, LENGTH + wrapped, envelope.length);
            text = Aes.opened(dataKey, sealed, place.context(VALUE, token.keyId()));
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw forged(token.keyId());
        } finally {
            Arrays.fill(dataKey, (byte) 0);
            if (text != null) {
                Arrays.fill(text, (byte) 0);
            }
        }
    }

    private byte[] unwrap(String keyId, byte[] wrapped, byte[] context) throws SecretFlaw {
        byte[] dataKey;
        try {
            dataKey = keys.unwrap(keyId, wrapped, context);
        } catch (GeneralSecurityException e) {
            throw forged(keyId);
        } catch (Exception e) {
            throw failed(keyId, e);
        }
        if (dataKey == null) {
            throw noKey(keyId);
        }
        if (dataKey.length != Aes.KEY) {
            throw forged(keyId);
        }
        return dataKey;
    }

    private static SecretFlaw noKey(String keyId) {
        return new SecretFlaw(
                keyId, "needs a key that is not among the given ones; add the key, or encrypt the value under another");
    }

    private static SecretFlaw forged(String keyId) {
        return new SecretFlaw(
                keyId,
                "was changed, was encrypted for another document or path, or under another key of this name; encrypt"
                        + " the value for this place again, or see to the key");
    }

    /** The message of what was thrown stays out: it is not known what it holds. */
    private static SecretFlaw failed(String keyId, Exception thrown) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        String why = thrown instanceof KeysUnusableException known
                ? String.valueOf(known.getMessage())
                : "the key provider threw " + thrown.getClass().getName() + "; see to it";
        return new SecretFlaw(keyId, "cannot be read or made: " + why);
    }
}
