package io.edict.plain.internal.topology.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Drives the protocol through schedules. {@code -Dedict.explore.schedules} says how many, {@code -Dedict.explore.first} with which
 * one to begin; the same number is the same schedule everywhere.
 */
class ExplorerTest {
    private static final int SCHEDULES = Integer.getInteger("edict.explore.schedules", 4_000);
    private static final int FIRST = Integer.getInteger("edict.explore.first", 0);
    private static final int ENOUGH_FOR_ANY_ERROR = 10_000;

    @Test
    void schedulesDrawnAtRandomViolateNothing() {
        Explorer explorer = new Explorer(Plant.NONE);

        assertThat(explorer.explore(FIRST, SCHEDULES)).isNull();
        assertThat(explorer.schedules).isEqualTo(SCHEDULES);
        assertThat(explorer.versions).as("versions chosen").isGreaterThan(SCHEDULES);
        assertThat(explorer.events)
                .as("what came about")
                .hasSize(12)
                .allSatisfy((event, count) -> assertThat(count).isGreaterThan(SCHEDULES / 200));
    }

    @Test
    void ordersOfTheFirstDeliveriesAndACrashAmongThemViolateNothing() {
        Explorer explorer = new Explorer(Plant.NONE);

        assertThat(explorer.exhaust(5, 1, SCHEDULES)).isNull();
        assertThat(explorer.schedules).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void plantedErrorIsFound(Plant plant) {
        assertThat(new Explorer(plant).explore(0, ENOUGH_FOR_ANY_ERROR)).isNotNull();
    }
}
