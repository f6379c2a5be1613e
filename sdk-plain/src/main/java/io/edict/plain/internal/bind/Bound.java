package io.edict.plain.internal.bind;

import io.edict.error.BindingException;
import io.edict.error.BindingProblem;
import java.util.List;
import java.util.Set;

/**
 * What came of binding: a value, or all that is wrong.
 *
 * @param <T> the type
 */
public sealed interface Bound<T> {
    /**
     * The configuration could be bound.
     *
     * @param value the value
     * @param paths the paths of the configuration's values that went into it, in their plain form; none if the value is
     *     the binding's fallback
     * @param <T> the type
     */
    record Value<T>(T value, Set<String> paths) implements Bound<T> {
        /** Returns how many paths went into it; the value is not told. */
        @Override
        public String toString() {
            return "Value[of " + paths.size() + " paths]";
        }
    }

    /**
     * The configuration could not be bound.
     *
     * @param problems what is wrong, in the order of the type; not empty
     * @param more how many problems were left out of the list
     * @param <T> the type
     */
    record Refused<T>(List<BindingProblem> problems, int more) implements Bound<T> {
        /**
         * All problems as one text, a line for each if there are several.
         *
         * @return the text
         */
        public String message() {
            return Problems.summary(problems, more);
        }

        /**
         * The problems as an error for the caller. It names document and version if all problems are of the same.
         *
         * @return the error
         */
        public BindingException toException() {
            BindingProblem.Place first = problems.get(0).place();
            boolean same = problems.stream()
                    .map(BindingProblem::place)
                    .allMatch(place -> first.document() != null
                            && first.document().equals(place.document())
                            && first.version() != null
                            && first.version().equals(place.version()));
            return new BindingException(
                    message(), same ? first.document() : null, same ? first.version() : null, problems);
        }
    }
}
