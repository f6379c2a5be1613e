package io.edict.plain.internal.live;

import io.edict.Values;
import io.edict.Versioned;
import io.edict.plain.internal.content.Parsed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one view shows at one moment. Immutable. Compared by identity.
 *
 * @param owner the view
 * @param snapshot the version in force, or null if there is none yet
 * @param parsed what the snapshot was made of, for documents
 * @param values the values of the view's live values, each at its live value's index
 * @param <S> what a version looks like
 */
public record ViewState<S extends Values>(
        BaseView<S, ?> owner,
        @Nullable S snapshot,
        @Nullable Parsed parsed,
        List<Versioned<?>> values) {
    /** Copies the list. */
    public ViewState {
        values = List.copyOf(values);
    }

    /** How many live values there are. */
    public int liveValues() {
        return values.size();
    }

    ViewState<S> with(Versioned<?> another) {
        List<Versioned<?>> more = new ArrayList<>(values);
        more.add(another);
        return new ViewState<>(owner, snapshot, parsed, more);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "ViewState[" + snapshot + "]";
    }
}
