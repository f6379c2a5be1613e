package io.edict.plain.internal.zookeeper;

import java.time.Duration;

/**
 * Decides when a connection is stuck: dead for good, or silent for four session timeouts, in which Curator should have
 * replaced the session several times. Waits twice as long after each rebuild, up to a minute, until it is connected again.
 * Used by the timer's thread only.
 */
final class RebuildPace {
    private static final Duration FIRST = Duration.ofSeconds(2);

    /** An expired session is dead too, until Curator has replaced it, which takes no time worth mentioning. */
    private static final Duration DEAD = Duration.ofSeconds(3);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private Duration wait = FIRST;
    private Duration sinceRebuild = LONGEST;

    /**
     * Called once a second: whether to rebuild now.
     *
     * @param session how long the servers keep the session, which is up to them
     */
    boolean due(boolean connected, boolean alive, Duration silent, Duration session) {
        sinceRebuild = sinceRebuild.plusSeconds(1);
        if (connected) {
            wait = FIRST;
            return false;
        }
        boolean stuck = silent.compareTo(alive ? session.multipliedBy(4) : DEAD) > 0;
        if (!stuck || sinceRebuild.compareTo(wait) < 0) {
            return false;
        }
        sinceRebuild = Duration.ZERO;
        wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
        return true;
    }
}
