package io.edict.plain.micrometer;

import io.edict.ClientStatus;
import io.edict.ConfigClient;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a client for its status. Registries read one meter after the other; where a client follows so many documents that
 * this costs something, meters that are read together share an answer.
 */
final class Readings {
    private static final int MANY = 500;
    private static final long TOGETHER = Duration.ofMillis(20).toNanos();

    private final LongSupplier nanos;

    /** Threads that replace it at the same time lose an answer, no more. */
    private volatile @Nullable Reading last;

    private record Reading(ClientStatus status, long at) {}

    Readings(LongSupplier nanos) {
        this.nanos = nanos;
    }

    ClientStatus of(ConfigClient client) {
        Reading known = last;
        if (known != null && nanos.getAsLong() - known.at() < TOGETHER) {
            return known.status();
        }
        ClientStatus status = client.status();
        last = status.documents().size() < MANY ? null : new Reading(status, nanos.getAsLong());
        return status;
    }
}
