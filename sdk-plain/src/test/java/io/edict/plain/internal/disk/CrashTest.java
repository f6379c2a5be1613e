package io.edict.plain.internal.disk;

import static io.edict.plain.internal.disk.Copies.NOON;
import static io.edict.plain.internal.disk.Copies.ORDERS;
import static io.edict.plain.internal.disk.Copies.QUICK;
import static io.edict.plain.internal.disk.Copies.names;
import static io.edict.plain.internal.disk.Copies.number;
import static io.edict.plain.internal.disk.Copies.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.edict.error.LocalCopyException;
import io.edict.plain.internal.disk.FailingOperations.Crash;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a save leaves when it stops at any of its steps. */
class CrashTest {
    /** More than a save has, leftovers included. */
    private static final int STEPS = 12;

    private final Random random = new Random(20260301);

    @TempDir
    Path directory;

    @Test
    void crashAtAnyStepOfTheFirstSaveLeavesNothingOrTheVersion() {
        for (int step = 0; step < STEPS; step++) {
            Path fresh = directory.resolve("step" + step);
            Throwable crash = saveAndCrash(fresh, 1, step);

            try (LocalCopies later = LocalCopies.open(fresh, QUICK)) {
                LoadedCopy loaded = later.load(ORDERS);
                if (crash == null || !(loaded instanceof LoadedCopy.None)) {
                    assertThat(number(loaded)).isEqualTo(1);
                }
                later.save(version(ORDERS, 2), NOON);
                assertThat(number(later.load(ORDERS))).isEqualTo(2);
            }
        }
    }

    @Test
    void crashesInARowAtRandomStepsNeverLoseTheLastGoodVersion() {
        assertThat(saveAndCrash(directory, 1, STEPS)).isNull();
        long held = 1;
        int crashes = 0;
        for (int round = 0; round < 150; round++) {
            Throwable crash = saveAndCrash(directory, held + 1, random.nextInt(STEPS));
            crashes += crash == null ? 0 : 1;

            long loaded = load();
            assertThat(loaded).isIn(crash == null ? held + 1 : held, held + 1);
            held = loaded;
        }
        assertThat(crashes).isBetween(50, 140);
        assertThat(saveAndCrash(directory, held + 1, STEPS + crashes)).isNull();
        assertThat(names(directory, "shop")).containsExactly("orders.copy", "orders.copy.previous");
    }

    private @Nullable Throwable saveAndCrash(Path target, long number, int step) {
        FailingOperations operations = FailingOperations.crashing(random);
        try (LocalCopies copies = LocalCopies.open(target, QUICK, operations)) {
            operations.passing(step);
            Throwable crash = catchThrowable(() -> copies.save(version(ORDERS, number), NOON));
            assertThat(crash)
                    .satisfiesAnyOf(
                            none -> assertThat(none).isNull(),
                            some -> assertThat(some).isInstanceOf(Crash.class));
            return crash;
        }
    }

    private long load() {
        try (LocalCopies later = LocalCopies.open(directory, QUICK)) {
            return number(later.load(ORDERS));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void fullDiskAtAnyStepKeepsAGoodVersionAndLeavesNoLitter(int step) {
        FailingOperations operations = FailingOperations.full(random);
        try (LocalCopies copies = LocalCopies.open(directory, QUICK, operations)) {
            copies.save(version(ORDERS, 1), NOON);
            copies.save(version(ORDERS, 2), NOON);
            operations.passing(step);

            assertThatThrownBy(() -> copies.save(version(ORDERS, 3), NOON))
                    .isInstanceOf(LocalCopyException.class)
                    .hasMessageContaining("Version 3 of shop/orders")
                    .hasMessageContaining("orders.copy")
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("see to the directory");
            assertThat(number(copies.load(ORDERS))).isBetween(2L, 3L);
            assertThat(names(directory, "shop")).allMatch(name -> name.matches("orders\\.copy(\\.previous)?"));

            operations.passing(Integer.MAX_VALUE);
            copies.save(version(ORDERS, 4), NOON);
            assertThat(number(copies.load(ORDERS))).isEqualTo(4);
        }
    }

    @Test
    void fullDiskBeforeTheFirstRenameLeavesBothGenerations() {
        FailingOperations operations = FailingOperations.full(random);
        try (LocalCopies copies = LocalCopies.open(directory, QUICK, operations)) {
            copies.save(version(ORDERS, 1), NOON);
            copies.save(version(ORDERS, 2), NOON);
            byte[] newest = Copies.bytes(Copies.current(directory, ORDERS));
            byte[] older = Copies.bytes(Copies.previous(directory, ORDERS));
            for (int step = 0; step <= 3; step++) {
                operations.passing(step);
                assertThat(catchThrowable(() -> copies.save(version(ORDERS, 3), NOON)))
                        .isInstanceOf(LocalCopyException.class);
            }
            assertThat(Copies.bytes(Copies.current(directory, ORDERS))).isEqualTo(newest);
            assertThat(Copies.bytes(Copies.previous(directory, ORDERS))).isEqualTo(older);
        }
    }
}
