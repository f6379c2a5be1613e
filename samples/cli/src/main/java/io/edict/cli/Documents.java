package io.edict.cli;

import io.edict.AuditEntry;
import io.edict.ConfigPublisher;
import io.edict.Document;
import io.edict.DocumentId;
import io.edict.VersionInfo;
import java.util.List;

/** Finds what a command was asked for, or says that it is not there. */
final class Documents {
    private Documents() {}

    /** The current version's text. */
    static Document current(ConfigPublisher publisher, DocumentId id) {
        return publisher.read(id).map(Documents::present).orElseThrow(() -> absent(id));
    }

    /** The version, if it has text. */
    static Document present(Document document) {
        VersionInfo info = document.info();
        if (info.isDeletion()) {
            throw new Failure(
                    ExitCode.ABSENT,
                    info.id() + " is deleted: version " + info.version()
                            + " is its deletion; 'edict history' shows the versions before it");
        }
        return document;
    }

    /** The kept versions, newest first; one at least. */
    static List<VersionInfo> history(ConfigPublisher publisher, DocumentId id) {
        List<VersionInfo> history = publisher.history(id);
        if (history.isEmpty()) {
            throw absent(id);
        }
        return history;
    }

    /** All that history holds, newest first, damaged versions included; one at least. */
    static List<AuditEntry> audit(ConfigPublisher publisher, DocumentId id) {
        List<AuditEntry> entries = publisher.audit(id);
        if (entries.isEmpty()) {
            throw absent(id);
        }
        return entries;
    }

    /** The current versions of a namespace's documents; one at least. */
    static List<VersionInfo> list(ConfigPublisher publisher, String namespace) {
        List<VersionInfo> documents = publisher.list(namespace);
        if (documents.isEmpty()) {
            throw new Failure(
                    ExitCode.ABSENT,
                    "There is no namespace " + namespace + " in the store; 'edict ls' shows what there is");
        }
        return documents;
    }

    private static Failure absent(DocumentId id) {
        return new Failure(
                ExitCode.ABSENT,
                "There is no document " + id + " in the store; 'edict ls " + id.namespace() + "' shows what there is");
    }
}
