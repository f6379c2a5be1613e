package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.VersionInfo;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code edict ls}: what there is. */
@Command(
        name = "ls",
        description = "Lists the namespaces, or the documents of one, deleted ones included.",
        footerHeading = "%nExamples:%n",
        footer = {"  edict ls", "  edict ls shop"})
final class LsCommand extends StoreCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NS", description = "A namespace.")
    private @Nullable String namespace;

    LsCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ConfigClient client) {
        if (namespace == null) {
            namespaces(client.publisher());
        } else {
            documents(namespace, Documents.list(client.publisher(), namespace));
        }
    }

    private void namespaces(ConfigPublisher publisher) {
        List<String> names = publisher.namespaces();
        if (output().json()) {
            output().json(Map.of("namespaces", names));
        } else {
            names.forEach(name -> output().line(Wording.safe(name)));
        }
    }

    private void documents(String in, List<VersionInfo> documents) {
        if (output().json()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("namespace", in);
            facts.put("documents", documents.stream().map(Facts::of).toList());
            output().json(facts);
        } else {
            table(documents).print(output());
        }
    }

    private Table table(List<VersionInfo> documents) {
        Output output = output();
        ZoneId zone = edict().terminal().place().zone();
        Table table = new Table("DOCUMENT", "VERSION", "FORMAT", "SIZE", "TIME", "AUTHOR");
        for (VersionInfo info : documents) {
            table.row(
                    info.isDeletion() ? output::faint : line -> line,
                    info.id().toString(),
                    info.version().toString(),
                    info.format().name().toLowerCase(Locale.ROOT),
                    info.isDeletion() ? "deleted" : Wording.size(info.size()),
                    Wording.time(info.origin().time(), zone),
                    info.origin().author());
        }
        return table;
    }
}
