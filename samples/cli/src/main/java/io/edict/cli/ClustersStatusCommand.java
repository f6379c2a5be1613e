package io.edict.cli;

import io.edict.plain.ClusterOperations;
import io.edict.plain.ClusterOperations.ClusterReport;
import io.edict.plain.ClusterOperations.ServerFigures;
import io.edict.plain.ShardOperations.ShardsReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code edict clusters status}: every cluster and every server. */
@Command(
        name = "status",
        description = {
            "Shows every cluster, compared with the primary or with what the clusters have chosen, or the shards and what"
                    + " moves; and what each server tells of itself.%n",
            "READS marks the cluster that this command reads from. BEHIND is how many versions of the primary a standby"
                    + " does not have, SINCE when the oldest of these was published; '?' means that the primary cannot be"
                    + " asked. Servers tell most where 4lw.commands.whitelist has mntr."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  edict clusters status --clusters clusters.conf", "  edict clusters status --json"})
final class ClustersStatusCommand extends ClustersOperation {
    private static final String NOTHING = "-";

    ClustersStatusCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ClusterOperations operations, List<ClusterReport> reports) {
        if (operations.shards().isPresent()) {
            tell(operations.shards().get().status(), reports);
        } else {
            tell(reports);
        }
        if (reports.stream().allMatch(report -> report.role().equals("unknown"))) {
            throw new Failure(ExitCode.UNREACHABLE, "None of the clusters can be reached");
        }
    }

    private void tell(ShardsReport shards, List<ClusterReport> reports) {
        boolean compared = reports.stream().anyMatch(ClustersStatusCommand::isMeasure);
        if (output().json()) {
            Map<String, Object> facts = new LinkedHashMap<>(Shards.facts(shards));
            facts.put(
                    "clusters",
                    reports.stream().map(report -> facts(report, compared)).toList());
            output().json(facts);
            return;
        }
        Shards.table(shards).print(output());
        output().line("");
        if (compared) {
            clusters(reports, true).print(output());
            output().line("");
        }
        servers(reports).print(output());
        reports.forEach(this::remark);
        if (!shards.settled()) {
            output().line("A move is under way, or broke off; 'edict clusters reweight' goes on with it.");
        }
    }

    private void tell(List<ClusterReport> reports) {
        boolean compared = reports.stream().anyMatch(ClustersStatusCommand::isMeasure);
        if (output().json()) {
            output().json(Map.of(
                    "clusters",
                    reports.stream().map(report -> facts(report, compared)).toList()));
        } else {
            clusters(reports, compared).print(output());
            output().line("");
            servers(reports).print(output());
            reports.forEach(this::remark);
        }
    }

    /** Whether the others can be compared with it: the primary, or those who vote. */
    private static boolean isMeasure(ClusterReport report) {
        return report.role().equals("primary") || report.role().equals("voter");
    }

    private Table clusters(List<ClusterReport> reports, boolean compared) {
        Table table = new Table(
                "CLUSTER", "ROLE", "EPOCH", "INCARNATION", "READS", "LATENCY", "BEHIND", "SINCE", "SET-ASIDE");
        for (ClusterReport report : reports) {
            boolean known = !report.role().equals("unknown");
            table.row(
                    known ? line -> line : output()::red,
                    report.name(),
                    report.role(),
                    known ? "" + report.epoch() : NOTHING,
                    known ? "" + report.incarnation() : NOTHING,
                    report.serves() ? "here" : NOTHING,
                    report.latency() == null || !known
                            ? NOTHING
                            : String.format(
                                    Locale.ROOT, "%.1f ms", report.latency().toNanos() / 1e6),
                    behind(report, compared),
                    report.behindSince() == null
                            ? NOTHING
                            : Wording.time(
                                    report.behindSince(),
                                    edict().terminal().place().zone()),
                    known && compared ? "" + report.setAside() : "?");
        }
        return table;
    }

    private static String behind(ClusterReport report, boolean compared) {
        return switch (report.role()) {
            case "primary", "witness", "shard", "new" -> NOTHING;
            case "unknown" -> "?";
            default -> compared ? "" + report.behind() : "?";
        };
    }

    private static Table servers(List<ClusterReport> reports) {
        Table table = new Table("SERVER", "CLUSTER", "MODE", "ZXID", "WATCHES", "OUTSTANDING", "CONNECTIONS", "NODES");
        for (ClusterReport report : reports) {
            for (ServerFigures server : report.monitoring()) {
                table.row(
                        line -> line,
                        server.server(),
                        report.name(),
                        figure(server, "server_state", "Mode"),
                        figure(server, "Zxid", "zxid"),
                        figure(server, "watch_count"),
                        figure(server, "outstanding_requests", "Outstanding"),
                        figure(server, "num_alive_connections", "Connections"),
                        figure(server, "znode_count", "Node count"));
            }
        }
        return table;
    }

    private static String figure(ServerFigures server, String... names) {
        for (String name : names) {
            String value = server.figures().get(name);
            if (value != null) {
                return value;
            }
        }
        return NOTHING;
    }

    private void remark(ClusterReport report) {
        if (report.problem() != null) {
            output().line(report.name() + ": " + Wording.safe(report.problem()));
        }
        if (report.ahead() > 0) {
            output().line(report.name() + ": has versions of its own of " + Wording.count(report.ahead(), "document")
                    + ", which the store does not have; whoever copies or repairs sets them aside");
        }
        if (report.setAside() > 0) {
            output().line(report.name() + ": " + Wording.count(report.setAside(), "version")
                    + " set aside; see 'edict clusters conflicts'");
        }
        for (ServerFigures server : report.monitoring()) {
            if (server.problem() != null) {
                output().line(server.server() + ": " + Wording.safe(server.problem()));
            }
        }
    }

    private static Map<String, Object> facts(ClusterReport report, boolean compared) {
        boolean known = compared && (isMeasure(report) || report.role().equals("standby"));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", report.name());
        facts.put("servers", report.servers());
        facts.put("role", report.role());
        facts.put("epoch", report.epoch());
        facts.put("incarnation", report.incarnation());
        facts.put("reads", report.serves());
        facts.put(
                "latencyMillis",
                report.latency() == null ? null : report.latency().toNanos() / 1e6);
        facts.put("compared", known);
        facts.put("behind", report.behind());
        facts.put("behindSince", report.behindSince());
        facts.put("ahead", report.ahead());
        facts.put("setAside", report.setAside());
        facts.put("problem", report.problem());
        facts.put(
                "monitoring",
                report.monitoring().stream().map(ClustersStatusCommand::facts).toList());
        return facts;
    }

    private static Map<String, Object> facts(ServerFigures server) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("server", server.server());
        facts.put("figures", server.figures());
        facts.put("problem", server.problem());
        return facts;
    }
}
