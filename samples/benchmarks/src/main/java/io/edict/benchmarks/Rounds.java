package io.edict.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * Times several ways of doing the same in turns: each round does each of them once, in an order of its own, so that whatever
 * else the machine does falls upon all alike, and the ratio of two within a round says more than either.
 */
final class Rounds {
    /** So long a thing must take that the clock and the call are nothing beside it. */
    private static final long LONG_ENOUGH_NANOS = 400_000;

    /** What is done rarely takes so long that it is warmed up in so many of the last rounds before those that count. */
    private static final int RARE_WARM_UP = 60;

    private static final int MOST_REPEATS = 10_000;

    private final List<Contestant> contestants = new ArrayList<>();
    private final Random random = new Random(7);

    /** Does a thing once and says how long it took. */
    @FunctionalInterface
    interface Timed {
        long nanos() throws Exception;
    }

    @SuppressWarnings("ArrayRecordComponent") // it is where the times are written
    private record Contestant(String name, Timed work, int every, double[] nanos) {}

    /** Adds something that is done in each round. */
    Rounds add(String name, Timed work) {
        return add(name, 1, work);
    }

    /** Adds something that takes so long that it is done only in the first of so many rounds. */
    Rounds add(String name, int every, Timed work) {
        contestants.add(new Contestant(name, work, every, new double[0]));
        return this;
    }

    /** Something that is short: repeated until it takes long enough to be timed. What it makes is used, so that it is made. */
    static Timed repeated(Callable<?> work) {
        return new Repeated(work);
    }

    /**
     * Runs all of them.
     *
     * @param warm how many rounds are not counted
     * @param rounds how many are
     */
    List<Timing> run(int warm, int rounds) throws Exception {
        List<Contestant> all = contestants.stream()
                .map(each -> new Contestant(each.name(), each.work(), each.every(), new double[rounds]))
                .toList();
        for (int round = -warm; round < rounds; round++) {
            List<Contestant> order = new ArrayList<>(all);
            Collections.shuffle(order, random);
            for (Contestant each : order) {
                double nanos = isDue(each, round) ? each.work().nanos() : Double.NaN;
                if (round >= 0) {
                    each.nanos()[round] = nanos;
                }
            }
        }
        return all.stream().map(each -> new Timing(each.name(), each.nanos())).toList();
    }

    /** A warm-up counts from its end, so that what is done rarely is warmed up by a few times. */
    private static boolean isDue(Contestant each, int round) {
        boolean turn = (round < 0 ? round + 1 : round) % each.every() == 0;
        return turn && (each.every() == 1 || round >= -RARE_WARM_UP);
    }

    private static final class Repeated implements Timed {
        private final Callable<?> work;
        private int times = 1;
        private int used;

        Repeated(Callable<?> work) {
            this.work = work;
        }

        @Override
        public long nanos() throws Exception {
            long start = System.nanoTime();
            for (int i = 0; i < times; i++) {
                used += System.identityHashCode(work.call()) & 1;
            }
            long taken = System.nanoTime() - start;
            long each = Math.max(1, taken / times);
            times = (int) Math.min(MOST_REPEATS, Math.max(1, LONG_ENOUGH_NANOS / each + used % 2));
            return each;
        }
    }
}
