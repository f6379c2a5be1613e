package io.edict.spring.internal.reload;

import io.edict.error.BindingException;
import io.edict.error.BindingProblem;
import io.edict.error.BindingProblem.Kind;
import io.edict.error.BindingProblem.Place;
import io.edict.spring.internal.env.DocumentOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;

/** All that is wrong with a generation. Names properties, where they stand and what was expected; never a value. */
final class Problems {
    private final List<BindingProblem> all = new ArrayList<>();

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Adds a reason in words. */
    void refuse(String reason) {
        add(Kind.REFUSED, "", null, "", reason);
    }

    /**
     * Adds what is wrong with one property.
     *
     * @param kind what is wrong
     * @param name the property's name
     * @param origin where it stands, or null if it stands nowhere
     * @param expected what was expected there
     * @param message the whole, for people
     */
    void add(Kind kind, String name, @Nullable Origin origin, String expected, String message) {
        Place place = origin instanceof DocumentOrigin document
                ? new Place(document.document(), document.version(), Math.max(document.line(), 0))
                : new Place(null, null, 0);
        all.add(new BindingProblem(kind, name, place, expected, message));
    }

    void addAll(Problems others) {
        all.addAll(others.all);
    }

    /** The messages of all, for people. */
    String text() {
        return all.stream().map(BindingProblem::message).collect(Collectors.joining("; "));
    }

    /** Throws if there are any. */
    void throwIfAny() {
        if (!all.isEmpty()) {
            throw new BindingException(text(), null, null, all);
        }
    }
}
