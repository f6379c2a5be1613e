package io.edict.cli;

import io.edict.Version;
import io.edict.plain.ClusterOperations.Difference;
import io.edict.plain.ClusterOperations.Verification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells how the clusters compare, and ends the command accordingly. */
final class Verifications {
    private final Output output;

    Verifications(Output output) {
        this.output = output;
    }

    /**
     * Tells it.
     *
     * @param remedy what to do if something differs
     */
    void tell(Verification verification, String remedy) {
        if (output.json()) {
            output.json(facts(verification));
        } else {
            print(verification);
        }
        if (!verification.differences().isEmpty() || !verification.unfinished().isEmpty()) {
            throw new Failure(ExitCode.OTHER, "The clusters differ; " + remedy);
        }
        if (!verification.notCompared().isEmpty()) {
            throw new Failure(
                    ExitCode.UNREACHABLE,
                    String.join(", ", new TreeMap<>(verification.notCompared()).keySet()) + " could not be compared");
        }
    }

    private void print(Verification verification) {
        if (!verification.differences().isEmpty()) {
            Table table = new Table("DOCUMENT", "CLUSTER", "DIFFERS", "HAS", "SHOULD");
            verification
                    .differences()
                    .forEach(each -> table.row(
                            line -> line,
                            each.document().toString(),
                            each.cluster(),
                            each.kind(),
                            shown(each.has()),
                            shown(each.should())));
            table.print(output);
        }
        verification.unfinished().forEach(id -> output.line(id + ": a publish was begun and is not finished"));
        new TreeMap<>(verification.notCompared())
                .forEach((cluster, reason) -> output.line(cluster + ": " + Wording.safe(reason)));
        output.line(Wording.count(verification.documents(), "document") + " compared, "
                + Wording.count(verification.differences().size(), "difference") + ".");
    }

    private static String shown(@Nullable Version version) {
        return version == null ? "-" : version.toString();
    }

    private static Map<String, Object> facts(Verification verification) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("same", verification.isSame());
        facts.put("documents", verification.documents());
        facts.put(
                "differences",
                verification.differences().stream().map(Verifications::facts).toList());
        facts.put("unfinished", List.copyOf(verification.unfinished()));
        facts.put("notCompared", new TreeMap<>(verification.notCompared()));
        return facts;
    }

    private static Map<String, Object> facts(Difference difference) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("document", difference.document());
        facts.put("cluster", difference.cluster());
        facts.put("differs", difference.kind());
        facts.put("has", facts(difference.has()));
        facts.put("should", facts(difference.should()));
        return facts;
    }

    private static @Nullable Map<String, Object> facts(@Nullable Version version) {
        if (version == null) {
            return null;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", version.number());
        facts.put("incarnation", version.incarnation());
        return facts;
    }
}
