package io.edict.plain.internal.topology.primary;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.store.Standing.Role;
import io.edict.plain.internal.topology.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes another cluster the primary, on the caller's thread.
 *
 * <ol>
 *   <li>All clusters that can be reached are bound to the new epoch as standbys of the new primary. From here on the old one,
 *       if it is among them, takes no publishes.
 *   <li>The new primary is brought to where the furthest of them is.
 *   <li>It becomes the primary; in a new incarnation, unless the old one was among them, so that nothing can be missing.
 * </ol>
 *
 * <p>Without force, these must be a majority of all clusters, also where the old primary is among them: of two promotions in
 * two parts of a network, one then fails to bind.
 *
 * <p>Whatever fails on the way, nothing is lost by it, and the same promotion or another one can be asked for again; until
 * then publishes are refused.
 */
public final class Promotion {
    private static final Logger log = LoggerFactory.getLogger(Promotion.class);
    private static final Duration REQUEST = Duration.ofSeconds(5);

    private final PrimaryStandbyStore store;

    /** Promotions of a store's clusters. */
    public Promotion(PrimaryStandbyStore store) {
        this.store = store;
    }

    /** A cluster that can be reached, and what it says of itself. */
    private record Voter(Member member, @Nullable Standing standing) {
        /** Whether it takes publishes in an epoch: one that was away may still do so in an earlier one. */
        boolean isPrimaryOf(long epoch) {
            return epoch() == epoch && standing != null && standing.role() == Role.PRIMARY;
        }

        long epoch() {
            return standing == null ? 0 : standing.epoch();
        }

        long incarnation() {
            return standing == null ? 0 : standing.incarnation();
        }
    }

    /**
     * What a promotion would do.
     *
     * @param target the cluster to become the primary
     * @param epoch the epoch that would begin
     * @param reached the clusters that can be reached
     * @param clusters how many there are
     * @param lossless whether nothing can be missing at the new primary, because the old one can be stopped and copied
     * @param newest the newest version that can be reached, or null if there is none
     */
    public record Forecast(
            String target,
            long epoch,
            Set<String> reached,
            int clusters,
            boolean lossless,
            @Nullable VersionInfo newest) {
        /** Whether a majority of the clusters can be bound, so that nobody else promotes another one. */
        public boolean hasMajority() {
            return 2 * reached.size() > clusters;
        }

        /** What would be lost, for people. */
        public String loss() {
            if (!reached.contains(target)) {
                return target + " cannot be reached, so it cannot become the primary";
            }
            if (lossless) {
                return "nothing is lost: the old primary can be reached, and is stopped and copied first";
            }
            return "what the old primary took and nobody has copied is lost to the store until it returns, and is set aside"
                    + " then; the newest version that can be reached is "
                    + (newest == null
                            ? "none"
                            : newest.id() + " " + newest.version() + " of "
                                    + newest.origin().time());
        }
    }

    /** Looks what a promotion would do; changes nothing. */
    public Forecast forecast(String target) {
        return forecast(target, voters());
    }

    private Forecast forecast(String target, List<Voter> voters) {
        member(target);
        Set<String> reached =
                voters.stream().map(voter -> voter.member().name()).collect(Collectors.toCollection(TreeSet::new));
        int clusters = store.nearest().members().size() + store.witnesses().size();
        long latest = voters.stream().mapToLong(Voter::epoch).max().orElse(0);
        boolean lossless = voters.stream().anyMatch(voter -> voter.isPrimaryOf(latest))
                || reached.containsAll(
                        store.nearest().members().stream().map(Member::name).toList());
        return new Forecast(target, latest + 1, reached, clusters, lossless, newest(voters));
    }

    private @Nullable VersionInfo newest(List<Voter> voters) {
        return voters.stream()
                .map(Voter::member)
                .filter(store.nearest().members()::contains)
                .flatMap(member -> documents(member).stream().map(id -> head(member, id)))
                .flatMap(Stream::ofNullable)
                .max(Comparator.comparing(info -> info.origin().time()))
                .orElse(null);
    }

    private static @Nullable VersionInfo head(Member member, DocumentId id) {
        return member.store().current(id, deadline()) instanceof Reading.Present present
                ? present.version().info()
                : null;
    }

    /**
     * Promotes a cluster.
     *
     * @param target the cluster
     * @param force whether to do so with less than a majority of the clusters, although something may be lost
     * @return the standing of the new primary
     * @throws InvalidRequestException if there is no such cluster, or it would take force
     * @throws StoreUnreachableException if the cluster cannot be reached
     */
    public Standing promote(String target, boolean force) {
        List<Voter> voters = voters();
        return promote(target, force, voters, forecast(target, voters));
    }

    /**
     * Lets a cluster take the place of the primary, which must be among those that can be reached: it is stopped and copied
     * first, so that nothing is lost.
     *
     * @param from the primary that stands down
     * @param target the cluster that takes its place
     * @return the standing of the new primary
     * @throws InvalidRequestException if that one is not the primary, or no majority can be reached
     * @throws StoreUnreachableException if a cluster is lost on the way
     */
    public Standing succeed(String from, String target) {
        List<Voter> voters = voters();
        Forecast forecast = forecast(target, voters);
        boolean primary = voters.stream()
                .anyMatch(voter -> voter.member().name().equals(from) && voter.isPrimaryOf(forecast.epoch() - 1));
        if (!primary) {
            throw new InvalidRequestException(from + " is not the primary, or cannot be reached; nothing was changed."
                    + " Look at the status of the clusters");
        }
        return promote(target, false, voters, forecast);
    }

    private Standing promote(String target, boolean force, List<Voter> voters, Forecast forecast) {
        Voter promoted = voters.stream()
                .filter(voter -> voter.member().name().equals(target))
                .findFirst()
                .orElseThrow(() -> new StoreUnreachableException(
                        "The cluster " + target + " cannot be reached, so it cannot become the primary; reached are "
                                + forecast.reached(),
                        null,
                        null));
        Standing already = promoted.standing();
        if (already != null && promoted.isPrimaryOf(forecast.epoch() - 1)) {
            return already;
        }
        if (!force && !forecast.hasMajority()) {
            throw new InvalidRequestException("Only " + forecast.reached() + " of " + forecast.clusters()
                    + " clusters can be reached, which is no majority: the others may have another primary, or get one."
                    + " Wait, or force it; then " + forecast.loss());
        }
        return promote(promoted, voters, forecast);
    }

    private Standing promote(Voter promoted, List<Voter> voters, Forecast forecast) {
        List<Voter> bound = new ArrayList<>();
        for (Voter voter : voters) {
            bound.add(bind(voter, forecast));
        }
        Member target = promoted.member();
        boolean complete = forecast.lossless();
        for (Voter voter : bound) {
            if (!voter.member().equals(target) && store.nearest().members().contains(voter.member())) {
                complete &= copy(voter.member(), target, forecast.epoch());
            }
        }
        long latest = bound.stream().mapToLong(Voter::incarnation).max().orElse(1);
        long incarnation = complete ? latest : latest + 1;
        for (Voter voter : bound) {
            if (!voter.member().equals(target)) {
                raise(voter, incarnation);
            }
        }
        Standing now = target.store().standing(deadline());
        if (now == null || now.epoch() != forecast.epoch() || !now.primary().equals(target.name())) {
            throw new InvalidRequestException("Somebody else promotes another cluster just now: " + target.name()
                    + " is in epoch " + (now == null ? 0 : now.epoch()) + "; look at the status of the clusters");
        }
        Standing next = now.as(Role.PRIMARY, forecast.epoch(), target.name()).inLife(incarnation);
        if (!target.store().assign(now, next, deadline())) {
            throw new InvalidRequestException(
                    "Somebody else changed " + target.name() + " meanwhile; look at the status of the clusters");
        }
        log.info("{} is the primary of epoch {}, incarnation {}", target.name(), next.epoch(), next.incarnation());
        store.primaries().heard(next);
        return next;
    }

    /** All must know the incarnation: whoever promotes next, without this primary in reach, has to go beyond it. */
    private static void raise(Voter voter, long incarnation) {
        Standing now = voter.standing();
        if (now != null
                && now.incarnation() < incarnation
                && !voter.member().store().assign(now, now.inLife(incarnation), deadline())) {
            throw new InvalidRequestException("Somebody else changed the place of "
                    + voter.member().name() + " meanwhile; look at the status of the clusters");
        }
    }

    /** Binds a cluster to the new epoch; a fresh one joins the store. */
    private Voter bind(Voter voter, Forecast forecast) {
        Standing now = voter.standing();
        Role role = store.witnesses().contains(voter.member()) ? Role.WITNESS : Role.STANDBY;
        Standing next = now == null
                ? new Standing(storeId(), 1, role, forecast.epoch(), forecast.target(), 0)
                : now.as(role, forecast.epoch(), forecast.target());
        if (!voter.member().store().assign(now, next, deadline())) {
            throw new InvalidRequestException("Somebody else changed the place of "
                    + voter.member().name() + " meanwhile; look at the status of the clusters");
        }
        return new Voter(voter.member(), voter.member().store().standing(deadline()));
    }

    private String storeId() {
        return voters().stream()
                .map(Voter::standing)
                .flatMap(Stream::ofNullable)
                .map(Standing::storeId)
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        "There is no store in " + store.servers() + " yet; publish something first"));
    }

    /** Whether the target has all that a cluster has. */
    private static boolean copy(Member from, Member target, long epoch) {
        Copier.Result result =
                new Copier(from.store(), target.store(), epoch, Promotion::deadline).copy(documents(from));
        result.failed().forEach((id, reason) -> log.warn("{} cannot be copied from {}: {}", id, from.name(), reason));
        return result.failed().isEmpty();
    }

    private static List<DocumentId> documents(Member member) {
        return member.store().namespaces(deadline()).stream()
                .flatMap(namespace -> member.store().documents(namespace, deadline()).stream())
                .toList();
    }

    private List<Voter> voters() {
        List<Voter> voters = new ArrayList<>();
        List<Member> all = new ArrayList<>(store.nearest().well());
        all.addAll(store.witnesses());
        for (Member member : all) {
            try {
                voters.add(new Voter(member, member.store().standing(deadline())));
            } catch (StoreUnreachableException away) {
                log.debug("{} is away", member.name());
            }
        }
        return voters;
    }

    private void member(String name) {
        if (store.nearest().members().stream().noneMatch(member -> member.name().equals(name))) {
            throw new InvalidRequestException("There is no cluster " + name + " that can be the primary; there are "
                    + store.nearest().members().stream().map(Member::name).toList());
        }
    }

    private static Deadline deadline() {
        return Deadline.after(REQUEST);
    }
}
