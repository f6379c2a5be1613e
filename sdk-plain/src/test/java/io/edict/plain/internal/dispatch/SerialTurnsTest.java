package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SerialTurnsTest {
    private final ManualExecutor pool = new ManualExecutor();
    private final ManualExecutor own = new ManualExecutor();
    private final List<Throwable> refusals = new ArrayList<>();
    private int steps;

    @Test
    void manyWakesBeforeTheTurnMakeOneTurn() {
        SerialTurns turns = onPool(this::count);

        turns.wake();
        turns.wake();
        turns.wake();
        pool.drain();

        assertThat(steps).isEqualTo(1);
    }

    @Test
    void wakeDuringAStepMakesAnotherTurn() {
        SerialTurns[] turns = new SerialTurns[1];
        turns[0] = onPool(() -> {
            if (++steps == 1) {
                turns[0].wake();
            }
            return false;
        });

        turns[0].wake();
        pool.drain();

        assertThat(steps).isEqualTo(2);
    }

    @Test
    void noTurnIsHandedOutWhileAStepRuns() {
        SerialTurns[] turns = new SerialTurns[1];
        turns[0] = onPool(() -> {
            turns[0].wake();
            assertThat(pool.waiting()).isZero();
            return ++steps < 2;
        });

        turns[0].wake();
        pool.runNext();

        assertThat(pool.waiting()).isEqualTo(1);
    }

    @Test
    void stepThatLeavesSomethingBehindGoesToTheEndOfTheLine() {
        SerialTurns turns = onPool(() -> ++steps < 3);
        List<Integer> stepsWhenOthersRan = new ArrayList<>();

        turns.wake();
        pool.execute(() -> stepsWhenOthersRan.add(steps));
        pool.drain();

        assertThat(stepsWhenOthersRan).containsExactly(1);
        assertThat(steps).isEqualTo(3);
    }

    @Test
    void stepThatBreaksIsFollowedByAnother() {
        SerialTurns turns = onPool(() -> {
            if (++steps == 1) {
                throw new IllegalStateException("broken");
            }
            return false;
        });

        turns.wake();
        assertThatThrownBy(pool::runNext).isInstanceOf(IllegalStateException.class);
        pool.drain();

        assertThat(steps).isEqualTo(2);
    }

    @Test
    void ownExecutorIsCalledByThePoolOnly() {
        SerialTurns turns = on(own, this::count);

        turns.wake();
        assertThat(own.waiting()).isZero();
        pool.drain();
        own.drain();

        assertThat(steps).isEqualTo(1);
    }

    @Test
    void refusedTurnWaitsForRetry() {
        SerialTurns turns = on(own, this::count);
        own.rejecting(true);
        turns.wake();
        pool.drain();

        own.rejecting(false);
        turns.wake();
        assertThat(pool.waiting()).isZero();
        turns.retry();
        turns.retry();
        pool.drain();
        own.drain();

        assertThat(steps).isEqualTo(1);
        assertThat(refusals).hasSize(1);
    }

    @Test
    void turnThatWasRefusedAndRunNonethelessIsNoRefusal() {
        SerialTurns turns = on(
                task -> {
                    task.run();
                    throw new IllegalStateException("too late");
                },
                this::count);

        turns.wake();
        pool.drain();
        turns.retry();
        pool.drain();

        assertThat(steps).isEqualTo(1);
        assertThat(refusals).isEmpty();
    }

    @Test
    void turnRunTwiceIsOneTurn() {
        SerialTurns turns = on(own, this::count);
        turns.wake();
        pool.drain();

        Runnable turn = own.take();
        turn.run();
        turn.run();

        assertThat(steps).isEqualTo(1);
    }

    @Test
    void noTurnBeginsAfterClose() {
        SerialTurns turns = on(own, this::count);
        turns.wake();
        pool.drain();

        turns.close();
        turns.wake();
        turns.retry();
        pool.drain();
        own.drain();

        assertThat(steps).isZero();
    }

    @Test
    void closedTurnsDoNotReachTheirExecutor() {
        SerialTurns turns = on(own, this::count);
        turns.wake();

        turns.close();
        pool.drain();

        assertThat(own.waiting()).isZero();
    }

    private boolean count() {
        steps++;
        return false;
    }

    private SerialTurns onPool(BooleanSupplier step) {
        return new SerialTurns(pool, null, step, refusals::add);
    }

    private SerialTurns on(Executor executor, BooleanSupplier step) {
        return new SerialTurns(pool, executor, step, refusals::add);
    }
}
