package io.edict.plain.internal.client;

import io.edict.DocumentId;
import io.edict.Snapshot;
import io.edict.Usage;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Takes note of which values were read, if it is asked to. */
interface UsageRecord {
    /** Takes no note, and costs nothing. */
    UsageRecord NONE = new UsageRecord() {
        @Override
        public Snapshot recorded(Snapshot snapshot) {
            return snapshot;
        }

        @Override
        public void read(DocumentId id, Set<String> paths) {
            // Nobody asked.
        }

        @Override
        public Optional<Usage> now(Supplier<Collection<Snapshot>> inForce) {
            return Optional.empty();
        }
    };

    /** A snapshot whose look-ups are taken note of. */
    Snapshot recorded(Snapshot snapshot);

    /** Values of a document were read. */
    void read(DocumentId id, Set<String> paths);

    /** What was read so far, and what of the versions in force was not; empty if nobody takes note. */
    Optional<Usage> now(Supplier<Collection<Snapshot>> inForce);
}
