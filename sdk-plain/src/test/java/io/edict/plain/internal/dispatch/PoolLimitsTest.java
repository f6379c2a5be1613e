package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolLimitsTest {
    @Test
    void healthyClientHasTwoListenerThreadsAtMost() {
        assertThat(PoolLimits.defaults().core()).isEqualTo(2);
    }

    @Test
    void poolWithoutThreadsIsRefused() {
        assertThatThrownBy(() -> new PoolLimits(0, 5, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("core 0");
    }

    @Test
    void mostBelowTheCoreIsRefused() {
        assertThatThrownBy(() -> new PoolLimits(2, 1, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max 1");
    }
}
