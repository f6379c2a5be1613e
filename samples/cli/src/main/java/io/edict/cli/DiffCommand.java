package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentDiff;
import io.edict.VersionInfo;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edict diff}: what changed between two versions. */
@Command(
        name = "diff",
        description = "Shows what changed between two versions, by key and line by line, values included.",
        footerHeading = "%nExamples:%n",
        footer = {"  edict diff shop/orders", "  edict diff shop/orders 3 7 --keys"})
final class DiffCommand extends StoreCommand {
    @Mixin
    private final DocumentTarget target = new DocumentTarget();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FROM",
            description = "A version. Default: the one before the current one.")
    private @Nullable Long from;

    @Parameters(index = "2", arity = "0..1", paramLabel = "TO", description = "A version. Default: the current one.")
    private @Nullable Long to;

    @Option(names = "--keys", description = "Show the names of the changed keys only, and no value.")
    private boolean keysOnly;

    DiffCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ConfigClient client) {
        DocumentDiff diff = compare(client.publisher());
        if (output().json()) {
            output().json(facts(diff));
        } else {
            print(diff);
        }
    }

    private DocumentDiff compare(ConfigPublisher publisher) {
        if (from != null && to != null) {
            return publisher.diff(target.id(), from, to);
        }
        List<VersionInfo> history = Documents.history(publisher, target.id());
        return publisher.diff(
                target.id(),
                from == null ? before(history) : from,
                history.get(0).version().number());
    }

    private long before(List<VersionInfo> history) {
        if (history.size() < 2) {
            throw new Failure(
                    ExitCode.ABSENT,
                    "History holds only version " + history.get(0).version() + " of " + target.id()
                            + "; there is nothing to compare it with");
        }
        return history.get(1).version().number();
    }

    private void print(DocumentDiff diff) {
        Output output = output();
        ZoneId zone = edict().terminal().place().zone();
        output.line(output.bold(target.id().toString()));
        output.line("  from " + Wording.version(diff.from(), zone));
        output.line("  to   " + Wording.version(diff.to(), zone));
        diff.keys().forEach(key -> output.line(Keys.line(key, !keysOnly, output)));
        if (!keysOnly) {
            diff.text().forEach(line -> output.line(painted(line, output)));
        }
        if (diff.keys().isEmpty()) {
            output.line(output.faint(diff.text().isEmpty() ? "The texts are the same." : "No key changed."));
        }
    }

    private static String painted(String line, Output output) {
        String shown = Wording.safe(line);
        if (line.startsWith("+")) {
            return output.green(shown);
        }
        return line.startsWith("-") ? output.red(shown) : shown;
    }

    private Map<String, Object> facts(DocumentDiff diff) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("document", target.id());
        facts.put("from", Facts.of(diff.from()));
        facts.put("to", Facts.of(diff.to()));
        facts.put("keys", Keys.facts(diff.keys(), !keysOnly));
        if (!keysOnly) {
            facts.put("text", diff.text());
        }
        return facts;
    }
}
