package io.edict.plain.internal.client;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edict.DocumentId;
import io.edict.Gate;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.error.EdictException;
import io.edict.error.InvalidDocumentException;
import io.edict.plain.internal.content.DocumentParser;
import io.edict.plain.internal.content.IndexedSnapshot;
import io.edict.plain.internal.store.StoredVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a snapshot of a version and asks the gates about it. On the worker. */
final class Judge {
    private static final Logger log = LoggerFactory.getLogger(Judge.class);

    private final Map<DocumentId, List<Gate<Snapshot>>> gates;

    Judge(Map<DocumentId, List<Gate<Snapshot>>> gates) {
        this.gates = gates;
    }

    /**
     * What came of a version.
     *
     * @param snapshot its view, or null if it does not parse
     * @param refusal why it is not let in, or null if it is
     */
    record Opinion(@Nullable Snapshot snapshot, @Nullable String refusal) {}

    Opinion judge(StoredVersion version, Source source, @Nullable Snapshot current) {
        Snapshot candidate;
        try {
            candidate = new IndexedSnapshot(version.info(), source, parse(version));
        } catch (EdictException e) {
            return new Opinion(null, e.getMessage());
        }
        return new Opinion(candidate, ask(candidate, current));
    }

    private static Config parse(StoredVersion version) {
        if (version.info().isDeletion()) {
            return ConfigFactory.empty();
        }
        String text = version.content().text();
        if (text == null) {
            throw new InvalidDocumentException(
                    version.info().id() + " version " + version.info().version()
                            + " is not valid UTF-8; save the text as UTF-8 and publish again",
                    version.info().id(),
                    version.info().version(),
                    0,
                    0);
        }
        return DocumentParser.parse(version.info(), text);
    }

    private @Nullable String ask(Snapshot candidate, @Nullable Snapshot current) {
        for (Gate<Snapshot> gate : gates.getOrDefault(candidate.id(), List.of())) {
            String reason = ask(gate, candidate, current);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    /** Whatever a gate throws is a refusal; the message stays out, because it may quote values. */
    private static @Nullable String ask(Gate<Snapshot> gate, Snapshot candidate, @Nullable Snapshot current) {
        try {
            return gate.judge(candidate, Optional.ofNullable(current)).reason();
        } catch (EdictException e) {
            return "the gate could not read it: " + e.getMessage();
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.debug("A gate of {} threw {}", candidate.id(), e.getClass().getName());
            return "the gate " + gate.getClass().getName() + " threw "
                    + e.getClass().getName();
        }
    }
}
