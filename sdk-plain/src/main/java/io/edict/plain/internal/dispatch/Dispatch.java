package io.edict.plain.internal.dispatch;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What all listener queues of a client share.
 *
 * @param pool where calls run, and where the application's executors are called
 * @param diff tells what changed
 * @param reporter is told of failed, slow and rejected calls
 * @param nanoClock the time
 * @param slowAfter how long a call may run before it is reported as slow
 */
public record Dispatch(Executor pool, Diff diff, Reporter reporter, LongSupplier nanoClock, Duration slowAfter) {
    /** How long a call may run before it is reported as slow, unless the client is told otherwise. */
    public static final Duration DEFAULT_SLOW_AFTER = Duration.ofSeconds(1);
}
