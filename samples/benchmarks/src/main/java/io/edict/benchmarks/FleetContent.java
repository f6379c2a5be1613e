package io.edict.benchmarks;

import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What a fleet follows, and how it reads that. */
enum FleetContent {
    CARRIED("1 KiB, carried", 1 << 10, true, 0),
    READ("64 KiB, read at once", 64 << 10, false, 0),
    READ_WITHIN_100("64 KiB, read within 100 ms", 64 << 10, false, 100),
    READ_WITHIN_500("64 KiB, read within 500 ms", 64 << 10, false, 500);

    final String title;
    final int bytes;
    final boolean carried;
    private final int jitterMillis;

    FleetContent(String title, int bytes, boolean carried, int jitterMillis) {
        this.title = title;
        this.bytes = bytes;
        this.carried = carried;
        this.jitterMillis = jitterMillis;
    }

    /** What this is compared with. */
    FleetContent base() {
        return carried ? CARRIED : READ;
    }

    /** The name of a document. */
    String id(String round) {
        return round + "/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where a read begins that is due now: at once, or after a time drawn at random. */
    Executor reads(Random random) {
        return jitterMillis == 0
                ? Runnable::run
                : read -> CompletableFuture.delayedExecutor(delayNanos(random), TimeUnit.NANOSECONDS, Runnable::run)
                        .execute(read);
    }

    /** A time from none up to the whole jitter, all alike likely. */
    long delayNanos(Random random) {
        return (long) (random.nextDouble() * TimeUnit.MILLISECONDS.toNanos(jitterMillis));
    }
}
