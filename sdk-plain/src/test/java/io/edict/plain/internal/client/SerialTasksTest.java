package io.edict.plain.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Nobody waits for a task that was added just as the thread that ran tasks went away. */
class SerialTasksTest {
    private static final int TIMES = 10_000;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private final SerialTasks tasks = new SerialTasks();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger ran = new AtomicInteger();
    private volatile boolean ended;

    @Test
    void taskThatMeetsTheEndOfARunIsNotForgotten() throws InterruptedException {
        Thread runner = new Thread(this::answerCalls);
        runner.start();
        try {
            // each is added in the moment in which the runner finds that there are no more
            for (int i = 1; i <= TIMES; i++) {
                tasks.add(ran::incrementAndGet);
                if (tasks.needsSomebody() && tasks.claimCall()) {
                    calls.incrementAndGet();
                }
                assertThat(hasRun(i)).as("task %d ran", i).isTrue();
            }
        } finally {
            ended = true;
            runner.join();
        }
    }

    private void answerCalls() {
        int answered = 0;
        int spins = 0;
        while (!ended) {
            if (calls.get() != answered) {
                answered = calls.get();
                tasks.run(() -> true);
            }
            spin(spins++);
        }
    }

    private boolean hasRun(int count) {
        long start = System.nanoTime();
        int spins = 0;
        while (ran.get() != count) {
            if (System.nanoTime() - start > PATIENCE) {
                return false;
            }
            spin(spins++);
        }
        return true;
    }

    /** Looks again at once, but lets others run where there are fewer cores than threads. */
    private static void spin(int spins) {
        if (spins % 1_000 == 999) {
            LockSupport.parkNanos(1);
        } else {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatIsLeftByOneWhoStopsEarlyNeedsSomebody() {
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            tasks.add(() -> seen.add(number));
        }
        tasks.run(() -> seen.size() < 2);
        assertThat(seen).containsExactly(0, 1);
        assertThat(tasks.needsSomebody()).isTrue();
        assertThat(tasks.claimCall()).isTrue();
        assertThat(tasks.claimCall()).isFalse();
        tasks.run(() -> true);
        assertThat(seen).containsExactly(0, 1, 2, 3);
        assertThat(tasks.needsSomebody()).isFalse();
        assertThat(tasks.claimCall()).isTrue();
    }

    @Test
    void whoRunsLooksOnceMoreAfterItHasLetGo() {
        List<String> seen = new ArrayList<>();
        AtomicInteger looks = new AtomicInteger();
        tasks.add(() -> seen.add("first"));
        tasks.run(() -> {
            if (looks.incrementAndGet()
                    == 4) { // before and after the first, then when there was none, then having let go
                tasks.add(() -> seen.add("of one who saw somebody at it"));
            }
            return true;
        });
        assertThat(seen).containsExactly("first", "of one who saw somebody at it");
    }

    @Test
    void whoWasCalledCanBeCalledAgainBeforeItLooks() {
        List<Boolean> again = new ArrayList<>();
        tasks.add(() -> again.add(tasks.claimCall()));
        assertThat(tasks.claimCall()).isTrue();
        tasks.run(() -> true);
        assertThat(again).containsExactly(true);
    }

    @Test
    void taskThatRunsTasksFindsThatOneIsAtIt() {
        List<String> seen = new ArrayList<>();
        tasks.add(() -> {
            tasks.add(() -> seen.add("second"));
            tasks.run(() -> true);
            seen.add("first");
        });
        tasks.run(() -> true);
        assertThat(seen).containsExactly("first", "second");
    }
}
