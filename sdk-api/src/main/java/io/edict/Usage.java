package io.edict;

import java.util.Map;
import java.util.Set;

/**
 * Which values an application read, so that dead keys can be found. Paths only, no values.
 *
 * @param read for each document, the paths that were read since the client started, sorted: looked up, or bound
 * @param unread for each document in force, the paths of its values that were not, sorted
 */
public record Usage(Map<DocumentId, Set<String>> read, Map<DocumentId, Set<String>> unread) {
    /**
     * Copies the maps.
     *
     * @param read for each document, the paths that were read since the client started, sorted
     * @param unread for each document in force, the paths of its values that were not, sorted
     */
    public Usage {
        read = Map.copyOf(read);
        unread = Map.copyOf(unread);
    }
}
