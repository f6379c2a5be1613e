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
import org.jspecify.annotations.Nullable;

/**
 * A live value: fields that commits alone write, in the order <em>undecided, [the frame,] value, versioned, undecided</em>.
 *
 * <p>A reader that finds nothing undecided, and reads {@link #value} after that, gets what was in force at some moment in
 * between. One that finds a commit under way is told by the frame which of its two values counts.
 */
final class PlainLive<T> implements Live<T> {
    private final BaseView<?, ?> view;
    private final int index;
    private final Recipe<T> recipe;
    private final List<ListenerQueue<Stamped<Versioned<T>>, LiveChange<T>>> queues = new CopyOnWriteArrayList<>();
    private volatile @Nullable Undecided<T> undecided;
    private volatile T value;
    private volatile Versioned<T> versioned;

    PlainLive(BaseView<?, ?> view, int index, Recipe<T> recipe, Versioned<T> versioned) {
        this.view = view;
        this.index = index;
        this.recipe = recipe;
        this.value = versioned.value();
        this.versioned = versioned;
    }

    /**
     * What a commit that is under way leads from and to.
     *
     * @param before what counts until the frame has moved on
     * @param after what counts from then on
     * @param commit the number of the frame that it moves on to
     */
    private record Undecided<T>(Versioned<T> before, Versioned<T> after, long commit) {
        Versioned<T> asOf(long sequence) {
            return sequence >= commit ? after : before;
        }
    }

    @Override
    public T get() {
        Undecided<T> underWay = undecided;
        return underWay == null ? value : decide(underWay).value();
    }

    @Override
    public Versioned<T> current() {
        Undecided<T> underWay = undecided;
        return underWay == null ? versioned : decide(underWay);
    }

    private Versioned<T> decide(Undecided<T> underWay) {
        return underWay.asOf(view.board().sequence());
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
    Versioned<T> in(Frame frame) {
        return in(view.stateIn(frame));
    }

    /** The value in a state of its view; made now if this live value is younger. */
    <S extends Values> Versioned<T> in(ViewState<S> state) {
        return index < state.values().size()
                ? of(state.values())
                : state.owner().make(recipe, state);
    }

    /** This live value's value among those of its view. */
    @SuppressWarnings("unchecked") // at this index stands what this live value's recipe made
    Versioned<T> of(List<Versioned<?>> values) {
        return (Versioned<T>) values.get(index);
    }

    /** Under the board's lock: the next value counts as soon as the frame has moved on. */
    void announce(List<Versioned<?>> values, long commit) {
        undecided = new Undecided<>(versioned, of(values), commit);
    }

    /** Under the board's lock: the frame has moved on. */
    void settle(List<Versioned<?>> values) {
        Versioned<T> next = of(values);
        value = next.value();
        versioned = next;
        undecided = null;
    }

    /** On the sync loop, after a commit. */
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
