package io.edict.spring.internal.importing;

import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.error.StoreUnreachableException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Tells in the log once what a start has taken from where. While imports are loaded, logging systems drop what the client
 * itself logs; this is said when the context is there. Guarded by the client's monitor.
 */
final class StartReport {
    private final Log log;
    private final List<String> fresh = new ArrayList<>();
    private final List<String> copies = new ArrayList<>();
    private final List<String> held = new ArrayList<>();
    private final List<String> empty = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private @Nullable StoreUnreachableException outage;

    StartReport(Log log) {
        this.log = log;
    }

    void loaded(Snapshot snapshot, DocumentStatus status) {
        String version = snapshot.id() + " version " + snapshot.version();
        if (snapshot.source().kind() == Source.Kind.STORE) {
            fresh.add(version);
            return;
        }
        if (status.refused().isPresent()) {
            held.add(version + ", as the newest one is refused: "
                    + status.refused().get().reason());
            return;
        }
        String proven = status.freshness().proven().map(at -> "at " + at).orElse("never");
        String problem = status.problem();
        copies.add(version + " (last known to be the newest " + proven + (problem == null ? "" : "; " + problem) + ")");
    }

    void absent(EdictResource.Wanted wanted) {
        if (!wanted.variant()) {
            absent.add(wanted.imported().document().toString());
        }
    }

    void unreachable(DocumentId id, StoreUnreachableException cause) {
        outage = cause;
        empty.add(id.toString());
    }

    /**
     * Tells.
     *
     * @param problem what stands in the way of a connection now, as far as that is known
     */
    void tell(@Nullable String problem) {
        if (!fresh.isEmpty()) {
            log.info("Imported " + String.join(", ", fresh));
        }
        if (!absent.isEmpty()) {
            log.info("Imported nothing for " + String.join(", ", absent)
                    + ", which the store does not have; what is published later is taken over");
        }
        if (!held.isEmpty()) {
            log.warn("Started with older versions from local copies: " + String.join("; ", held));
        }
        String found = outage == null ? problem : Failures.finding(problem, outage);
        if (!copies.isEmpty() || !empty.isEmpty()) {
            log.warn("Started without the store, which did not give every document in time. "
                    + (copies.isEmpty() ? "" : "From local copies: " + String.join(", ", copies) + ". ")
                    + (empty.isEmpty() ? "" : "Empty, for want of a copy: " + String.join(", ", empty) + ". ")
                    + "What the store has is taken over when it answers."
                    + (found == null ? "" : " Found: " + found));
        }
    }
}
