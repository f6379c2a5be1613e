package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.VersionInfo;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code edict history}: the versions that are kept. */
@Command(
        name = "history",
        description = "Shows the versions of a document that are kept, newest first.",
        footerHeading = "%nExample:%n",
        footer = "  edict history shop/orders")
final class HistoryCommand extends StoreCommand {
    @Mixin
    private final DocumentTarget target = new DocumentTarget();

    HistoryCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ConfigClient client) {
        List<VersionInfo> history = Documents.history(client.publisher(), target.id());
        if (output().json()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("document", target.id());
            facts.put("versions", history.stream().map(Facts::of).toList());
            output().json(facts);
        } else {
            table(history).print(output());
        }
    }

    private Table table(List<VersionInfo> history) {
        ZoneId zone = edict().terminal().place().zone();
        Output output = output();
        Table table = new Table("VERSION", "TIME", "AUTHOR", "SIZE", "MESSAGE");
        for (VersionInfo info : history) {
            table.row(
                    info.isDeletion() ? output::faint : line -> line,
                    info.version().toString(),
                    Wording.time(info.origin().time(), zone),
                    info.origin().author(),
                    info.isDeletion() ? "deleted" : Wording.size(info.size()),
                    info.origin().message());
        }
        return table;
    }
}
