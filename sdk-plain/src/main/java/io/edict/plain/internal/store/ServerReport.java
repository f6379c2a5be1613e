package io.edict.plain.internal.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one server of a cluster tells of itself.
 *
 * @param server its address
 * @param figures what it tells, by the names that it gives; empty if it tells nothing
 * @param problem why it tells nothing or less than it could, or null
 */
public record ServerReport(
        String server,
        Map<String, String> figures,
        @Nullable String problem) {
    /** Copies the figures. */
    public ServerReport {
        figures = Map.copyOf(figures);
    }
}
