package io.edict.plain.internal.live;

import io.edict.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * A live value's value at one moment: decided, or, for the length of a commit, undecided between two. Immutable.
 *
 * <p>An undecided cell has no value, so that one look tells a reader which kind it met.
 *
 * @param <T> the value's type
 */
class Cell<T> {
    final @Nullable T value;
    private final @Nullable Versioned<T> versioned;

    private Cell(@Nullable Versioned<T> versioned) {
        this.value = versioned == null ? null : versioned.value();
        this.versioned = versioned;
    }

    static <T> Cell<T> of(Versioned<T> versioned) {
        return new Cell<>(versioned);
    }

    /** The value with its versions; only of a decided cell. */
    Versioned<T> versioned() {
        if (versioned == null) {
            throw new IllegalStateException("The cell is not decided");
        }
        return versioned;
    }

    /** Which of two cells counts, once the frame has moved on to a commit. */
    static final class Undecided<T> extends Cell<T> {
        private final Cell<T> before;
        private final Cell<T> after;
        private final long commit;

        Undecided(Cell<T> before, Cell<T> after, long commit) {
            super(null);
            this.before = before;
            this.after = after;
            this.commit = commit;
        }

        Cell<T> asOf(long sequence) {
            return sequence >= commit ? after : before;
        }
    }
}
