package io.edict.plain.internal.topology.redundant;

import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What is wrong with clusters that can be reached, told once, and put into the errors of publishers. Any thread. */
final class Troubles {
    private final RedundantEvents events;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    Troubles(RedundantEvents events) {
        this.events = events;
    }

    /** A request failed. That a cluster cannot be reached is told by its status. */
    void note(String cluster, Throwable failure) {
        Throwable cause = Futures.unwrap(failure);
        if (cause instanceof StoreUnreachableException) {
            return;
        }
        String problem = cause instanceof EdictException ? String.valueOf(cause.getMessage()) : cause.toString();
        if (!Objects.equals(known.put(cluster, problem), problem)) {
            events.trouble(cluster, problem);
        }
    }

    void clear(String cluster) {
        known.remove(cluster);
    }

    /** What is wrong where, for error texts; empty if nothing is. */
    String describe() {
        return new TreeMap<>(known)
                .entrySet().stream()
                        .map(one -> "; " + one.getKey() + ": " + one.getValue())
                        .collect(Collectors.joining());
    }
}
