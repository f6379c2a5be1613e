package io.edict.plain.internal.live;

import io.edict.ConfigListener;
import io.edict.ListenerOptions;
import io.edict.Live;
import io.edict.LiveChange;
import io.edict.Subscription;
import io.edict.Values;
import io.edict.Versioned;
import io.edict.plain.internal.dispatch.Changes;
import io.edict.plain.internal.dispatch.ListenerQueue;
import io.edict.plain.internal.dispatch.Stamped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/** A live value: one field, written by commits only. */
final class PlainLive<T> implements Live<T> {
    private final BaseView<?, ?> view;
    private final int index;
    private final Recipe<T> recipe;
    private final List<ListenerQueue<Stamped<Versioned<T>>, LiveChange<T>>> queues = new CopyOnWriteArrayList<>();
    private volatile Cell<T> cell;

    PlainLive(BaseView<?, ?> view, int index, Recipe<T> recipe, Cell<T> cell) {
        this.view = view;
        this.index = index;
        this.recipe = recipe;
        this.cell = cell;
    }

    @Override
    public T get() {
        Cell<T> now = cell;
        T value = now.value;
        return value != null ? value : decided(now).versioned().value();
    }

    @Override
    public Versioned<T> current() {
        return decided(cell).versioned();
    }

    private Cell<T> decided(Cell<T> seen) {
        return seen instanceof Cell.Undecided<T> undecided
                ? undecided.asOf(view.board().sequence())
                : seen;
    }

    @Override
    public <R> Live<R> map(Function<? super T, ? extends R> function) {
        return view.add(new Recipe.Mapped<>(this, function));
    }

    @Override
    public Subscription subscribe(ListenerOptions options, ConfigListener<? super LiveChange<T>> listener) {
        Context context = view.context();
        Changes<Stamped<Versioned<T>>, LiveChange<T>> changes =
                Changes.ofLive(toString(), context.queues().reporter(), options);
        List<Stamped<Versioned<T>>> seen = options.initialCall() ? List.of() : List.of(stamped());
        ListenerQueue<Stamped<Versioned<T>>, LiveChange<T>> queue =
                context.queues().open(listener, options, changes, seen);
        queues.add(queue);
        view.closeIfClosed(queues);
        queue.offer(stamped());
        return () -> {
            queues.remove(queue);
            context.queues().close(queue);
        };
    }

    /** The value with the number of a commit that it is at least as new as, so read in this order. */
    private Stamped<Versioned<T>> stamped() {
        long sequence = view.board().sequence();
        return new Stamped<>(sequence, current());
    }

    @Override
    public T await(Predicate<? super T> condition, Duration timeout) {
        return view.await(
                () -> {
                    T now = get();
                    return condition.test(now) ? now : null;
                },
                timeout,
                this::toString);
    }

    Board board() {
        return view.board();
    }

    Recipe<T> recipe() {
        return recipe;
    }

    int index() {
        return index;
    }

    /** The value in a frame; made now if this live value is younger than the frame. */
    Cell<T> in(Frame frame) {
        return in(view.stateIn(frame));
    }

    /** The value in a state of its view; made now if this live value is younger. */
    <S extends Values> Cell<T> in(ViewState<S> state) {
        return index < state.cells().size() ? of(state.cells()) : state.owner().make(recipe, state);
    }

    /** This live value's cell among those of its view. */
    @SuppressWarnings("unchecked") // at this index stands what this live value's recipe made
    Cell<T> of(List<Cell<?>> cells) {
        return (Cell<T>) cells.get(index);
    }

    /** Under the board's lock: the next value counts as soon as the frame has moved on. */
    void announce(List<Cell<?>> cells, long commit) {
        cell = new Cell.Undecided<>(cell, of(cells), commit);
    }

    /** Under the board's lock: the frame has moved on. */
    void settle(List<Cell<?>> cells) {
        cell = of(cells);
    }

    /** On the sync thread, after a commit. */
    void tellListeners(long sequence) {
        if (!queues.isEmpty()) {
            Stamped<Versioned<T>> now = new Stamped<>(sequence, current());
            queues.forEach(queue -> queue.offer(now));
        }
    }

    /** The view is closed. */
    void close() {
        view.closeIfClosed(queues);
    }

    /** Returns what is bound and where; never the value. */
    @Override
    public String toString() {
        return "live " + recipe + " of " + view.subject();
    }
}
