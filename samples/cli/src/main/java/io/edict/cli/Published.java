package io.edict.cli;

import io.edict.PublishResult;
import io.edict.VersionInfo;
import java.util.List;
import java.util.Map;

/** Tells what was published and what that replaced. */
final class Published {
    private Published() {}

    static void print(List<PublishResult> results, Output output) {
        if (output.json()) {
            output.json(Map.of("published", facts(results)));
        } else {
            results.forEach(result -> output.line(line(result)));
        }
    }

    static List<Map<String, Object>> facts(List<PublishResult> results) {
        return results.stream().map(Published::facts).toList();
    }

    private static Map<String, Object> facts(PublishResult result) {
        Map<String, Object> facts = Facts.of(result.published());
        result.replaced()
                .ifPresent(before -> facts.put("replaced", before.version().number()));
        return facts;
    }

    private static String line(PublishResult result) {
        VersionInfo now = result.published();
        String what = now.isDeletion() ? " deleted by version " : " is at version ";
        return now.id()
                + what
                + now.version()
                + result.replaced().map(Published::replaced).orElse(", the first");
    }

    private static String replaced(VersionInfo before) {
        return (before.isDeletion() ? ", after the deletion by version " : ", replaced version ") + before.version();
    }
}
