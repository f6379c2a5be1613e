package io.edict.plain.internal.disk;

import io.edict.plain.internal.disk.Generation.Missing;
import io.edict.plain.internal.disk.Generation.Usable;
import io.edict.plain.internal.store.StoredVersion;
import org.jspecify.annotations.Nullable;

/**
 * Both generations of a document's copy.
 *
 * @param newest what stands in the place of the newest
 * @param older what stands in the place of the one before
 */
record Generations(Generation newest, Generation older) {

    /** The one to use: the newest if it is good, else the older one if that is good, else null. */
    @Nullable
    Usable best() {
        if (newest instanceof Usable good) {
            return good;
        }
        return older instanceof Usable good ? good : null;
    }

    /** Whether a good copy holds a later version of the same store. Versions of different stores have no order. */
    boolean areAheadOf(StoredVersion version) {
        Usable best = best();
        return best != null
                && best.version().storeId().equals(version.storeId())
                && best.version().info().version().isNewerThan(version.info().version());
    }

    /** What a user of the copies learns. */
    LoadedCopy loaded() {
        Usable best = best();
        if (best != null) {
            String damage = best == newest ? null : newest.file() + " " + newest.state();
            return new LoadedCopy.Found(best.version(), best.provenAt(), best.file(), damage);
        }
        if (newest instanceof Missing && older instanceof Missing) {
            return new LoadedCopy.None();
        }
        return new LoadedCopy.Damaged(
                newest.file() + " " + newest.state() + ", and " + older.file() + " " + older.state());
    }
}
