package io.edict.plain.internal.topology.primary;

import io.edict.ClientEvent;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.store.Standing.Role;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds out which cluster is the primary, and makes the first one that of a new store, if somebody needs it. Any thread. */
final class Primaries {
    private static final Duration ONE = Duration.ofSeconds(3);

    private final Nearest nearest;

    /** That of the latest epoch that was ever heard of. */
    private volatile @Nullable Primary last;

    /** Whether to ask again before relying on that. */
    private volatile boolean doubted;

    Primaries(Nearest nearest) {
        this.nearest = nearest;
    }

    /**
     * The primary of an epoch.
     *
     * @param member the cluster
     * @param standing what it said of itself, or what another one said of it if it could not be asked
     */
    record Primary(Member member, Standing standing) {
        long epoch() {
            return standing.epoch();
        }
    }

    /** What a cluster said of itself. */
    record Said(Member member, @Nullable Standing standing) {}

    /** The primary as it was found last, or found now; that of a new store is made. */
    Primary get(Deadline deadline) {
        return look(deadline).orElseGet(() -> note(first(UUID.randomUUID().toString(), deadline)));
    }

    /** The primary as it was found last, or found now; empty as long as nobody has made one. */
    Optional<Primary> look(Deadline deadline) {
        Primary known = last;
        return known == null || doubted ? find(deadline) : Optional.of(known);
    }

    /** Makes the primary of a new store, and gives the store an identity; answers whether this call did. */
    boolean found(String storeId, Deadline deadline) {
        if (find(deadline).isPresent()) {
            return false;
        }
        return note(first(storeId, deadline)).standing().storeId().equals(storeId);
    }

    /** The primary as it was found last, or null. */
    @Nullable
    Primary last() {
        return last;
    }

    /** It was not what it was thought to be, or does not answer: it is looked for again. */
    void doubt() {
        doubted = true;
    }

    /** Asks all clusters that are well. */
    Optional<Primary> find(Deadline deadline) {
        List<Said> said = ask(deadline);
        if (said.isEmpty()) {
            // Nobody is connected: waits for whoever is first, and gives the reason if nobody comes.
            Member first = nearest.serving();
            said = List.of(new Said(first, first.store().standing(deadline)));
        }
        doubted = false;
        return latest(said).map(this::note);
    }

    /** A cluster said who the primary is. */
    void heard(Standing standing) {
        if (standing.role() == Role.ALONE) {
            return;
        }
        nearest.members().stream()
                .filter(member -> member.name().equals(standing.primary()))
                .findFirst()
                .map(member -> new Primary(member, standing))
                .ifPresent(this::note);
    }

    /** Nobody goes back to an earlier epoch: a cluster that was away may still tell of it. */
    private synchronized Primary note(Primary found) {
        Primary before = last;
        if (before != null && before.epoch() >= found.epoch()) {
            return before;
        }
        last = found;
        if (before != null) {
            nearest.tell(new ClientEvent.PrimaryChanged(found.member().name(), found.epoch()));
        }
        return found;
    }

    /** What each cluster that answers says of itself. */
    List<Said> ask(Deadline deadline) {
        List<Said> said = new ArrayList<>();
        for (Member member : nearest.well()) {
            Deadline part =
                    Deadline.after(ONE.toNanos() < deadline.leftNanos() ? ONE : Duration.ofNanos(deadline.leftNanos()));
            try {
                said.add(new Said(member, member.store().standing(part)));
            } catch (StoreUnreachableException notWellAfterAll) {
                // Whoever answers counts.
            }
        }
        return said;
    }

    /**
     * Asks all clusters that are well, for who cannot do without a primary.
     *
     * @throws InvalidRequestException if nobody has made one
     */
    Primary existing(Deadline deadline) {
        return find(deadline)
                .orElseThrow(() -> new InvalidRequestException("The store at " + nearest.servers()
                        + " has no primary yet: it gets one when the first document is published"));
    }

    /** The primary of the latest epoch that somebody knows of. */
    private Optional<Primary> latest(List<Said> said) {
        checkOneStore(said);
        return said.stream()
                .filter(each -> each.standing() != null && each.standing().role() != Role.ALONE)
                .max(Comparator.comparing((Said each) -> standing(each).epoch())
                        .thenComparing(each -> standing(each).role() == Role.PRIMARY))
                .map(each -> new Primary(named(standing(each).primary()), standing(each)));
    }

    private static Standing standing(Said said) {
        Standing standing = said.standing();
        if (standing == null) {
            throw new IllegalStateException("Filtered before");
        }
        return standing;
    }

    private Member named(String name) {
        return nearest.members().stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new InvalidRequestException(
                                "The clusters say that their primary is " + name
                                        + ", which is not among those of the settings; name all clusters there, each as the others do"));
    }

    private void checkOneStore(List<Said> said) {
        List<String> ids = said.stream()
                .map(Said::standing)
                .filter(standing -> standing != null)
                .map(Standing::storeId)
                .distinct()
                .toList();
        if (ids.size() > 1) {
            throw new InvalidRequestException("The clusters " + nearest.servers() + " hold " + ids.size()
                    + " different stores; name clusters of one store, or empty those that shall become copies");
        }
    }

    /** Nobody has a role yet: the first cluster of the settings is the primary, unless another one alone has documents. */
    private Primary first(String storeId, Deadline deadline) {
        Member first = nearest.members().get(0);
        while (true) {
            Standing now = first.store().standing(deadline);
            if (now != null && now.role() != Role.ALONE) {
                return new Primary(named(now.primary()), now);
            }
            checkNobodyElse(first, now);
            Standing next = now == null
                    ? new Standing(storeId, 1, Role.PRIMARY, 1, first.name(), 0)
                    : now.as(Role.PRIMARY, 1, first.name());
            if (first.store().assign(now, next, deadline)) {
                return new Primary(first, next);
            }
        }
    }

    private void checkNobodyElse(Member first, @Nullable Standing now) {
        if (now != null) {
            return;
        }
        for (Said said : ask(Deadline.after(ONE))) {
            if (!said.member().equals(first) && said.standing() != null) {
                throw new InvalidRequestException(
                        "The store is in " + said.member().name() + ", and " + first.name()
                                + ", named as the first primary, is empty; name "
                                + said.member().name() + " first");
            }
        }
    }
}
