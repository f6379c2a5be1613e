package io.edict.spring.internal.reload;

import io.edict.error.BindingException;
import io.edict.error.BindingProblem;
import io.edict.error.BindingProblem.Kind;
import io.edict.error.BindingProblem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** All that is wrong with a generation. Names properties, where they stand and what was expected; never a value. */
final class Problems {
    private static final Place NOWHERE = new Place(null, null, 0);

    private final List<BindingProblem> all = new ArrayList<>();

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Adds a reason in words. */
    void refuse(String reason) {
        all.add(new BindingProblem(Kind.REFUSED, "", NOWHERE, "", reason));
    }

    /** Throws if there are any. */
    void throwIfAny() {
        if (!all.isEmpty()) {
            throw new BindingException(
                    all.stream().map(BindingProblem::message).collect(Collectors.joining("; ")), null, null, all);
        }
    }

    OfType of(LiveType type, PinnedEnvironment from) {
        return new OfType(type, from);
    }

    /** What is wrong with one type. */
    final class OfType {
        private final LiveType type;
        private final PinnedEnvironment from;
        private int count;

        OfType(LiveType type, PinnedEnvironment from) {
            this.type = type;
            this.from = from;
        }

        boolean isEmpty() {
            return count == 0;
        }

        void add(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
            count++;
            refuse(name + " cannot be bound to " + target.getType());
        }

        void failed(RuntimeException error) {
            if (count == 0) {
                refuse(type.type().getName() + " cannot be bound: "
                        + error.getClass().getName());
            }
        }
    }
}
