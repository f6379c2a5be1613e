package io.edict.plain.internal.live;

import io.edict.Binding;
import io.edict.plain.internal.dispatch.CodeName;
import java.util.function.Function;

/**
 * How a live value is made.
 *
 * @param <T> the value's type
 */
sealed interface Recipe<T> {
    /** Bound to the configuration. */
    record Bound<T>(Binding<T> binding) implements Recipe<T> {
        @Override
        public String toString() {
            return binding.toString();
        }
    }

    /** Made of the whole version. */
    record Derived<S, T>(Function<? super S, ? extends T> function) implements Recipe<T> {
        @Override
        public String toString() {
            return "what " + CodeName.of(function) + " makes of the whole";
        }
    }

    /** Made of another live value of the same view, which has a lower index. */
    record Mapped<P, T>(PlainLive<P> parent, Function<? super P, ? extends T> function) implements Recipe<T> {
        @Override
        public String toString() {
            return "what " + CodeName.of(function) + " makes of " + parent.recipe();
        }
    }
}
