package io.edict.drill.check;

import io.edict.drill.journal.Part;
import java.util.List;

/**
 * What a follower was told or read.
 *
 * @param micros when
 * @param follower the follower
 * @param life which of its processes and clients, in their order
 * @param via how: which listener, reader, view
 * @param parts the versions
 * @param reads what the listener could read of the first part when it was called, or 0.0
 */
public record Sighting(long micros, String follower, int life, String via, List<Part> parts, String reads) {
    /** A call of a listener. */
    public static final String LISTENER = "listen";

    /** What a follower holds when all is over. */
    public static final String FINAL = "final";

    /** A document on demand. */
    public static final String ON_DEMAND = "get";

    boolean byListener() {
        return via.startsWith(LISTENER);
    }
}
