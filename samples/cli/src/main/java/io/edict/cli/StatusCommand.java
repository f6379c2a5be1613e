package io.edict.cli;

import io.edict.ClusterStatus;
import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.VersionInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code edict status}: whether the store answers, and what is in it. */
@Command(
        name = "status",
        description = "Shows whether the store answers, and how many documents each namespace has.",
        footerHeading = "%nExample:%n",
        footer = "  edict status --connect zk1:2181,zk2:2181,zk3:2181")
final class StatusCommand extends StoreCommand {
    StatusCommand(EdictCommand edict) {
        super(edict);
    }

    /** A namespace and its numbers. */
    private record Row(String namespace, long documents, long deleted, long bytes) {
        static Row of(String namespace, List<VersionInfo> infos) {
            long deleted = infos.stream().filter(VersionInfo::isDeletion).count();
            long bytes = infos.stream().mapToLong(VersionInfo::size).sum();
            return new Row(namespace, infos.size() - deleted, deleted, bytes);
        }

        Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("namespace", namespace);
            facts.put("documents", documents);
            facts.put("deleted", deleted);
            facts.put("bytes", bytes);
            return facts;
        }
    }

    @Override
    void run(ConfigClient client) {
        ConfigPublisher publisher = client.publisher();
        List<Row> rows = publisher.namespaces().stream()
                .map(name -> Row.of(name, publisher.list(name)))
                .toList();
        List<ClusterStatus> clusters = client.status().clusters();
        if (output().json()) {
            Map<String, Object> facts = new LinkedHashMap<>(facts(clusters.get(0)));
            if (clusters.size() > 1) {
                facts.put(
                        "clusters", clusters.stream().map(StatusCommand::named).toList());
            }
            facts.put("namespaces", rows.stream().map(Row::facts).toList());
            output().json(facts);
        } else {
            clusters.forEach(cluster -> output().line((clusters.size() > 1 ? cluster.name() + ", " : "")
                    + cluster.servers() + ": " + connection(cluster)));
            print(rows);
        }
    }

    private static Map<String, Object> facts(ClusterStatus cluster) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("servers", cluster.servers());
        facts.put("connection", connection(cluster));
        return facts;
    }

    private static Map<String, Object> named(ClusterStatus cluster) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", cluster.name());
        facts.putAll(facts(cluster));
        return facts;
    }

    private static String connection(ClusterStatus cluster) {
        return cluster.connection().name().toLowerCase(Locale.ROOT);
    }

    private void print(List<Row> rows) {
        if (rows.isEmpty()) {
            output().line("Nothing is published there yet.");
            return;
        }
        Table table = new Table("NAMESPACE", "DOCUMENTS", "DELETED", "SIZE");
        rows.forEach(row -> table.row(
                line -> line, row.namespace(), "" + row.documents(), "" + row.deleted(), Wording.size(row.bytes())));
        table.print(output());
    }
}
