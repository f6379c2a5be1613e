package io.edict.plain.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void waitsDoubleUpToTenSecondsWithFullJitter() {
        Backoff backoff = new Backoff(new SplittableRandom(1));
        for (int attempt = 1; attempt < 200; attempt++) {
            long most = attempt > 7 ? 10_000 : 100L << (attempt - 1);
            for (int i = 0; i < 50; i++) {
                assertThat(backoff.before(attempt)).isBetween(Duration.ofMillis(1), Duration.ofMillis(most));
            }
        }
        assertThat(backoff.before(1)).isNotEqualTo(backoff.before(100));
    }
}
