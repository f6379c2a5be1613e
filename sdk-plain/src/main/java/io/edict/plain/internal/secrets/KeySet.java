package io.edict.plain.internal.secrets;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Master keys in memory, of which one is current. Immutable. */
public final class KeySet {
    private static final Pattern SEPARATOR = Pattern.compile("[;\\n\\r]");
    private static final String CURRENT = "current";

    private final String current;
    private final Map<String, byte[]> keys;

    private KeySet(String current, Map<String, byte[]> keys) {
        this.current = current;
        this.keys = keys;
    }

    /**
     * Reads keys: lines, or parts between semicolons, {@code ID = KEY} with 32 bytes in base64, and one
     * {@code current = ID}. A line that begins with {@code #} says nothing.
     *
     * @param text the text
     * @param name what to call it in errors
     * @return the keys
     * @throws KeysUnusableException if the text is no such text
     */
    public static KeySet of(String text, String name) {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        String current = null;
        for (String part : SEPARATOR.split(text, -1)) {
            String line = part.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            String id = equals < 0 ? "" : line.substring(0, equals).strip();
            String value = line.substring(equals + 1).strip();
            if (id.equals(CURRENT) && current == null) {
                current = value;
            } else if (!Token.isKeyId(id) || keys.putIfAbsent(id, key(value, id, name)) != null) {
                throw new KeysUnusableException(
                        name + " has a line that is not ID = KEY, or an id twice; mend it: one line for each key, and"
                                + " one current = ID");
            }
        }
        if (current == null || !keys.containsKey(current)) {
            throw new KeysUnusableException(
                    name + " does not say which of its keys is current; add a line current = ID");
        }
        return new KeySet(current, keys);
    }

    private static byte[] key(String text, String id, String name) {
        byte[] key = null;
        try {
            key = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            // Said below: the exception's message would quote a part of the key.
        }
        if (key == null || key.length != Aes.KEY) {
            throw new KeysUnusableException(name + " has no key of " + Aes.KEY + " bytes in base64 for \"" + id
                    + "\"; make keys with edict keygen");
        }
        return key;
    }

    /**
     * The id of the current key.
     *
     * @return the id
     */
    public String current() {
        return current;
    }

    /**
     * Whether there is a key.
     *
     * @param keyId its id
     * @return whether it is among these
     */
    public boolean has(String keyId) {
        return keys.containsKey(keyId);
    }

    /**
     * Wraps a data key.
     *
     * @param keyId the master key
     * @param dataKey the data key
     * @param context what is authenticated with it
     * @return the wrapped data key, or null if there is no such master key
     * @throws GeneralSecurityException if the JVM cannot do it
     */
    public byte @Nullable [] wrap(String keyId, byte[] dataKey, byte[] context) throws GeneralSecurityException {
        byte[] key = keys.get(keyId);
        return key == null ? null : Aes.sealed(key, dataKey, context);
    }

    /**
     * Unwraps a data key.
     *
     * @param keyId the master key
     * @param wrapped the wrapped data key
     * @param context what was authenticated with it
     * @return the data key, or null if there is no such master key
     * @throws GeneralSecurityException if the wrapped key or the context is not what it was
     */
    public byte @Nullable [] unwrap(String keyId, byte[] wrapped, byte[] context) throws GeneralSecurityException {
        byte[] key = keys.get(keyId);
        return key == null ? null : Aes.opened(key, wrapped, context);
    }

    /**
     * Whether other keys are the same.
     *
     * @param other the others
     * @return whether ids, keys and the current one agree
     */
    public boolean sameAs(KeySet other) {
        return current.equals(other.current)
                && keys.keySet().equals(other.keys.keySet())
                && keys.entrySet().stream()
                        .allMatch(key -> MessageDigest.isEqual(key.getValue(), other.keys.get(key.getKey())));
    }

    /** Returns the ids; never a key. */
    @Override
    public String toString() {
        return "KeySet" + keys.keySet() + ", current " + current;
    }
}
