package io.edict.plain.internal.dispatch;

import io.edict.LiveChange;
import io.edict.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * What listeners to a live value are told.
 *
 * @param live the value, for logs and events; also the key, since a queue serves one value
 * @param reporter is told of an {@code equals} that throws
 * @param <T> the value's type
 */
record LiveChanges<T>(String live, Reporter reporter) implements Changes<Stamped<Versioned<T>>, LiveChange<T>> {
    @Override
    public Object key(Stamped<Versioned<T>> item) {
        return live;
    }

    @Override
    public boolean isNewer(Stamped<Versioned<T>> item, Stamped<Versioned<T>> than) {
        return item.isAfter(than);
    }

    @Override
    public String subject(Stamped<Versioned<T>> item) {
        return live;
    }

    @Override
    public @Nullable LiveChange<T> between(@Nullable Stamped<Versioned<T>> before, Stamped<Versioned<T>> after) {
        if (before == null) {
            return new LiveChange<>(null, after.value());
        }
        return isSame(before.value().value(), after.value().value())
                ? null
                : new LiveChange<>(before.value(), after.value());
    }

    private boolean isSame(T old, T now) {
        try {
            return old.equals(now);
        } catch (Throwable e) {
            reporter.incomparable(live, e);
            return false;
        }
    }
}
