package io.edict.spring.internal.reload;

import io.edict.ConfigListener;
import io.edict.ListenerOptions;
import io.edict.Live;
import io.edict.LiveChange;
import io.edict.Subscription;
import io.edict.VersionInfo;
import io.edict.Versioned;
import io.edict.error.AwaitTimeoutException;
import io.edict.error.BindingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A value that stays what it was at the start: nothing is imported, or nothing is to be applied. */
final class FixedLive<T> implements Live<T> {
    private static final Logger log = LoggerFactory.getLogger(FixedLive.class);

    private final Versioned<T> versioned;

    FixedLive(T value, List<VersionInfo> from) {
        this.versioned = new Versioned<>(value, from);
    }

    @Override
    public T get() {
        return versioned.value();
    }

    @Override
    public Versioned<T> current() {
        return versioned;
    }

    @Override
    public <R> Live<R> map(Function<? super T, ? extends R> function) {
        Problems problems = new Problems();
        try {
            R made = function.apply(get());
            if (made != null) {
                return new FixedLive<>(made, versioned.from());
            }
            problems.refuse("A derived live value cannot be made: the function gave null");
        } catch (RuntimeException e) {
            problems.refuse("A derived live value cannot be made: the function threw "
                    + e.getClass().getName());
        }
        throw new BindingException(problems.text(), null, null, List.of());
    }

    @Override
    public Subscription subscribe(ListenerOptions options, ConfigListener<? super LiveChange<T>> listener) {
        if (options.initialCall()) {
            options.ownExecutor().orElse((Executor) Runnable::run).execute(() -> call(listener));
        }
        return () -> {};
    }

    private void call(ConfigListener<? super LiveChange<T>> listener) {
        try {
            listener.onChange(new LiveChange<>(null, versioned));
        } catch (Exception e) {
            log.warn("{} threw {}", listener.getClass().getName(), e.getClass().getName());
        }
    }

    @Override
    public T await(Predicate<? super T> condition, Duration timeout) {
        if (condition.test(get())) {
            return get();
        }
        throw new AwaitTimeoutException(
                "What was awaited of " + this + " does not come about: it never changes", null, null);
    }

    /** Returns the versions; never the value. */
    @Override
    public String toString() {
        return "fixed live value of "
                + versioned.from().stream().map(VersionInfo::id).toList();
    }
}
