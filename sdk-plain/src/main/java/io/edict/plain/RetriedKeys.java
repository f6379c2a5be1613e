package io.edict.plain;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.plain.internal.secrets.Keyring;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a provider that may fail, and when to ask it again: one second after it failed, then ever less often, down
 * to once a minute. Any thread.
 */
final class RetriedKeys implements Keyring {
    private static final long FIRST_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LAST_NANOS = Duration.ofMinutes(1).toNanos();

    private final ProvidedKeys keys;
    private final LongSupplier nanos;

    @GuardedBy("this")
    private boolean failed;

    @GuardedBy("this")
    private long failedNanos;

    @GuardedBy("this")
    private long waitNanos = FIRST_NANOS;

    @GuardedBy("this")
    private long edition;

    RetriedKeys(ProvidedKeys keys, LongSupplier nanos) {
        this.keys = keys;
        this.nanos = nanos;
    }

    @Override
    public String currentKeyId() throws Exception {
        return keys.currentKeyId();
    }

    @Override
    public byte @Nullable [] wrap(String keyId, byte[] dataKey, byte[] context) throws Exception {
        return keys.wrap(keyId, dataKey, context);
    }

    @Override
    public byte @Nullable [] unwrap(String keyId, byte[] wrapped, byte[] context) throws Exception {
        boolean answered = false;
        try {
            byte[] key = keys.unwrap(keyId, wrapped, context);
            answered = key != null;
            return key;
        } catch (GeneralSecurityException e) {
            // An answer, too: asking again would bring the same.
            answered = true;
            throw e;
        } finally {
            note(answered);
        }
    }

    private synchronized void note(boolean answered) {
        if (answered) {
            waitNanos = FIRST_NANOS;
        } else {
            failed = true;
            failedNanos = nanos.getAsLong();
        }
    }

    @Override
    public synchronized long edition() {
        if (failed && nanos.getAsLong() - failedNanos >= waitNanos) {
            failed = false;
            waitNanos = Math.min(LAST_NANOS, 2 * waitNanos);
            edition++;
        }
        return edition;
    }

    @Override
    public boolean mayBlock() {
        return keys.mayBlock();
    }

    /** Returns no more than the provider's class. */
    @Override
    public String toString() {
        return keys.toString();
    }
}
