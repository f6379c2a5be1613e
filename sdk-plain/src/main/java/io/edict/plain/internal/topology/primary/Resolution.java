package io.edict.plain.internal.topology.primary;

import io.edict.DocumentId;
import io.edict.Publication.Expectation;
import io.edict.VersionInfo;
import io.edict.error.ConflictException;
import io.edict.error.DocumentAbsentException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.primary.Primaries.Primary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a document of which a standby has newer versions than the primary: a tail that the primary of an earlier
 * epoch took alone. The primary publishes what it has once more, in its later incarnation; that is newer than the tail
 * everywhere, also for clients that have seen the tail, and takes its place as any version does. The tail is set aside.
 *
 * <p>A signed version is left as it is, for nobody here can sign: an operator publishes it again.
 */
final class Resolution {
    private static final Logger log = LoggerFactory.getLogger(Resolution.class);
    private static final int KEEP_ALL = 1_000_000_000;

    private Resolution() {}

    static void resolve(Primary primary, Member standby, Collection<VersionInfo> ahead, Deadline deadline) {
        for (VersionInfo info : ahead) {
            Reading reading = primary.member().store().current(info.id(), deadline);
            if (reading instanceof Reading.Present present) {
                resolve(primary, standby, info, present.version(), deadline);
            } else {
                log.warn(
                        "{} has {} version {}, of which {} has nothing; publish or delete it there",
                        standby.name(),
                        info.id(),
                        info.version(),
                        primary.member().name());
            }
        }
    }

    private static void resolve(
            Primary primary, Member standby, VersionInfo tail, StoredVersion good, Deadline deadline) {
        VersionInfo info = good.info();
        long incarnation = primary.member().store().incarnation(deadline);
        if (info.version().isNewerThan(tail.version())) {
            return;
        }
        if (incarnation <= tail.version().incarnation() || info.signature() != null) {
            log.warn(
                    "{} has {} version {}, newer than {} has; {}",
                    standby.name(),
                    info.id(),
                    tail.version(),
                    primary.member().name(),
                    info.signature() == null
                            ? "raise the incarnation of the store, for it took that version after it had ceased to be the"
                                    + " primary"
                            : "publish it again with a signature");
            return;
        }
        republish(primary, good, tail, deadline);
    }

    private static void republish(Primary primary, StoredVersion good, VersionInfo tail, Deadline deadline) {
        VersionInfo info = good.info();
        DocumentId id = info.id();
        long number = info.version().number();
        VersionInfo.Origin origin = new VersionInfo.Origin(
                info.origin().author(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                "Published again after a failover, as it was in version " + info.version() + "; version "
                        + tail.version() + " of the primary before is set aside",
                info.origin().sender(),
                info.isDeletion() ? 0 : number);
        Change change = new Change(
                id,
                info.kind(),
                info.format(),
                good.content(),
                origin,
                new Change.Rule(new Expectation.CurrentIs(number), KEEP_ALL));
        try {
            primary.member().store().publish(List.of(change), UUID.randomUUID(), deadline);
            log.warn(
                    "{} was published again as it was in version {}, because version {} was lost with the primary before",
                    id,
                    info.version(),
                    tail.version());
        } catch (ConflictException | DocumentAbsentException published) {
            log.debug("{} has a newer version already", id);
        }
    }
}
