package io.edict.plain.internal.client;

import io.edict.DocumentId;
import io.edict.Snapshot;
import java.util.Set;

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
    };

    /** A snapshot whose look-ups are taken note of. */
    Snapshot recorded(Snapshot snapshot);

    /** Values of a document were read. */
    void read(DocumentId id, Set<String> paths);
}
