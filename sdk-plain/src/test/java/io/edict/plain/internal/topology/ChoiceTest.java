package io.edict.plain.internal.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final long MS = 1_000_000;

    private final Choice choice = new Choice(3, new Choice.Pace(10_000 * MS, 2 * MS));

    @Test
    void firstServesUntilMoreIsKnown() {
        assertThat(choice.serving()).isZero();
        assertThat(choice.well(0, true, 0)).isFalse();
        assertThat(choice.well(1, true, 0)).isFalse();
        assertThat(choice.serving()).isZero();
    }

    @Test
    void failureMovesAtOnceToTheNearestThatIsWell() {
        choice.answered(0, 5 * MS, 0);
        choice.answered(1, 40 * MS, 0);
        choice.answered(2, 20 * MS, 0);

        assertThat(choice.well(0, false, 1)).isTrue();
        assertThat(choice.serving()).isEqualTo(2);
    }

    @Test
    void withNobodyWellNothingMoves() {
        choice.well(0, true, 0);

        assertThat(choice.well(0, false, 1)).isFalse();
        assertThat(choice.serving()).isZero();
        assertThat(choice.well(1, true, 2)).isTrue();
        assertThat(choice.serving()).isEqualTo(1);
    }

    @Test
    void recoveredClusterIsMovedToOnlyIfItIsMuchNearerForLong() {
        choice.answered(0, 3 * MS, 0);
        choice.answered(1, 20 * MS, 0);
        choice.well(0, false, 1);
        choice.well(0, true, 2);

        for (int i = 0; i < 20; i++) {
            assertThat(choice.answered(1, 20 * MS, 100 + i)).isFalse();
        }
        long later = 20_000 * MS;
        assertThat(choice.answered(1, 20 * MS, later)).isFalse();
        assertThat(choice.answered(1, 20 * MS, later)).isFalse();
        assertThat(choice.answered(1, 20 * MS, later)).isTrue();
        assertThat(choice.serving()).isZero();
    }

    @Test
    void littleNearerIsNotWorthAMove() {
        choice.answered(0, 20 * MS, 0);
        choice.answered(1, 12 * MS, 0);
        for (int i = 0; i < 20; i++) {
            assertThat(choice.answered(0, 20 * MS, 20_000 * MS + i)).isFalse();
        }
        Choice fast = new Choice(2, new Choice.Pace(0, 2 * MS));
        fast.answered(0, 2 * MS, 0);
        fast.answered(1, MS / 2, 0);
        for (int i = 0; i < 20; i++) {
            assertThat(fast.answered(0, 2 * MS, i)).isFalse();
        }
    }

    @Test
    void whoServesIsWellWheneverSomebodyIsWhateverHappens() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Choice tried = new Choice(3, new Choice.Pace(50, 2));
            boolean[] well = new boolean[3];
            for (int step = 0; step < 200; step++) {
                int cluster = random.nextInt(3);
                if (random.nextBoolean()) {
                    well[cluster] = random.nextBoolean();
                    tried.well(cluster, well[cluster], step);
                } else {
                    well[cluster] = true;
                    tried.answered(cluster, 1 + random.nextInt(100), step);
                }
                boolean somebody = well[0] || well[1] || well[2];
                assertThat(well[tried.serving()])
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(somebody);
            }
        }
    }
}
