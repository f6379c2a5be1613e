package io.edict.plain.internal.topology.primary;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.topology.Differences;
import io.edict.plain.internal.topology.Differences.Difference;
import io.edict.plain.internal.topology.Differences.Kind;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.primary.Primaries.Primary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the standbys with the primary, document by document, and brings them to where it is. On the caller's thread. */
public final class Audit {
    private static final Logger log = LoggerFactory.getLogger(Audit.class);
    private static final Duration REQUEST = Duration.ofSeconds(5);

    private final PrimaryStandbyStore store;

    /** Compares a store's clusters. */
    public Audit(PrimaryStandbyStore store) {
        this.store = store;
    }

    /**
     * Compares heads and contents; changes nothing.
     *
     * @param only the documents to compare, or null for all
     * @throws StoreUnreachableException if the primary cannot be reached
     */
    public Differences compare(@Nullable Set<DocumentId> only) {
        Primary primary = store.primaries().existing(deadline());
        Map<String, String> away = new TreeMap<>();
        List<Member> compared = new ArrayList<>(List.of(primary.member()));
        Set<DocumentId> ids = new TreeSet<>(documents(primary.member()));
        for (Member member : store.nearest().members()) {
            if (!member.equals(primary.member())) {
                try {
                    ids.addAll(documents(member));
                    compared.add(member);
                } catch (EdictException e) {
                    away.put(member.name(), String.valueOf(e.getMessage()));
                }
            }
        }
        if (only != null) {
            ids.retainAll(only);
        }
        List<Difference> found = new ArrayList<>();
        for (DocumentId id : ids) {
            Reading truth = primary.member().store().current(id, deadline());
            compared.forEach(member -> {
                Difference difference = away.containsKey(member.name()) ? null : compare(id, member, truth, away);
                if (difference != null) {
                    found.add(difference);
                }
            });
        }
        return new Differences(ids.size(), found, List.of(), away);
    }

    private static @Nullable Difference compare(DocumentId id, Member member, Reading truth, Map<String, String> away) {
        try {
            Reading there = member.store().current(id, deadline());
            Kind kind = kind(there, truth);
            return kind == null ? null : new Difference(id, member.name(), kind, version(there), version(truth));
        } catch (EdictException e) {
            away.put(member.name(), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable Kind kind(Reading there, Reading truth) {
        if (there instanceof Reading.Unreadable) {
            return Kind.DAMAGED;
        }
        if (!(there instanceof Reading.Present present)) {
            return truth instanceof Reading.Present ? Kind.BEHIND : null;
        }
        if (!(truth instanceof Reading.Present right)) {
            return truth instanceof Reading.Missing ? Kind.AHEAD : null;
        }
        if (present.version().sameEdition(right.version())) {
            return null;
        }
        Version has = present.version().info().version();
        Version should = right.version().info().version();
        if (has.equals(should)) {
            return Kind.DIVERGED;
        }
        return has.isNewerThan(should) ? Kind.AHEAD : Kind.BEHIND;
    }

    private static @Nullable Version version(Reading reading) {
        return reading instanceof Reading.Present present
                ? present.version().info().version()
                : null;
    }

    /** Copies to every standby that can be reached, beside whoever is elected to do so. What fails is left as it is. */
    public void repair() {
        Primary primary = store.primaries().existing(deadline());
        for (Member member : store.nearest().well()) {
            if (!member.equals(primary.member())) {
                try {
                    repair(primary, member);
                } catch (EdictException e) {
                    log.warn("{} could not be repaired: {}", member.name(), e.getMessage());
                }
            }
        }
    }

    private static void repair(Primary primary, Member standby) {
        Standing standing = standby.store().standing(deadline());
        if (standing == null || standing.role() != Standing.Role.STANDBY || standing.epoch() != primary.epoch()) {
            log.warn("{} is no standby of epoch {} yet; whoever copies makes it one", standby.name(), primary.epoch());
            return;
        }
        Set<DocumentId> ids = new TreeSet<>(documents(primary.member()));
        ids.addAll(documents(standby));
        Copier.Result result =
                new Copier(primary.member().store(), standby.store(), primary.epoch(), Audit::deadline).copy(ids);
        Resolution.resolve(primary, standby, result.ahead().values(), deadline());
    }

    private static List<DocumentId> documents(Member member) {
        return member.store().namespaces(deadline()).stream()
                .flatMap(namespace -> member.store().documents(namespace, deadline()).stream())
                .toList();
    }

    private static Deadline deadline() {
        return Deadline.after(REQUEST);
    }
}
