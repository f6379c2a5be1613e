package io.edict.drill.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Test
    void scheduleHasEveryKindAndAsManyFaultsAsAskedFor() {
        List<List<FaultKind>> groups = Schedule.of(new Random(7), ALL, 200);
        assertThat(groups.stream().mapToInt(List::size).sum()).isEqualTo(200);
        assertThat(groups.stream().flatMap(List::stream)).containsAll(ALL);
    }

    @Test
    void sameSeedMakesTheSameSchedule() {
        assertThat(Schedule.of(new Random(7), ALL, 200))
                .isEqualTo(Schedule.of(new Random(7), ALL, 200))
                .isNotEqualTo(Schedule.of(new Random(8), ALL, 200));
    }

    @Test
    void faultsAtATimeAreOfDifferentScopes() {
        List<List<FaultKind>> groups = Schedule.of(new Random(7), ALL, 200);
        assertThat(groups).allSatisfy(group -> {
            assertThat(group).extracting(FaultKind::scope).doesNotHaveDuplicates();
            assertThat(group.size() > 1 && group.stream().anyMatch(kind -> kind.scope() == FaultKind.Scope.ALONE))
                    .isFalse();
        });
        assertThat(groups).anyMatch(group -> group.size() > 1);
    }
}
