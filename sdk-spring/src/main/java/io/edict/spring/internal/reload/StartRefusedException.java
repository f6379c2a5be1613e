package io.edict.spring.internal.reload;

import io.edict.error.BindingException;
import io.edict.error.BindingProblem;
import io.edict.spring.internal.env.Generation;
import java.util.List;
import java.util.stream.Collectors;

/** The application cannot start with the versions that are in force. */
public final class StartRefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    StartRefusedException(Generation generation, BindingException cause) {
        super(documents(generation) + " cannot be used by this application: " + cause.getMessage(), cause);
        this.problems = cause.problems().stream().map(BindingProblem::message).toList();
    }

    private static String documents(Generation generation) {
        return generation.parts().isEmpty()
                ? "The configuration"
                : generation.parts().stream()
                        .map(part -> part.document()
                                + part.info()
                                        .map(info -> " version " + info.version())
                                        .orElse(" (absent)"))
                        .collect(Collectors.joining(", "));
    }

    /**
     * What is wrong.
     *
     * @return the problems, in words, without values
     */
    public List<String> problems() {
        return problems;
    }
}
