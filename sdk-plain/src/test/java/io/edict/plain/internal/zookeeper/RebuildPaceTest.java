package io.edict.plain.internal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RebuildPaceTest {
    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration DEAD = Duration.ofSeconds(3);

    private final RebuildPace pace = new RebuildPace();

    @Test
    void deadSessionIsLeftToCuratorForThreeSecondsAndThenReplaced() {
        assertThat(pace.due(false, false, DEAD, SESSION)).isFalse();
        assertThat(pace.due(false, false, DEAD.plusMillis(1), SESSION)).isTrue();
    }

    @Test
    void silentSessionIsReplacedAfterFourTimeouts() {
        assertThat(pace.due(false, true, PATIENCE, SESSION)).isFalse();
        assertThat(pace.due(false, true, PATIENCE.plusMillis(1), SESSION)).isTrue();
    }

    @Test
    void connectedSessionIsNeverReplaced() {
        for (int second = 0; second < 500; second++) {
            assertThat(pace.due(true, true, Duration.ofDays(1), SESSION)).isFalse();
        }
    }

    @Test
    void pausesDoubleUpToAMinute() {
        List<Integer> seconds = new ArrayList<>();
        for (int second = 0; second < 300; second++) {
            if (pace.due(false, false, PATIENCE, SESSION)) {
                seconds.add(second);
            }
        }

        assertThat(seconds).containsExactly(0, 4, 12, 28, 60, 120, 180, 240);
    }

    @Test
    void connectionMakesThePauseShortAgain() {
        for (int second = 0; second < 100; second++) {
            pace.due(false, false, PATIENCE, SESSION);
        }
        assertThat(pace.due(true, true, Duration.ZERO, SESSION)).isFalse();

        List<Integer> seconds = new ArrayList<>();
        for (int second = 0; second < 10; second++) {
            if (pace.due(false, false, PATIENCE, SESSION)) {
                seconds.add(second);
            }
        }
        assertThat(seconds).containsExactly(0, 4);
    }
}
