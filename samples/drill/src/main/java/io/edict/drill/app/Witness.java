package io.edict.drill.app;

import io.edict.ClientEvent;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.drill.journal.Journal;
import io.edict.drill.journal.Part;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Writes down what one follower is told and reads. For use by several threads. */
final class Witness {
    private final Journal journal;
    private final String follower;
    private final Map<String, String> lastRead = new ConcurrentHashMap<>();

    Witness(Journal journal, String follower) {
        this.journal = journal;
        this.follower = follower;
    }

    void starts(int life, boolean copies, List<String> documents) {
        journal.write("start", "f", follower, "life", life, "copies", copies, "docs", String.join(";", documents));
        lastRead.clear();
    }

    void started(int life) {
        journal.write("started", "f", follower, "life", life);
    }

    void didNotStart(int life, String why) {
        journal.write("startfail", "f", follower, "life", life, "why", why);
    }

    void looked(int life, long times, long misses) {
        journal.write("looked", "f", follower, "life", life, "times", times, "misses", misses);
    }

    void heard(int life, String via, Part part, Version reads) {
        journal.write(
                "saw",
                "f",
                follower,
                "life",
                life,
                "via",
                via,
                "parts",
                part,
                "reads",
                reads.incarnation() + "." + reads.number());
    }

    void saw(int life, String via, List<Part> parts) {
        String joined = parts.stream().map(Part::toString).collect(Collectors.joining(";"));
        journal.write("saw", "f", follower, "life", life, "via", via, "parts", joined);
    }

    /** Writes down what is read only if it is not what was read last. */
    void read(int life, String via, List<Part> parts) {
        String joined = parts.stream().map(Part::toString).collect(Collectors.joining(";"));
        String documents = parts.stream().map(Part::document).collect(Collectors.joining(","));
        if (!joined.equals(lastRead.put(via + documents, joined))) {
            journal.write("saw", "f", follower, "life", life, "via", via, "parts", joined);
        }
    }

    void event(int life, ClientEvent event) {
        if (event instanceof ClientEvent.Applied) {
            return;
        }
        if (event instanceof ClientEvent.Refused refused) {
            Version version = refused.refusal().version();
            journal.write(
                    "refused",
                    "f",
                    follower,
                    "life",
                    life,
                    "doc",
                    refused.id(),
                    "version",
                    version == null ? "-" : version.incarnation() + "." + version.number(),
                    "reason",
                    refused.refusal().reason());
            return;
        }
        journal.write(
                "event",
                "f",
                follower,
                "life",
                life,
                "what",
                event.getClass().getSimpleName(),
                "doc",
                document(event),
                "detail",
                detail(event));
    }

    private static String document(ClientEvent event) {
        DocumentId id = null;
        if (event instanceof ClientEvent.LocalCopyFailed failed) {
            id = failed.id();
        } else if (event instanceof ClientEvent.TransactionSplit split) {
            id = split.id();
        } else if (event instanceof ClientEvent.StoreBehind behind) {
            id = behind.id();
        } else if (event instanceof ClientEvent.DocumentMissing missing) {
            id = missing.id();
        } else if (event instanceof ClientEvent.MissedChangeHealed healed) {
            id = healed.id();
        }
        return id == null ? "-" : id.toString();
    }

    private static String detail(ClientEvent event) {
        if (event instanceof ClientEvent.ConnectionChanged changed) {
            return changed.cluster().connection().name();
        }
        if (event instanceof ClientEvent.StoreBehind behind) {
            return behind.found().toString();
        }
        return event instanceof ClientEvent.LocalCopyFailed failed ? failed.reason() : "-";
    }
}
