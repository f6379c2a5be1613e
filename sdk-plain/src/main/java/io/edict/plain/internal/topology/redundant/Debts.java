package io.edict.plain.internal.topology.redundant;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.DocumentId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which documents this process could not install in which cluster, to do that when the cluster is back. What is forgotten
 * here is found by the regular sweep. Any thread.
 */
final class Debts {
    private static final int MOST = 10_000;

    @GuardedBy("this")
    private final Map<String, Set<DocumentId>> owed = new HashMap<>();

    synchronized void owe(String cluster, DocumentId id) {
        Set<DocumentId> documents = owed.computeIfAbsent(cluster, name -> new LinkedHashSet<>());
        if (documents.size() < MOST) {
            documents.add(id);
        }
    }

    /** What is owed to a cluster, which is taken to be paid. */
    synchronized Set<DocumentId> take(String cluster) {
        Set<DocumentId> documents = owed.remove(cluster);
        return documents == null ? new HashSet<>() : documents;
    }
}
