package io.edict.plain.internal.topology.register;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Drives the protocol through schedules; {@code -Dedict.explore.schedules} says how many. */
class ExplorerTest {
    private static final long SCHEDULES = Long.getLong("edict.explore.schedules", 40_000);
    private static final long FIRST = Long.getLong("edict.explore.first", 0);

    @Test
    void schedulesDrawnAtRandomViolateNothing() {
        Explorer explorer = new Explorer(Plant.NONE);

        assertThat(explorer.explore(FIRST, SCHEDULES)).isNull();
        assertThat(explorer.schedules).isEqualTo(SCHEDULES);
        assertThat(explorer.versions).as("versions chosen").isGreaterThan(SCHEDULES);
    }

    @Test
    void ordersOfTheFirstDeliveriesViolateNothing() {
        Explorer explorer = new Explorer(Plant.NONE);

        assertThat(explorer.exhaust(7, 1, SCHEDULES)).isNull();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void plantedErrorIsFound(Plant plant) {
        Explorer e = new Explorer(plant); String f = e.explore(0, 40_000); System.out.println(plant + " " + e.schedules + " " + (f == null ? null : f.substring(0, Math.min(250, f.length()))));
    }
}
