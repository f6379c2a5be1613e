package io.edict.plain.internal.topology.redundant;

import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Installation.Outcome;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.topology.register.Operation;
import org.jspecify.annotations.Nullable;

/** A version that another store has committed, on its way into this one: it follows whatever is older. */
final class Copy implements Operation.Edit {
    private final Installation.Committed committed;
    private final Packing packing;
    private final Library library;
    private volatile boolean proposed;

    Copy(Installation.Committed committed, Packing packing, Library library) {
        this.committed = committed;
        this.packing = packing;
        this.library = library;
    }

    /** What is current does not let it in. */
    static final class NotNewer extends EdictException {
        private static final long serialVersionUID = 1L;

        private final Outcome outcome;

        NotNewer(VersionInfo version, Outcome outcome) {
            super(version.id() + " " + version.version() + " is " + outcome, version.id(), version.version(), null);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /** That it is of this store. */
    static void check(Installation.Committed committed, Roster.Known known) {
        StoredVersion version = committed.version();
        if (!known.storeId().equals(version.storeId())) {
            throw new InvalidRequestException("The redundant store holds another store, so "
                    + version.info().id() + " was not copied there; nothing was written. Name the right clusters");
        }
    }

    @Override
    public VersionInfo next(@Nullable VersionInfo current) {
        VersionInfo info = committed.version().info();
        if (current != null && !info.version().isNewerThan(current.version())) {
            throw new NotNewer(info, standing(info, current));
        }
        library.add(packing.pack(
                committed.version().storeId(), info, committed.version().content(), committed.oldestKept()));
        proposed = true;
        return info;
    }

    private static Outcome standing(VersionInfo info, VersionInfo current) {
        if (current.version().isNewerThan(info.version())) {
            return Outcome.OLDER;
        }
        boolean same =
                current.publishId().equals(info.publishId()) && current.sha256().equals(info.sha256());
        return same ? Outcome.KNOWN : Outcome.DIVERGED;
    }

    /** What became of it, going by the version that its publish has made. */
    Outcome result(Version made) {
        if (!made.equals(committed.version().info().version())) {
            return Outcome.DIVERGED;
        }
        return proposed ? Outcome.APPLIED : Outcome.KNOWN;
    }
}
