package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.topology.register.Edition;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes one history of those of several clusters: each has gaps if it was away, and may keep what the newest version lets
 * go of.
 */
final class Histories {
    private final Clusters clusters;

    Histories(Clusters clusters) {
        this.clusters = clusters;
    }

    List<Kept> merged(DocumentId id, List<List<Kept>> histories, Deadline deadline) {
        TreeMap<Long, Kept> all = new TreeMap<>(Comparator.reverseOrder());
        VersionInfo newest = null;
        for (List<Kept> history : histories) {
            for (Kept kept : history) {
                all.merge(number(kept), kept, Histories::better);
                if (kept instanceof Kept.Intact intact && isNewer(intact.info(), newest)) {
                    newest = intact.info();
                }
            }
        }
        if (newest != null) {
            all.tailMap(oldestKept(id, newest, deadline), false).clear();
        }
        return List.copyOf(((Map<Long, Kept>) all).values());
    }

    private static boolean isNewer(VersionInfo one, @Nullable VersionInfo other) {
        return other == null || one.version().isNewerThan(other.version());
    }

    /** The oldest version that the newest one keeps; all if that cannot be found out. */
    long oldestKept(DocumentId id, VersionInfo newest, Deadline deadline) {
        Collection<RegisterCluster> asked = clusters.connected();
        Library library = new Library(id, asked);
        Parcel parcel = Roster.join(library.get(new Edition(newest, List.of()), false), deadline);
        return parcel == null ? 1 : parcel.header().layout().oldestKept();
    }

    private static Kept better(Kept one, Kept other) {
        return one instanceof Kept.Damaged ? other : one;
    }

    static long number(Kept kept) {
        return kept instanceof Kept.Intact intact ? intact.info().version().number() : ((Kept.Damaged) kept).number();
    }
}
