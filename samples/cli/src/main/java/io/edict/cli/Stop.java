package io.edict.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a command that would otherwise run for ever. On Ctrl-C the JVM's shutdown hook asks for the end and then waits
 * until the command has closed what it holds, because the JVM is gone as soon as its hooks have returned.
 */
final class Stop {
    private static final Duration LONG = Duration.ofDays(1);
    private static final long PATIENCE_SECONDS = 15;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean awaited;

    /** Asks the command to end. Any thread. */
    void request() {
        requested.countDown();
    }

    /** Waits until the end is asked for, however long that takes. */
    void await() {
        boolean over = false;
        while (!over) {
            over = await(LONG);
        }
    }

    /** Waits until the end is asked for; false if the time has passed before. An interrupt asks for the end, too. */
    boolean await(Duration atMost) {
        awaited = true;
        try {
            return requested.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The command has closed everything and written its last line. */
    void ended() {
        ended.countDown();
    }

    /** On the shutdown hook. A command that waits for nothing is cut off, like any other program. */
    void interrupt() {
        request();
        if (!awaited) {
            return;
        }
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
