package io.edict.plain.internal.zookeeper;

/**
 * Decides when to find out, and tell, why there is no connection: after three seconds without one, and then ever less
 * often, down to once a minute. Used by the timer's thread only.
 */
final class Outage {
    private static final int FIRST = 3;
    private static final int LONGEST = 60;

    private int seconds;
    private int next = FIRST;

    /** Called once a second: whether to find out now. */
    boolean due(boolean connected) {
        if (connected) {
            seconds = 0;
            next = FIRST;
            return false;
        }
        seconds++;
        if (seconds < next) {
            return false;
        }
        next += Math.min(next * 2, LONGEST);
        return true;
    }
}
