package io.edict.plain;

import io.edict.error.EdictException;
import io.edict.plain.ClusterOperations.ClusterReport;
import io.edict.plain.ClusterOperations.ServerFigures;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.topology.Differences;
import io.edict.plain.internal.topology.Differences.Difference;
import io.edict.plain.internal.topology.Differences.Kind;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.primary.Inspection;
import io.edict.plain.internal.topology.primary.PrimaryStandbyStore;
import io.edict.plain.internal.topology.redundant.Audit;
import io.edict.plain.internal.topology.redundant.RedundantStore;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Looks at every cluster of a store on several, each mode in its own way. */
final class ClusterReports {
    private static final Duration REQUEST = Duration.ofSeconds(3);

    private ClusterReports() {}

    static List<ClusterReport> of(PrimaryStandbyStore store) {
        return new Inspection(store).look().stream().map(ClusterReports::report).toList();
    }

    private static ClusterReport report(Inspection.Found found) {
        Standing standing = found.standing();
        String role = standing != null
                ? standing.role().name().toLowerCase(Locale.ROOT)
                : found.problem() == null ? "new" : "unknown";
        Inspection.Comparison comparison = found.comparison();
        return new ClusterReport(
                found.name(),
                found.connectString(),
                role,
                standing == null ? 0 : standing.epoch(),
                standing == null ? 0 : standing.incarnation(),
                found.serves(),
                found.latency(),
                comparison.missing().size(),
                comparison.since(),
                comparison.ahead().size(),
                found.setAside(),
                found.problem(),
                found.servers().stream()
                        .map(server -> new ServerFigures(server.server(), server.figures(), server.problem()))
                        .toList());
    }

    private static List<ClusterReport> of(RedundantStore store) {
        Map<String, Audit.Part> parts = store.audit().parts();
        List<Difference> differences = differences(store);
        return store.nearest().members().stream()
                .map(member -> report(
                        store,
                        member,
                        Objects.requireNonNull(parts.get(member.name())),
                        differences.stream()
                                .filter(each -> each.cluster().equals(member.name()))
                                .toList()))
                .toList();
    }

    /** While too few clusters are there to know what is true, nobody differs. */
    private static List<Difference> differences(RedundantStore store) {
        try {
            Differences differences = store.audit().compare(null);
            return differences.found();
        } catch (EdictException undecided) {
            return List.of();
        }
    }

    private static ClusterReport report(
            RedundantStore store, Member member, Audit.Part part, List<Difference> differences) {
        boolean known = part.problem() == null;
        String role = role(part, differences);
        boolean silent = role.equals("forgetful") || role.equals("outsider");
        return new ClusterReport(
                member.name(),
                member.store().servers(),
                role,
                part.epoch(),
                part.incarnation(),
                store.nearest().serving().equals(member),
                store.nearest().latency(member),
                (int) Math.min(Integer.MAX_VALUE, behind(differences)),
                null,
                (int) count(differences, Kind.DIVERGED),
                known ? setAside(member) : 0,
                silent ? "it does not vote: it knows less than it did, or never joined; readmit it" : part.problem(),
                figures(member));
    }

    private static String role(Audit.Part part, List<Difference> differences) {
        if (part.problem() != null) {
            return "unknown";
        }
        if (count(differences, Kind.FORGETFUL) > 0) {
            return "forgetful";
        }
        if (part.epoch() == 0) {
            return "new";
        }
        return part.votes() ? "voter" : "outsider";
    }

    private static long count(List<Difference> differences, Kind kind) {
        return differences.stream().filter(each -> each.kind() == kind).count();
    }

    private static long behind(List<Difference> differences) {
        return differences.stream()
                .filter(each -> each.kind() == Kind.BEHIND && each.should() != null)
                .mapToLong(each -> {
                    long from = each.has() == null ? 0 : each.has().number();
                    return Math.max(1, Objects.requireNonNull(each.should()).number() - from);
                })
                .sum();
    }

    private static int setAside(Member member) {
        try {
            return member.store().conflicts(deadline()).size();
        } catch (EdictException away) {
            return 0;
        }
    }

    static List<ClusterReport> of(StorePart part) {
        if (part.store() instanceof RedundantStore several) {
            return of(several);
        } else if (part.store() instanceof PrimaryStandbyStore several) {
            return of(several);
        }
        return part.well().stream().map(ClusterReports::report).toList();
    }

    private static ClusterReport report(Member shard) {
        Standing standing = null;
        String problem = null;
        Duration latency = null;
        try {
            shard.store().standing(deadline()); // waits for the connection, which is not to be measured
            long asked = System.nanoTime();
            standing = shard.store().standing(deadline());
            latency = Duration.ofNanos(System.nanoTime() - asked);
        } catch (EdictException e) {
            problem = e.getMessage();
        }
        return new ClusterReport(
                shard.name(),
                shard.store().servers(),
                problem != null ? "unknown" : standing == null ? "new" : "shard",
                0,
                standing == null ? 0 : standing.incarnation(),
                problem == null,
                latency,
                0,
                null,
                0,
                problem == null ? setAside(shard) : 0,
                problem,
                figures(shard));
    }

    private static List<ServerFigures> figures(Member member) {
        return member.store().monitor(deadline()).stream()
                .map(server -> new ServerFigures(server.server(), server.figures(), server.problem()))
                .toList();
    }

    private static Deadline deadline() {
        return Deadline.after(REQUEST);
    }
}
