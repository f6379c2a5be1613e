package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version cannot be bound to a type. Tells all that is wrong at once: mend it all and publish again. */
public final class BindingException extends EdictException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable List<BindingProblem> problems;

    /**
     * Makes the error.
     *
     * @param message all problems, for people
     * @param document the document, or null if there are several
     * @param version its version, or null
     * @param problems what is wrong, in the order of the type
     */
    public BindingException(
            String message, @Nullable DocumentId document, @Nullable Version version, List<BindingProblem> problems) {
        super(message, document, version, null);
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong.
     *
     * @return all problems, in the order of the type; none if this came from another process
     */
    public List<BindingProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}
