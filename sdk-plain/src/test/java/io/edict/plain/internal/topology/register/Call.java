package io.edict.plain.internal.topology.register;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One call to the register, as its caller saw it. */
final class Call {
    /** What a publish expects to be current. */
    sealed interface Expectation {
        /** Anything. */
        record Any() implements Expectation {}

        /** The version with this number; 0 for none. */
        record At(long number) implements Expectation {}

        default boolean allows(long number) {
            return this instanceof Any || (this instanceof At at && at.number() == number);
        }
    }

    /** Null for a strong read. */
    final @Nullable Expectation expectation;

    final @Nullable UUID publishId;
    final long invoked;
    long returned = Long.MAX_VALUE;
    /** Null while it is not known. */
    @Nullable
    Outcome outcome;

    Call(@Nullable Expectation expectation, @Nullable UUID publishId, long invoked) {
        this.expectation = expectation;
        this.publishId = publishId;
        this.invoked = invoked;
    }

    boolean isUnresolved() {
        return outcome == null || outcome instanceof Outcome.Unknown;
    }

    @Override
    public String toString() {
        return "[" + invoked + ".." + (returned == Long.MAX_VALUE ? "" : returned) + " " + expectation + " " + publishId
                + " -> " + outcome + "]";
    }
}
