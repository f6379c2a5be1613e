package io.edict.cli;

import io.edict.AuditEntry;
import io.edict.AuditEntry.Damaged;
import io.edict.AuditEntry.Kept;
import io.edict.ConfigClient;
import io.edict.VersionInfo;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code edict history}: the versions that are kept. */
@Command(
        name = "history",
        description = "Shows the versions of a document that are kept, newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  edict history shop/orders", "  edict history shop/orders --audit --trust ./publishers"})
final class HistoryCommand extends StoreCommand {
    @Mixin
    private final DocumentTarget target = new DocumentTarget();

    @Option(
            names = "--audit",
            description =
                    "Also from where, in which publish, and what the signatures are worth by the keys of --trust.")
    private boolean audit;

    HistoryCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ConfigClient client) {
        List<AuditEntry> history = Documents.audit(client.publisher(), target.id());
        if (output().json()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("document", target.id());
            facts.put("versions", history.stream().map(this::facts).toList());
            output().json(facts);
        } else if (audit) {
            AuditLines.table(history, zone(), output()).print(output());
            output().note(AuditLines.REMARK);
        } else {
            table(history).print(output());
        }
    }

    private Map<String, Object> facts(AuditEntry entry) {
        return !audit && entry instanceof Kept kept ? Facts.of(kept.info()) : AuditLines.facts(entry);
    }

    private ZoneId zone() {
        return edict().terminal().place().zone();
    }

    private Table table(List<AuditEntry> history) {
        Table table = new Table("VERSION", "TIME", "AUTHOR", "SIZE", "MESSAGE");
        for (AuditEntry entry : history) {
            if (entry instanceof Kept kept) {
                row(table, kept.info());
            } else if (entry instanceof Damaged damaged) {
                table.row(output()::red, Long.toString(damaged.number()), "", "", "damaged", damaged.problem());
            }
        }
        return table;
    }

    private void row(Table table, VersionInfo info) {
        Output output = output();
        table.row(
                info.isDeletion() ? output::faint : line -> line,
                info.version().toString(),
                Wording.time(info.origin().time(), zone()),
                info.origin().author(),
                info.isDeletion() ? "deleted" : Wording.size(info.size()),
                info.origin().message());
    }
}
