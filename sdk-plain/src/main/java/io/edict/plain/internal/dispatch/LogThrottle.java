package io.edict.plain.internal.dispatch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets the same thing into the log once in a minute, and counts what it holds back.
 *
 * <p>Remembers {@value #MAX_SUBJECTS} subjects, the newest; an older one may enter the log again before its minute is
 * over. May be used from any thread.
 */
final class LogThrottle {
    /** What {@link #admit} returns for what is not to be logged. */
    static final long HELD_BACK = -1;

    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int MAX_SUBJECTS = 256;

    private final LongSupplier nanoClock;

    // Guarded by this.
    private final Map<String, Subject> subjects = new LinkedHashMap<>();

    LogThrottle(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * Asks whether to log.
     *
     * @param about what the line is about
     * @return how many lines about this were held back since the last one, or {@link #HELD_BACK}
     */
    synchronized long admit(String about) {
        long now = nanoClock.getAsLong();
        Subject known = subjects.get(about);
        if (known != null && now - known.loggedAt() < WINDOW.toNanos()) {
            subjects.put(about, known.heldBackOneMore());
            return HELD_BACK;
        }
        subjects.remove(about);
        subjects.put(about, new Subject(now, 0));
        forgetOldest();
        return known == null ? 0 : known.heldBack();
    }

    /** The end of a log line: how many like it came before and were held back, if there were any. */
    static String since(long heldBack) {
        return heldBack == 0 ? "" : " (" + heldBack + " more since this was last logged)";
    }

    private void forgetOldest() {
        if (subjects.size() > MAX_SUBJECTS) {
            subjects.remove(subjects.keySet().iterator().next());
        }
    }

    private record Subject(long loggedAt, long heldBack) {
        Subject heldBackOneMore() {
            return new Subject(loggedAt, heldBack + 1);
        }
    }
}
