package io.edict.plain.internal.store;

import io.edict.DocumentId;
import io.edict.error.EdictException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What a store tells about a followed document. A hint: the head is the truth. */
public sealed interface Announcement {
    /** The document. */
    DocumentId id();

    /** The head was touched, or has never been read: read it. */
    record Changed(DocumentId id) implements Announcement {}

    /**
     * The store looked at the head.
     *
     * @param id the document
     * @param stamp what it looked like
     * @param askedNanos when the question was sent, on the nano clock: the head was like this then or later
     * @param regular whether this was the regular check, by which no change should come to light for the first time
     */
    record Looked(DocumentId id, Stamp stamp, long askedNanos, boolean regular) implements Announcement {}

    /**
     * The head was touched, and what it holds now came along. Of use to whoever knows the version before; others read the
     * head.
     *
     * @param id the document
     * @param number the number that the version is said to have, or {@link #NO_NUMBER}
     * @param stamp what the head looks like now, as far as that is told
     * @param content verifies what came along, like a reading of the head; asked at most once
     */
    record Carried(DocumentId id, long number, Stamp stamp, Supplier<CompletableFuture<Reading>> content)
            implements Announcement {
        /** Nothing can be made of what came along but a report. */
        public static final long NO_NUMBER = -1;

        /** The same with another reading of what came along. */
        public Carried with(Supplier<CompletableFuture<Reading>> other) {
            return new Carried(id, number, stamp, other);
        }
    }

    /** The same with other stamps, of a store that is one of several. */
    default Announcement stamped(UnaryOperator<Stamp> other) {
        if (this instanceof Looked looked) {
            return new Looked(looked.id(), other.apply(looked.stamp()), looked.askedNanos(), looked.regular());
        }
        return this instanceof Carried carried
                ? new Carried(carried.id(), carried.number(), other.apply(carried.stamp()), carried.content())
                : this;
    }

    /** The head cannot be watched or looked at, for a reason that a new connection will not mend. */
    record Failed(DocumentId id, EdictException reason) implements Announcement {}
}
