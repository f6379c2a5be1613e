package io.edict.plain.internal.files;

import io.edict.DocumentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells when a file that was changed by hand can be taken as saved: when two looks, at least the settle time apart, found
 * it the same. An editor that empties a file and then writes it, or removes and creates it, is not caught in between,
 * unless it pauses for longer than that; a rename over the file takes one settle time to be noticed, too, because it does
 * not look different from a file that has just been begun.
 *
 * <p>Pure; guarded by whoever owns it.
 */
final class Settling {
    private final long settleNanos;
    private final Map<DocumentId, Seen> seen = new HashMap<>();

    Settling(long settleNanos) {
        this.settleNanos = settleNanos;
    }

    private record Seen(List<WorkingFile> files, long sinceNanos) {}

    /** Takes note of a look at a document's files that differ from what is known, and tells if they are settled. */
    boolean settled(DocumentId id, List<WorkingFile> files, long nowNanos) {
        Seen before = seen.get(id);
        if (before == null || !before.files().equals(files)) {
            seen.put(id, new Seen(List.copyOf(files), nowNanos));
            return false;
        }
        return nowNanos - before.sinceNanos() >= settleNanos;
    }

    /** The document's files are known now. */
    void done(DocumentId id) {
        seen.remove(id);
    }

    /** All other documents' files are as they are known again. */
    void retain(Set<DocumentId> ids) {
        seen.keySet().retainAll(ids);
    }

    /** Whether anything waits to be looked at again. */
    boolean waiting() {
        return !seen.isEmpty();
    }
}
