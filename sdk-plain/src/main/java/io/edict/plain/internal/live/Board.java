package io.edict.plain.internal.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.Pin;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one reference behind all that a client shows. Reading it takes no lock. The lock orders those who change it: commits,
 * and threads that add or remove views and live values. No user code runs under it.
 */
public final class Board {
    private final Object lock = new Object();
    private volatile Frame frame = Frame.EMPTY;

    @GuardedBy("lock")
    private final BitSet slots = new BitSet();

    /** The views that are about to change, so that what was prepared for them must not be outdated any more. */
    @GuardedBy("lock")
    private final Set<BaseView<?, ?>> sealed = new HashSet<>();

    @GuardedBy("lock")
    private boolean closed;

    Frame frame() {
        return frame;
    }

    /** How many commits there were. */
    public long sequence() {
        return frame.sequence();
    }

    /** Holds on to what is shown now. */
    public Pin pin() {
        return new PlainPin(this, frame);
    }

    /** Gives a new view its place. */
    int open() {
        synchronized (lock) {
            int slot = slots.nextClearBit(0);
            slots.set(slot);
            return slot;
        }
    }

    /** Takes a view's place away; it has kept its last state for itself. */
    void close(BaseView<?, ?> view, int slot) {
        synchronized (lock) {
            if (view.isClosed()) {
                return; // its place may be another's by now
            }
            view.keepLast();
            if (frame.at(slot) != null) {
                frame = frame.with(slot, null);
            }
            slots.clear(slot);
        }
    }

    /**
     * Changes a view's state in a way that commits are not to outdate, and that is no commit itself: adds a live value. Waits
     * while the view is sealed.
     *
     * @param view the view
     * @param base its state that the change was made for
     * @param change makes the state that follows, under the lock; null if it finds that it is outdated
     * @return whether the state was still the same; if not, nothing was changed
     */
    boolean amend(BaseView<?, ?> view, ViewState<?> base, Supplier<@Nullable ViewState<?>> change) {
        return amend(Set.of(view), view, base, change);
    }

    /** As the other one; waits while one of several views is sealed that the change depends on. */
    boolean amend(
            Set<? extends BaseView<?, ?>> dependsOn,
            BaseView<?, ?> view,
            ViewState<?> base,
            Supplier<@Nullable ViewState<?>> change) {
        boolean interrupted = false;
        synchronized (lock) {
            while (!Collections.disjoint(sealed, dependsOn) && !closed) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            ViewState<?> next = view.state().equals(base) ? change.get() : null;
            if (next == null) {
                return false;
            }
            if (!view.keepLast(next)) {
                frame = frame.with(view.slot(), next);
            }
            return true;
        }
    }

    /**
     * Fixes what was prepared: until {@link #commit} or {@link #unseal} nobody else changes these views.
     *
     * @return whether all states are still those that were built upon; if not, prepare again
     */
    public boolean seal(List<Prepared<?>> prepared) {
        synchronized (lock) {
            for (Prepared<?> one : prepared) {
                if (sealed.contains(one.view()) || !one.view().state().equals(one.base())) {
                    return false;
                }
            }
            prepared.forEach(one -> sealed.add(one.view()));
            return true;
        }
    }

    /** Gives up what was sealed. */
    public void unseal(List<Prepared<?>> prepared) {
        synchronized (lock) {
            prepared.forEach(one -> sealed.remove(one.view()));
            lock.notifyAll();
        }
    }

    /**
     * Puts what was sealed in force, all at one instant. Views that were closed meanwhile keep their last state.
     *
     * @return what was put in force
     */
    public List<Prepared<?>> commit(List<Prepared<?>> prepared) {
        synchronized (lock) {
            try {
                List<Prepared<?>> alive = new ArrayList<>(prepared);
                alive.removeIf(one -> one.view().isClosed());
                Map<Integer, ViewState<?>> changed = new HashMap<>();
                alive.forEach(one -> changed.put(one.view().slot(), one.next()));
                Frame next = frame.next(changed);
                alive.forEach(one -> one.view().announce(one.next(), next.sequence()));
                frame = next;
                alive.forEach(one -> one.view().settle(one.next()));
                return alive;
            } finally {
                unseal(prepared);
            }
        }
    }

    /** Lets nobody wait any more. */
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }
}
