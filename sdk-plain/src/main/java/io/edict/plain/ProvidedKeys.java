package io.edict.plain;

import io.edict.plain.internal.dispatch.CodeName;
import io.edict.plain.internal.secrets.Keyring;
import org.jspecify.annotations.Nullable;

/** A provider's keys, as the inside of Edict sees them. */
record ProvidedKeys(KeyProvider provider) implements Keyring {
    @Override
    public String currentKeyId() throws Exception {
        return provider.currentKeyId();
    }

    @Override
    public byte @Nullable [] wrap(String keyId, byte[] dataKey, byte[] context) throws Exception {
        return provider.wrap(keyId, dataKey, context);
    }

    @Override
    public byte @Nullable [] unwrap(String keyId, byte[] wrapped, byte[] context) throws Exception {
        return provider.unwrap(keyId, wrapped, context);
    }

    @Override
    public boolean mayBlock() {
        return !(provider instanceof KeyFile) && !(provider instanceof KeyVariable);
    }

    @Override
    public long edition() {
        return provider instanceof KeyFile file ? file.edition() : 0;
    }

    /** Returns no more than the provider's class. */
    @Override
    public String toString() {
        return "ProvidedKeys[" + CodeName.of(provider) + "]";
    }
}
