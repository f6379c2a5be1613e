package io.edict.plain.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionsTest {
    @Test
    void randomOrdersShowNoHalfOfATransactionAndEndOnTheNewest() {
        for (long seed = 0; seed < 20_000; seed++) {
            TransactionsWorld world = new TransactionsWorld(seed);
            for (int i = 0; i < 80; i++) {
                world.step();
            }
            world.settle();
            assertThat(world.violations).as("seed %d", seed).isEmpty();
        }
    }
}
