package io.edict.spring.internal.reload;

import io.edict.spring.EnvironmentChange;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the reactions to a change, one after the other, each guarded. */
final class Reactor {
    private static final Logger log = LoggerFactory.getLogger(Reactor.class);

    private final List<Reaction> reactions;

    Reactor(List<Reaction> reactions) {
        this.reactions = List.copyOf(reactions);
    }

    List<Reaction> reactions() {
        return reactions;
    }

    /** Runs them as long as it is allowed to go on. */
    void react(EnvironmentChange change, BooleanSupplier goesOn) {
        for (Reaction reaction : reactions) {
            if (!goesOn.getAsBoolean()) {
                return;
            }
            try {
                reaction.applied(change);
            } catch (Exception e) {
                log.warn(
                        "{} threw {} on {}",
                        reaction.getClass().getName(),
                        e.getClass().getName(),
                        change);
            }
        }
    }
}
