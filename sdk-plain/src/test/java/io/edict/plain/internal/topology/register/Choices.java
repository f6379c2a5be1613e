package io.edict.plain.internal.topology.register;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Where a schedule's decisions come from. */
interface Choices {
    /** A number from 0 to below the bound. */
    int next(int bound);

    /** Decisions drawn at random, the same ones for the same seed. */
    static Choices seeded(long seed) {
        return new SplittableRandom(seed)::nextInt;
    }

    /** Every sequence of first decisions, one after the other; the decisions behind them are drawn at random. */
    final class Odometer implements Choices {
        private final int depth;
        private final List<Integer> digits = new ArrayList<>();
        private final List<Integer> bounds = new ArrayList<>();
        private int position;
        private SplittableRandom tail;
        private long turn;

        Odometer(int depth) {
            this.depth = depth;
            this.tail = new SplittableRandom(0);
        }

        @Override
        public int next(int bound) {
            if (position >= depth) {
                return tail.nextInt(bound);
            }
            if (position == digits.size()) {
                digits.add(0);
                bounds.add(bound);
            }
            return digits.get(position++);
        }

        @Override
        public String toString() {
            return digits + " then " + turn;
        }

        /** Goes on to the next sequence; false if there is none. */
        boolean advance() {
            turn++;
            position = 0;
            tail = new SplittableRandom(turn);
            for (int last = digits.size() - 1; last >= 0; last--) {
                if (digits.get(last) + 1 < bounds.get(last)) {
                    digits.set(last, digits.get(last) + 1);
                    return true;
                }
                digits.remove(last);
                bounds.remove(last);
            }
            return false;
        }
    }
}
