package io.edict.plain.internal.client;

import io.edict.DocumentId;
import io.edict.LayeredSnapshot;
import io.edict.Snapshot;
import io.edict.Usage;
import io.edict.plain.internal.layers.MergedSnapshot;
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
        public LayeredSnapshot recorded(MergedSnapshot merged) {
            return merged;
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

    /** Merged layers whose look-ups are taken note of, as look-ups in each of their documents. */
    LayeredSnapshot recorded(MergedSnapshot merged);

    /** Values of a document were read. */
    void read(DocumentId id, Set<String> paths);

    /** What was read so far, and what of the versions in force was not; empty if nobody takes note. */
    Optional<Usage> now(Supplier<Collection<Snapshot>> inForce);
}
