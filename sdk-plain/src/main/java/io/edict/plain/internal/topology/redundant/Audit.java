package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.topology.Differences;
import io.edict.plain.internal.topology.Differences.Difference;
import io.edict.plain.internal.topology.Differences.Kind;
import io.edict.plain.internal.topology.redundant.Place.Roll;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Membership;
import io.edict.plain.internal.topology.register.Survey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Compares the registers, heads and contents of all clusters, on the caller's thread. Changes nothing. */
public final class Audit {
    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int AT_ONCE = 16;
    private static final String AWAY = "it is not connected";

    private final Tools tools;
    private final Janitor janitor;

    Audit(Tools tools, Janitor janitor) {
        this.tools = tools;
        this.janitor = janitor;
    }

    /**
     * What a cluster says of its part in the store.
     *
     * @param votes whether it is one of those who decide
     * @param epoch how often the members have changed, as far as it has heard
     * @param incarnation which life of the store it holds
     * @param problem why it could not be asked, or null
     */
    public record Part(
            boolean votes,
            long epoch,
            long incarnation,
            @Nullable String problem) {}

    /** What each cluster says of its part, by name. */
    public Map<String, Part> parts() {
        Map<RegisterCluster, Place> places = new LinkedHashMap<>();
        Map<RegisterCluster, String> problems = new HashMap<>();
        for (RegisterCluster cluster : tools.clusters().all()) {
            try {
                places.put(cluster, place(cluster));
            } catch (EdictException e) {
                problems.put(cluster, String.valueOf(e.getMessage()));
            }
        }
        Set<Member> members = members(places.values());
        Map<String, Part> parts = new LinkedHashMap<>();
        for (RegisterCluster cluster : tools.clusters().all()) {
            Place place = places.get(cluster);
            parts.put(cluster.name(), part(place, members, problems.get(cluster)));
        }
        return parts;
    }

    private static Place place(RegisterCluster cluster) {
        if (!cluster.isConnected()) {
            throw new StoreUnreachableException(AWAY, null, null);
        }
        return Waiting.get(cluster.place(), deadline(), null);
    }

    /** Who votes, by the latest that a cluster has heard of. */
    private static Set<Member> members(Collection<Place> places) {
        return places.stream()
                .map(Place::roll)
                .filter(Objects::nonNull)
                .map(Roll::membership)
                .max(Comparator.comparingLong(Membership::epoch))
                .map(Membership::members)
                .orElse(Set.of());
    }

    private static Part part(@Nullable Place place, Set<Member> members, @Nullable String problem) {
        if (place == null) {
            return new Part(false, 0, 0, problem == null ? AWAY : problem);
        }
        Roll roll = place.roll();
        return roll == null
                ? new Part(false, 0, place.incarnation(), null)
                : new Part(members.contains(roll.self()), roll.membership().epoch(), place.incarnation(), null);
    }

    /**
     * Compares what the clusters hold.
     *
     * @param only the documents to compare, or null for all
     * @throws StoreUnreachableException if too few clusters can be asked to know what is true
     */
    public Differences compare(@Nullable Set<DocumentId> only) {
        awaitConnections();
        if (isNotFormed()) {
            return new Differences(0, List.of(), List.of(), Map.of());
        }
        Roster.Known known = tools.roster().await(deadline());
        Map<String, String> away = new TreeMap<>();
        Set<DocumentId> ids = new TreeSet<>();
        for (Member member : known.membership().everyone()) {
            ids.addAll(documents(member, away));
        }
        if (only != null) {
            ids.retainAll(only);
        }
        List<Difference> found = new ArrayList<>();
        List<DocumentId> unfinished = new ArrayList<>();
        List<DocumentId> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            Map<DocumentId, CompletableFuture<Map<Member, Survey.View>>> asked = new LinkedHashMap<>();
            all.subList(from, Math.min(all.size(), from + AT_ONCE))
                    .forEach(id -> asked.put(id, janitor.views(id, known.membership())));
            asked.forEach((id, views) -> {
                Map<Member, Survey.View> seen = Waiting.get(views, deadline(), id);
                Survey survey = Survey.of(known.membership(), seen);
                found.addAll(differences(id, survey, seen, away.keySet()));
                if (survey.unfinished()) {
                    unfinished.add(id);
                }
            });
        }
        return new Differences(all.size(), found, unfinished, away);
    }

    /** A client that is new is given the time to connect. */
    private void awaitConnections() {
        Deadline patience = Deadline.after(PATIENCE);
        while (tools.clusters().connected().size() < tools.clusters().count() && !patience.passed()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Waiting for the members would form a store that is not there yet, and this is only to look. */
    private boolean isNotFormed() {
        return tools.roster().known() == null
                && parts().values().stream().allMatch(part -> part.problem() == null && part.epoch() == 0);
    }

    private Set<DocumentId> documents(Member member, Map<String, String> away) {
        RegisterCluster cluster = tools.clusters().of(member);
        if (cluster == null || !cluster.isConnected()) {
            away.put(member.cluster(), AWAY);
            return Set.of();
        }
        try {
            return Waiting.get(cluster.documents(), deadline(), null);
        } catch (EdictException e) {
            away.put(member.cluster(), String.valueOf(e.getMessage()));
            return Set.of();
        }
    }

    private static List<Difference> differences(
            DocumentId id, Survey survey, Map<Member, Survey.View> views, Set<String> away) {
        Edition truth = survey.truth();
        List<Difference> differences = new ArrayList<>();
        survey.findings().forEach((member, finding) -> {
            Kind kind = kind(finding);
            if (kind != null && !(kind == Kind.UNDECIDED && away.contains(member.cluster()))) {
                Survey.View view = views.get(member);
                Version has = view == null ? null : version(view.register().head());
                differences.add(new Difference(id, member.cluster(), kind, has, version(truth)));
            }
        });
        return differences;
    }

    private static @Nullable Kind kind(Survey.Finding finding) {
        return switch (finding) {
            case CURRENT -> null;
            case BEHIND -> Kind.BEHIND;
            case DAMAGED -> Kind.DAMAGED;
            case DIVERGED -> Kind.DIVERGED;
            case FORGETFUL -> Kind.FORGETFUL;
            case UNJUDGED -> Kind.UNDECIDED;
        };
    }

    private static @Nullable Version version(@Nullable Edition edition) {
        return edition == null ? null : edition.version();
    }

    private static Deadline deadline() {
        return Deadline.after(REQUEST);
    }
}
