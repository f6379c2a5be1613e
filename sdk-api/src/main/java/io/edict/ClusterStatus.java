package io.edict;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of its connection to one cluster, at one moment, from memory.
 *
 * @param name what the cluster is called in this client's settings
 * @param servers the connect string
 * @param connection the state of the connection
 * @param since since when it has been in that state
 * @param problem what stands in the way of a connection, if it is known, or null
 */
public record ClusterStatus(
        String name,
        String servers,
        Connection connection,
        Instant since,
        @Nullable String problem) {

    /** The states of a connection. */
    public enum Connection {
        /** Not connected yet, or trying to connect anew. */
        CONNECTING,
        /** Connected, with a session. */
        CONNECTED,
        /** The connection is lost; the session may still be alive. */
        SUSPENDED,
        /** The session is gone; a new one will be made. */
        LOST,
        /** Closed for good. */
        CLOSED
    }
}
