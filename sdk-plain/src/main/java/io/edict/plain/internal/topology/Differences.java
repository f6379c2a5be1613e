package io.edict.plain.internal.topology;

import io.edict.DocumentId;
import io.edict.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the clusters of one store differ.
 *
 * @param documents how many documents were compared
 * @param found the differences, by document
 * @param unfinished the documents of which a publish was begun and is neither finished nor given up
 * @param away the clusters that could not be compared, with the reason
 */
public record Differences(
        int documents, List<Difference> found, List<DocumentId> unfinished, Map<String, String> away) {
    /** Copies the collections. */
    public Differences {
        found = List.copyOf(found);
        unfinished = List.copyOf(unfinished);
        away = Map.copyOf(away);
    }

    /** How a cluster's document differs from what it should be. */
    public enum Kind {
        /** It is older, or missing. */
        BEHIND,
        /** It is newer. */
        AHEAD,
        /** It is another one under the same version, or one that the store has not chosen. */
        DIVERGED,
        /** It cannot be read, or its content is not what its record says. */
        DAMAGED,
        /** The cluster knows less than it did, and does not count. */
        FORGETFUL,
        /** It is not known what it should be, because too few clusters could be asked. */
        UNDECIDED
    }

    /**
     * One document in one cluster.
     *
     * @param id the document
     * @param cluster the cluster
     * @param kind how it differs
     * @param has the version there, or null if there is none, or none that can be read
     * @param should the version that should be there, or null if there is none, or that is not known
     */
    public record Difference(
            DocumentId id,
            String cluster,
            Kind kind,
            @Nullable Version has,
            @Nullable Version should) {}

    /** Whether all clusters were compared, and hold the same. */
    public boolean isSame() {
        return found.isEmpty() && unfinished.isEmpty() && away.isEmpty();
    }
}
