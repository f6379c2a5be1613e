package io.edict.plain.internal.client;

import io.edict.DocumentId;
import io.edict.Gate;
import io.edict.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who judges versions.
 *
 * @param documents by document
 * @param namespaces by namespace
 */
public record Gates(Map<DocumentId, List<Gate<Snapshot>>> documents, Map<String, List<Gate<Snapshot>>> namespaces) {
    /** Copies the maps. */
    public Gates {
        documents = Map.copyOf(documents);
        namespaces = Map.copyOf(namespaces);
    }

    /** Those of a document: first the ones for it alone, then the ones for its namespace. */
    List<Gate<Snapshot>> of(DocumentId id) {
        List<Gate<Snapshot>> own = documents.getOrDefault(id, List.of());
        List<Gate<Snapshot>> shared = namespaces.getOrDefault(id.namespace(), List.of());
        if (shared.isEmpty()) {
            return own;
        }
        List<Gate<Snapshot>> all = new ArrayList<>(own);
        all.addAll(shared);
        return all;
    }
}
