package io.edict.plain.internal.client;

import io.edict.ClientEvent;
import io.edict.DocumentId;
import io.edict.Gate;
import io.edict.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client is built of. Checked by the builder.
 *
 * @param servers the connect string
 * @param follow what it follows from the start
 * @param copies the directory of local copies, or null for none
 * @param times how long things take
 * @param publishing what publishes go by
 * @param onEvent who hears of events from the start
 */
public record ClientSettings(
        String servers,
        Follow follow,
        @Nullable Path copies,
        Times times,
        Publishing publishing,
        List<Consumer<? super ClientEvent>> onEvent) {

    /** Copies the list. */
    public ClientSettings {
        onEvent = List.copyOf(onEvent);
    }

    /**
     * What a client follows from the start.
     *
     * @param documents single documents
     * @param namespaces whole namespaces
     * @param gates who judges versions, by document
     */
    public record Follow(
            Set<DocumentId> documents, Set<String> namespaces, Map<DocumentId, List<Gate<Snapshot>>> gates) {
        /** Copies the collections. */
        public Follow {
            documents = Set.copyOf(documents);
            namespaces = Set.copyOf(namespaces);
            gates = Map.copyOf(gates);
        }
    }

    /**
     * How long things take.
     *
     * @param start the most that starting takes
     * @param request the most that a publisher's call takes
     * @param session the session timeout asked of the servers
     * @param check in what time every followed head is looked at
     * @param slowListener from when on a running listener is reported
     */
    public record Times(Duration start, Duration request, Duration session, Duration check, Duration slowListener) {}

    /**
     * What publishes go by.
     *
     * @param author who publishes, where a publication does not say
     * @param keep how many versions history keeps, where a publication does not say
     * @param maxContent the most bytes that a document may have
     */
    public record Publishing(String author, int keep, long maxContent) {}
}
