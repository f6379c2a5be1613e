package io.edict.plain.internal.topology.register;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an operation is. Owned by its proposer. */
sealed interface Stage {
    /** It waits for promises. */
    record Preparing(Ballot ballot, Map<Member, Register> promises, Tally tally) implements Stage {
        Preparing(Ballot ballot, Tally tally) {
            this(ballot, new HashMap<>(), tally);
        }
    }

    /** Why an edition is to be accepted. */
    enum Purpose {
        /** It is this operation's own. */
        PUBLISH,
        /** Somebody else began it. */
        FINISH,
        /** It is current already, and that is to be proved. */
        CONFIRM
    }

    /** It waits for an edition to be accepted. */
    record Accepting(Ballot ballot, @Nullable Edition edition, Purpose purpose, Tally tally) implements Stage {}

    /** It waits for a chosen edition to be a head. */
    record Installing(Edition edition, Outcome outcome, Tally tally) implements Stage {}

    /** It waits until it may try again. */
    record Resting() implements Stage {}
}
