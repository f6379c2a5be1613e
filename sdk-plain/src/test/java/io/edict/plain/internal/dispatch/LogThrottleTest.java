package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogThrottleTest {
    // Near the end of the range, because a nano clock may wrap around.
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final LogThrottle throttle = new LogThrottle(clock::get);

    @Test
    void subjectIsAdmittedOnceInAWindow() {
        assertThat(throttle.admit("a")).isZero();
        clock.addAndGet(LogThrottle.WINDOW.toNanos() - 1);
        assertThat(throttle.admit("a")).isEqualTo(LogThrottle.HELD_BACK);
        assertThat(throttle.admit("a")).isEqualTo(LogThrottle.HELD_BACK);
        clock.incrementAndGet();
        assertThat(throttle.admit("a")).isEqualTo(2);
        assertThat(throttle.admit("a")).isEqualTo(LogThrottle.HELD_BACK);
    }

    @Test
    void subjectsDoNotHoldEachOtherBack() {
        throttle.admit("a");

        assertThat(throttle.admit("b")).isZero();
    }

    @Test
    void onlyTheNewestSubjectsAreRemembered() {
        for (int i = 0; i <= LogThrottle.MAX_SUBJECTS; i++) {
            throttle.admit("subject " + i);
        }

        assertThat(throttle.admit("subject 1")).isEqualTo(LogThrottle.HELD_BACK);
        assertThat(throttle.admit("subject 0")).isZero();
    }
}
