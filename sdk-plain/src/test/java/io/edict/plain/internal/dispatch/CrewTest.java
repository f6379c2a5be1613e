package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrewTest {
    private static final long STUCK = 100;

    private final Crew crew = new Crew(
            "worker-", new PoolLimits(2, 10, Duration.ofNanos(STUCK), Duration.ofSeconds(1)), null, worker -> {});

    @Test
    void numbersOfThreadsThatLeftAreUsedAgain() {
        Worker first = crew.hire();
        crew.hire();
        crew.dismiss(first);
        crew.dismiss(first);

        assertThat(Stream.of(crew.hire(), crew.hire())
                        .map(worker -> worker.thread().getName()))
                .containsExactly("worker-1", "worker-3");
    }

    @Test
    void nothingIsMissingWhileTheCoreIsNotStuck() {
        busySince(0, 2);

        assertThat(crew.missing(STUCK - 1, 5)).isZero();
    }

    @Test
    void oneStuckThreadIsReplacedByOne() {
        busySince(0, 1);
        busySince(50, 1);

        assertThat(crew.missing(STUCK, 5)).isEqualTo(1);
    }

    @Test
    void numberDoublesWhileAllAreStuck() {
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            busySince(0, crew.missing(STUCK, 100));
            sizes.add(crew.size());
        }

        assertThat(sizes).containsExactly(2, 4, 8, 10);
    }

    @Test
    void noMoreAreMissingThanTasksWait() {
        busySince(0, 4);

        assertThat(crew.missing(STUCK, 3)).isEqualTo(3);
    }

    @Test
    void crewIsExhaustedWhenAsManyAsAllowedAreStuck() {
        busySince(0, 9);
        assertThat(crew.isExhausted(STUCK)).isFalse();

        busySince(0, 1);
        assertThat(crew.isExhausted(STUCK)).isTrue();
        assertThat(crew.isExhausted(STUCK - 1)).isFalse();
    }

    @Test
    void threadsBeyondTheCoreAreSurplusUnlessOthersAreStuck() {
        busySince(0, 1);
        busySince(50, 2);

        assertThat(crew.hasSurplus(STUCK)).isFalse();
        assertThat(crew.hasSurplus(STUCK - 1)).isTrue();
    }

    private void busySince(long since, int workers) {
        for (int i = 0; i < workers; i++) {
            crew.hire().beginTask(since);
        }
    }
}
