package io.edict.plain.internal.store;

import io.edict.DocumentId;
import io.edict.error.EdictException;

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

    /** The head cannot be watched or looked at, for a reason that a new connection will not mend. */
    record Failed(DocumentId id, EdictException reason) implements Announcement {}
}
