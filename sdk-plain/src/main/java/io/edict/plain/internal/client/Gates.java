package io.edict.plain.internal.client;

import io.edict.DocumentId;
import io.edict.Gate;
import io.edict.Snapshot;
import io.edict.VersionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who judges versions.
 *
 * @param documents by document
 * @param namespaces by namespace
 * @param passedOver which versions are refused as long as there is another one, or null for none
 */
public record Gates(
        Map<DocumentId, List<Gate<Snapshot>>> documents,
        Map<String, List<Gate<Snapshot>>> namespaces,
        @Nullable Predicate<? super VersionInfo> passedOver) {
    private static final String UNUSABLE = "the application could not use this version before";

    /** Copies the maps. */
    public Gates {
        documents = Map.copyOf(documents);
        namespaces = Map.copyOf(namespaces);
    }

    /** Those of a document: what passes versions over, then the ones for it alone, then the ones for its namespace. */
    List<Gate<Snapshot>> of(DocumentId id) {
        List<Gate<Snapshot>> own = documents.getOrDefault(id, List.of());
        List<Gate<Snapshot>> shared = namespaces.getOrDefault(id.namespace(), List.of());
        if (shared.isEmpty() && passedOver == null) {
            return own;
        }
        List<Gate<Snapshot>> all = new ArrayList<>();
        if (passedOver != null) {
            all.add(this::passOver);
        }
        all.addAll(own);
        all.addAll(shared);
        return all;
    }

    private Gate.Verdict passOver(Snapshot candidate, Optional<Snapshot> current) {
        return current.isPresent() && unusable(candidate.info())
                ? Gate.Verdict.refuse(UNUSABLE)
                : Gate.Verdict.accept();
    }

    /** What is wrong with a local copy, or null. */
    @Nullable
    String flaw(VersionInfo copy) {
        return unusable(copy) ? "is not used: " + UNUSABLE : null;
    }

    private boolean unusable(VersionInfo version) {
        return passedOver != null && passedOver.test(version);
    }
}
