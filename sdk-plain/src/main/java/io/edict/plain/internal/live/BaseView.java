package io.edict.plain.internal.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.Binding;
import io.edict.ConfigView;
import io.edict.DocumentId;
import io.edict.Live;
import io.edict.Pin;
import io.edict.Values;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.Versioned;
import io.edict.error.AwaitTimeoutException;
import io.edict.error.BindingException;
import io.edict.error.EdictException;
import io.edict.plain.internal.bind.Origins;
import io.edict.plain.internal.content.Parsed;
import io.edict.plain.internal.dispatch.ListenerQueue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a followed document and a layered view have in common: a place on the board, live values, and waiting for changes.
 *
 * @param <S> what a version looks like
 * @param <C> what listeners are told
 */
public abstract class BaseView<S extends Values, C> implements ConfigView<S, C> {
    private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

    private final Context context;
    private final int slot;
    private final ViewState<S> nothing;
    private final Map<Binding<?>, PlainLive<?>> bound = new ConcurrentHashMap<>();

    /** What the application said at the start that it will bind, so that no version comes into force without it. */
    private volatile List<Binding<?>> expected = List.of();

    /** Each at its index; added to under the board's lock. */
    private final List<PlainLive<?>> lives = new CopyOnWriteArrayList<>();

    private final Object changes = new Object();

    @GuardedBy("changes")
    private long commits;

    /** The last state, once the view is closed. */
    private volatile @Nullable ViewState<S> last;

    /**
     * Takes a place on the board.
     *
     * @param context what all views of the client share
     */
    @SuppressWarnings("this-escape") // the state that names it is shown to nobody before there is a view
    protected BaseView(Context context) {
        this.context = context;
        this.slot = context.board().open();
        this.nothing = new ViewState<>(this, null, null, List.of());
    }

    /** Why there is no version in force. */
    protected abstract EdictException noSnapshot();

    /** What the view is called in messages. */
    public abstract String subject();

    /** The documents' versions that a snapshot is made of. */
    protected abstract List<VersionInfo> versions(S snapshot);

    /** Which document the values of a snapshot come from. */
    protected abstract Origins origins(S snapshot);

    /** What is known of the view now, for the message of a wait that was in vain. */
    protected abstract String knownNow();

    @Override
    public final S snapshot() {
        return snapshot(state());
    }

    @Override
    public final Optional<S> find() {
        return Optional.ofNullable(current());
    }

    /** The version in force, or null. */
    public final @Nullable S current() {
        return state().snapshot();
    }

    /** The version in force at the moment of a pin of the same client, or null. */
    public final @Nullable S current(Pin pin) {
        return stateIn(((PlainPin) pin).frame()).snapshot();
    }

    @Override
    public final Pin pin() {
        return context.board().pin();
    }

    @Override
    public final <T> Live<T> live(Binding<T> binding) {
        Live<T> known = known(binding);
        if (known != null) {
            return known;
        }
        context.binder().prepare(binding);
        return add(new Recipe.Bound<>(binding));
    }

    @Override
    public final <T> Live<T> derive(Function<? super S, ? extends T> function) {
        return add(new Recipe.Derived<S, T>(function));
    }

    @SuppressWarnings("unchecked") // a live value is kept under the binding that it was made for
    private <T> @Nullable PlainLive<T> known(Binding<T> binding) {
        return (PlainLive<T>) bound.get(binding);
    }

    @Override
    public final S await(Predicate<? super S> condition, Duration timeout) {
        return await(
                () -> {
                    S now = current();
                    return now != null && condition.test(now) ? now : null;
                },
                timeout,
                this::subject);
    }

    /** What the view shows now. */
    public final ViewState<S> state() {
        ViewState<S> kept = last;
        return kept != null ? kept : stateIn(context.board().frame());
    }

    @SuppressWarnings("unchecked") // a state of this owner is of its type
    final ViewState<S> stateIn(Frame frame) {
        ViewState<?> found = frame.at(slot);
        if (found != null && found.owner() == this) {
            return (ViewState<S>) found;
        }
        ViewState<S> kept = last;
        return kept != null ? kept : nothing;
    }

    final S snapshot(ViewState<S> state) {
        S snapshot = state.snapshot();
        if (snapshot == null) {
            throw noSnapshot();
        }
        return snapshot;
    }

    /**
     * Makes the next state. Runs user code; any thread.
     *
     * @param base the state that it follows on
     * @param snapshot the next version
     * @param parsed what it was made of, for documents
     * @throws BindingException if a live value cannot be made of it; it tells all that is wrong
     */
    public final Prepared<S> prepare(ViewState<S> base, S snapshot, @Nullable Parsed parsed) {
        List<Versioned<?>> values = new Kitchen<>(context.binder(), this).all(lives, stillExpected(), base, snapshot);
        return new Prepared<>(this, base, new ViewState<>(this, snapshot, parsed, values));
    }

    /**
     * Refuses versions that cannot be bound, though no live value has been made yet.
     *
     * @param bindings what the application will bind
     */
    public final void expect(List<Binding<?>> bindings) {
        bindings.forEach(context.binder()::prepare);
        expected = List.copyOf(bindings);
    }

    /** Whether versions are bound though there may be no live value yet. */
    public final boolean expectsLiveValues() {
        return !expected.isEmpty();
    }

    private List<Binding<?>> stillExpected() {
        return expected.stream().filter(binding -> !bound.containsKey(binding)).toList();
    }

    /** Makes one live value of a state. Runs user code; any thread. */
    final <T> Versioned<T> make(Recipe<T> recipe, ViewState<S> state) {
        return new Kitchen<>(context.binder(), this).one(recipe, state);
    }

    /** Paths of a version were bound; for statistics of usage. */
    protected abstract void bound(S snapshot, Set<String> paths);

    /** Adds a live value. */
    final <T> PlainLive<T> add(Recipe<T> recipe) {
        context.queues().checkOpen();
        while (true) {
            ViewState<S> base = state();
            PlainLive<T> known = recipe instanceof Recipe.Bound<T> same ? known(same.binding()) : null;
            if (known != null) {
                return known; // somebody else was faster
            }
            Versioned<T> first = make(recipe, base);
            PlainLive<T> added = register(recipe, first, base);
            if (added != null) {
                return added;
            }
        }
    }

    /** Registers a live value, unless the view has moved on from the state that it was made for. */
    private <T> @Nullable PlainLive<T> register(Recipe<T> recipe, Versioned<T> first, ViewState<S> base) {
        PlainLive<T> fresh = new PlainLive<>(this, base.values().size(), recipe, first);
        boolean done = context.board().amend(this, base, () -> {
            lives.add(fresh);
            if (recipe instanceof Recipe.Bound<T> binding) {
                bound.put(binding.binding(), fresh);
            }
            return base.with(first);
        });
        return done ? fresh : null;
    }

    /** Under the board's lock: the live values are about to change. */
    final void announce(ViewState<?> next, long commit) {
        lives.forEach(live -> live.announce(next.values(), commit));
    }

    /** Under the board's lock: the live values have changed. */
    final void settle(ViewState<?> next) {
        lives.forEach(live -> live.settle(next.values()));
    }

    /** On the sync loop, after a commit: tells whoever waits or listens. */
    public final void committed() {
        synchronized (changes) {
            commits++;
            changes.notifyAll();
        }
        long sequence = context.board().sequence();
        tellListeners(sequence);
        lives.forEach(live -> live.tellListeners(sequence));
    }

    /** On the sync loop, after a commit: tells the listeners of the view itself. */
    protected abstract void tellListeners(long sequence);

    /** Waits until what is looked for is there; looks after each commit. */
    final <T> T await(Supplier<@Nullable T> look, Duration timeout, Supplier<String> what) {
        long end = System.nanoTime() + nanos(timeout);
        while (true) {
            long before = commits();
            T found = look.get();
            if (found != null) {
                return found;
            }
            long left = end - System.nanoTime();
            if (left <= 0 || !pause(before, left)) {
                throw inVain(what.get(), timeout);
            }
        }
    }

    /** Who waits for ever waits for a century at the most. */
    private static long nanos(Duration timeout) {
        return timeout.compareTo(LONGEST_WAIT) < 0 ? timeout.toNanos() : LONGEST_WAIT.toNanos();
    }

    private long commits() {
        synchronized (changes) {
            return commits;
        }
    }

    /** Waits for the next commit; false if interrupted. */
    private boolean pause(long before, long nanos) {
        try {
            synchronized (changes) {
                if (commits == before) {
                    TimeUnit.NANOSECONDS.timedWait(changes, nanos);
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private AwaitTimeoutException inVain(String what, Duration timeout) {
        S now = current();
        List<VersionInfo> versions = now == null ? List.of() : versions(now);
        DocumentId document = versions.size() == 1 ? versions.get(0).id() : null;
        Version version = versions.size() == 1 ? versions.get(0).version() : null;
        return new AwaitTimeoutException(
                "What was awaited of " + what + " did not come about within "
                        + TimeUnit.NANOSECONDS.toMillis(nanos(timeout)) + " ms; " + knownNow(),
                document,
                version);
    }

    /** Of a view that is closed no listener is called; one that subscribes meanwhile is found here, or when the view closes. */
    protected final void closeIfClosed(Collection<? extends ListenerQueue<?, ?>> queues) {
        if (isClosed()) {
            queues.forEach(context.queues()::close);
            queues.clear();
        }
    }

    /** Ends the view: its last state stays readable, and no listener is called any more. */
    public void close() {
        context.board().close(this, slot);
        lives.forEach(PlainLive::close);
    }

    /** Under the board's lock: from now on the view keeps its state itself. */
    final void keepLast() {
        last = state();
    }

    /** Whether the view keeps its last state for good. */
    public final boolean isClosed() {
        return last != null;
    }

    /** Under the board's lock: if the view is closed, takes a new state; tells whether it did. */
    @SuppressWarnings("unchecked") // only states of this view come here
    final boolean keepLast(ViewState<?> next) {
        if (last != null) {
            last = (ViewState<S>) next;
        }
        return last != null;
    }

    /**
     * Puts a first version in force on the caller's thread, outside of any batch: when the view is new, and what it is made
     * of has been in force for long.
     *
     * @param dependsOn the views that it is made of, and this one
     * @param first the version, prepared
     * @param stillHolds whether what it was made of is still in force; called under the board's lock
     * @return whether it is in force; if not, make it again
     */
    public final boolean begin(Set<? extends BaseView<?, ?>> dependsOn, Prepared<S> first, BooleanSupplier stillHolds) {
        return context.board()
                .amend(dependsOn, this, first.base(), () -> stillHolds.getAsBoolean() ? first.next() : null);
    }

    final int slot() {
        return slot;
    }

    final Board board() {
        return context.board();
    }

    /** What all views of the client share. */
    protected final Context context() {
        return context;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + subject() + "]";
    }
}
