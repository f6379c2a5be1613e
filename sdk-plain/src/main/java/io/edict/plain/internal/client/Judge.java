package io.edict.plain.internal.client;

import io.edict.Binding;
import io.edict.DocumentId;
import io.edict.Gate;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.Values;
import io.edict.VersionInfo;
import io.edict.error.EdictException;
import io.edict.error.InvalidDocumentException;
import io.edict.plain.internal.content.DocumentParser;
import io.edict.plain.internal.content.IndexedConfig;
import io.edict.plain.internal.content.IndexedSnapshot;
import io.edict.plain.internal.content.Parsed;
import io.edict.plain.internal.dispatch.CodeName;
import io.edict.plain.internal.store.StoredVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes snapshots of versions and asks gates about them. Any thread. */
final class Judge {
    private static final Logger log = LoggerFactory.getLogger(Judge.class);

    private final Gates gates;
    private final Map<Object, List<Binding<?>>> bindings;
    private final UsageRecord usage;
    private final ClientSettings.Secrets secrets;

    Judge(Gates gates, Map<Object, List<Binding<?>>> bindings, UsageRecord usage, ClientSettings.Secrets secrets) {
        this.gates = gates;
        this.bindings = bindings;
        this.usage = usage;
        this.secrets = secrets;
    }

    /** Whether application code is needed to read a version: a key provider. */
    boolean mayBlock(StoredVersion version) {
        String text = secrets.mayBlock() ? version.content().text() : null;
        return text != null && DocumentParser.mayHaveSecrets(text);
    }

    /** What the application will bind of a document or of layers. */
    List<Binding<?>> expected(Object documentOrLayers) {
        return bindings.getOrDefault(documentOrLayers, List.of());
    }

    UsageRecord usage() {
        return usage;
    }

    /**
     * A version that was read.
     *
     * @param snapshot its view
     * @param parsed what can be layered
     */
    record Read(Snapshot snapshot, Parsed parsed) {}

    /**
     * Reads a version.
     *
     * @param version the version
     * @param source where it came from
     * @param layered whether it takes part in layers, so that it may refer to values that are not in it
     * @throws EdictException if it does not parse, or an encrypted value cannot be read
     */
    Read read(StoredVersion version, Source source, boolean layered) {
        VersionInfo info = version.info();
        Parsed parsed = DocumentParser.read(info, text(version), secrets.reader());
        IndexedConfig values = layered ? parsed.alone() : parsed.resolved();
        return new Read(usage.recorded(new IndexedSnapshot(info, source, values)), parsed);
    }

    private static String text(StoredVersion version) {
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
        return text;
    }

    /** The gates of a document. */
    List<Gate<Snapshot>> gates(DocumentId id) {
        return gates.of(id);
    }

    /** Whatever a gate throws is a refusal; the message stays out, because it may quote values. */
    static <S extends Values> @Nullable String ask(Gate<S> gate, S candidate, @Nullable S current) {
        try {
            return gate.judge(candidate, Optional.ofNullable(current)).reason();
        } catch (EdictException e) {
            return "the gate could not accept it: " + e.getMessage();
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            log.debug("A gate threw {}", e.getClass().getName());
            return "the gate " + CodeName.of(gate) + " threw " + e.getClass().getName();
        }
    }
}
