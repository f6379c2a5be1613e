package io.edict.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FleetTest {
    private final FleetTally tally = new FleetTally();

    @Test
    void tallyWhenSeveralChangesCameTellsTheirMedians() {
        tally.change(span(1, 10), millis(4, 1, 2));
        tally.change(span(3, 30), millis(9));
        tally.change(span(2, 20), millis(3, 5));

        assertThat(tally.first()).isEqualTo(2);
        assertThat(tally.last()).isEqualTo(20);
        assertThat(tally.write()).isEqualTo(3);
        assertThat(tally.slowest()).isEqualTo(5);
        assertThat(tally.worst()).isEqualTo(9);
    }

    @Test
    void tallyWhenNobodyWroteDuringAChangeCountsTheOthers() {
        tally.change(span(1, 2));
        tally.change(span(1, 2), millis(7));

        assertThat(tally.slowest()).isEqualTo(7);
    }

    @Test
    void tallyWhenNothingChangedHasNoTimes() {
        assertThat(tally.last()).isNaN();
        assertThat(tally.worst()).isNaN();
    }

    @Test
    void tallyWhenRoundsDifferInSizeTellsWhatOneChangeUsed() {
        tally.used(3, new Cpu(6e6, 12e6, 18e6), 4 << 10);
        tally.used(1, new Cpu(2e6, 0, 2e6), 4 << 10);

        assertThat(tally.cpu()).isEqualTo(new Cpu(2, 3, 5));
        assertThat(tally.kibibytes()).isEqualTo(2);
    }

    @Test
    void delayWhenDrawnOftenFillsTheWholeJitterAndNoMore() {
        Random random = new Random(7);
        long[] delays = LongStream.generate(() -> FleetContent.READ_WITHIN_500.delayNanos(random))
                .limit(1_000)
                .toArray();

        assertThat(LongStream.of(delays).min().orElseThrow()).isBetween(0L, TimeUnit.MILLISECONDS.toNanos(5));
        assertThat(LongStream.of(delays).max().orElseThrow())
                .isBetween(TimeUnit.MILLISECONDS.toNanos(495), TimeUnit.MILLISECONDS.toNanos(500));
    }

    private static Arrivals.Span span(long firstMillis, long lastMillis) {
        return new Arrivals.Span(TimeUnit.MILLISECONDS.toNanos(firstMillis), TimeUnit.MILLISECONDS.toNanos(lastMillis));
    }

    private static long[] millis(long... times) {
        return LongStream.of(times).map(TimeUnit.MILLISECONDS::toNanos).toArray();
    }
}
