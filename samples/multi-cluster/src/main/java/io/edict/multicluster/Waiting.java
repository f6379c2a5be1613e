package io.edict.multicluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for what must come; what does not come within 30 s ends the story with an error that names it. */
final class Waiting {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration ASK = Duration.ofMillis(500);

    private Waiting() {}

    /** Looks often, at what is in memory. */
    static void until(String what, Callable<Boolean> condition) {
        until(what, condition, LOOK);
    }

    /** Looks now and then, at what the clusters must be asked for. */
    static void untilAsked(String what, Callable<Boolean> condition) {
        until(what, condition, ASK);
    }

    private static void until(String what, Callable<Boolean> condition, Duration pause) {
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(pause)
                .until(condition);
    }
}
