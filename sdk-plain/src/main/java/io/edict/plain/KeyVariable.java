package io.edict.plain;

import io.edict.plain.internal.secrets.KeySet;
import io.edict.plain.internal.secrets.KeysUnusableException;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys in an environment variable, which does not change. */
final class KeyVariable implements KeyProvider {
    private final String name;
    private final Map<String, String> environment;
    private volatile @Nullable KeySet keys;

    KeyVariable(String name, Map<String, String> environment) {
        this.name = name;
        this.environment = environment;
    }

    @Override
    public String currentKeyId() {
        return keys().current();
    }

    @Override
    public byte @Nullable [] wrap(String keyId, byte[] dataKey, byte[] context) throws GeneralSecurityException {
        return keys().wrap(keyId, dataKey, context);
    }

    @Override
    public byte @Nullable [] unwrap(String keyId, byte[] wrapped, byte[] context) throws GeneralSecurityException {
        return keys().unwrap(keyId, wrapped, context);
    }

    private KeySet keys() {
        KeySet known = keys;
        if (known == null) {
            String text = environment.get(name);
            if (text == null || text.isBlank()) {
                throw new KeysUnusableException("the environment variable " + name + " is not set; set it to the keys");
            }
            known = KeySet.of(text, "the environment variable " + name);
            keys = known;
        }
        return known;
    }

    /** Returns the variable's name; never a key. */
    @Override
    public String toString() {
        return "keys in the environment variable " + name;
    }
}
