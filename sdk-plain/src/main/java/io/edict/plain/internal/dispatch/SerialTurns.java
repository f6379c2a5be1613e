package io.edict.plain.internal.dispatch;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a queue its turns, one at a time. A turn is one run of the queue's step, on the pool or on an executor of the
 * application.
 *
 * <p><b>No wake-up is lost.</b> The owner puts an element into its queue and then calls {@link #wake}. A turn that has
 * not begun will find the element, so nothing is done. A turn that is running may have looked before the element was
 * there, so another follows it. Otherwise a turn is handed out.
 *
 * <p><b>Fair.</b> After each step the next turn goes to the end of the pool's line, so that a queue that never runs dry
 * does not keep others waiting.
 *
 * <p><b>An executor of the application is not trusted.</b> It is called on a pool thread, because it may block, or run
 * the turn where it stands. If it throws, the turn stays handed out as refused until {@link #retry}. A turn run twice,
 * or both refused and run, is one turn: only the one that is handed out can begin, and it can begin once. An executor
 * that drops a turn without a word ends the turns of its queue; nobody can tell that from an executor that is slow.
 *
 * <p><b>Threads.</b> All methods may be called from any thread and return at once. The lock guards the fields below it
 * and is never held while the step or an executor is called. It also orders the steps: each sees what the one before
 * it did.
 */
final class SerialTurns {
    private final Executor pool;
    private final @Nullable Executor own;
    private final BooleanSupplier step;
    private final Consumer<Throwable> onRefused;

    private final Object lock = new Object();
    private @Nullable Turn handedOut;
    private boolean refused;
    private boolean running;
    private boolean woken;
    private boolean closed;

    /**
     * Makes a queue's turns; none is handed out yet.
     *
     * @param pool the client's listener threads
     * @param own the application's executor, or null to run on the pool
     * @param step takes one element and deals with it; tells whether it leaves others behind
     * @param onRefused told, on a pool thread, that the application's executor did not take a turn
     */
    SerialTurns(Executor pool, @Nullable Executor own, BooleanSupplier step, Consumer<Throwable> onRefused) {
        this.pool = pool;
        this.own = own;
        this.step = step;
        this.onRefused = onRefused;
    }

    /** Says that there is an element to take. */
    void wake() {
        Turn next;
        synchronized (lock) {
            woken = true;
            next = nextTurn();
        }
        submit(next);
    }

    /** Hands a refused turn out again, if there is one. */
    void retry() {
        Turn again;
        synchronized (lock) {
            again = refused ? handedOut : null;
            refused = false;
        }
        submit(again);
    }

    /** Lets no further turn begin. */
    void close() {
        synchronized (lock) {
            closed = true;
            handedOut = null;
            refused = false;
        }
    }

    /** Hands out a turn if one is due; the caller holds the lock and submits the turn after leaving it. */
    private @Nullable Turn nextTurn() {
        if (!woken || running || handedOut != null || closed) {
            return null;
        }
        handedOut = new Turn();
        return handedOut;
    }

    private void submit(@Nullable Turn turn) {
        if (turn != null) {
            pool.execute(own == null ? turn : () -> passOn(own, turn));
        }
    }

    private void passOn(Executor executor, Turn turn) {
        if (!isHandedOut(turn)) {
            return;
        }
        try {
            executor.execute(turn);
        } catch (Throwable e) {
            if (refuse(turn)) {
                onRefused.accept(e);
            }
        }
    }

    private boolean isHandedOut(Turn turn) {
        synchronized (lock) {
            return handedOut == turn;
        }
    }

    private boolean refuse(Turn turn) {
        synchronized (lock) {
            refused = handedOut == turn;
            return refused;
        }
    }

    private boolean begin(Turn turn) {
        synchronized (lock) {
            if (handedOut != turn) {
                return false;
            }
            handedOut = null;
            refused = false;
            running = true;
            woken = false;
            return true;
        }
    }

    private @Nullable Turn end(boolean more) {
        synchronized (lock) {
            running = false;
            woken |= more;
            return nextTurn();
        }
    }

    /** One run of the step. */
    private final class Turn implements Runnable {
        @Override
        public void run() {
            if (!begin(this)) {
                return;
            }
            // A step that breaks has taken its element, so that looking again comes to an end.
            boolean more = true;
            try {
                more = step.getAsBoolean();
            } finally {
                submit(end(more));
            }
        }
    }
}
