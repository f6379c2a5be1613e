package io.edict.plain.internal.sync;

import io.edict.error.EdictException;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.StoredVersion;
import org.jspecify.annotations.Nullable;

/** What happens to a followed document, as {@link DocumentMachine} is told. */
public sealed interface Event {
    /** The store is connected. */
    record Connected() implements Event {}

    /** The store is not connected any more. */
    record Disconnected() implements Event {}

    /** The store announced something. */
    record Announced(Announcement announcement) implements Event {}

    /**
     * A read came back.
     *
     * @param ticket which read
     * @param askedNanos when it was sent, on the nano clock
     * @param reading what it found
     */
    record ReadDone(long ticket, long askedNanos, Reading reading) implements Event {}

    /** A read got no answer. */
    record ReadFailed(long ticket, EdictException reason) implements Event {}

    /** The time to try a read again has come. */
    record RetryDue(long ticket) implements Event {}

    /** A version was decided upon: it is in force, or refused for a reason. */
    record Decided(StoredVersion candidate, @Nullable String refusal) implements Event {}

    /** The document was read together with others, beside the reads that the machine asks for. */
    record ReadAside(Reading reading) implements Event {}

    /** What was refused because of another document of its transaction may be let in now: read again. */
    record Reconsider() implements Event {}
}
