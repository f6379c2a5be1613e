package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.Document;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code edict get}: a document's text, exactly. */
@Command(
        name = "get",
        description = "Prints a document's text, exactly as it was published.",
        footerHeading = "%nExample:%n",
        footer = "  edict get shop/orders --at 3 -o orders.conf")
final class GetCommand extends StoreCommand {
    @Mixin
    private final DocumentTarget target = new DocumentTarget();

    @Option(names = "--at", paramLabel = "N", description = "Version N. Default: the current one.")
    private @Nullable Long at;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to a file.")
    private @Nullable Path file;

    GetCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ConfigClient client) {
        Document document = find(client.publisher());
        if (file != null) {
            TextFile.write(file, document.text());
        }
        if (output().json()) {
            output().json(facts(document));
        } else if (file == null) {
            output().raw(document.text().getBytes(StandardCharsets.UTF_8));
        } else {
            output().note(target.id() + " version " + document.info().version() + " is in " + file);
        }
    }

    private Document find(ConfigPublisher publisher) {
        return at == null
                ? Documents.current(publisher, target.id())
                : Documents.present(publisher.read(target.id(), at));
    }

    private Map<String, Object> facts(Document document) {
        Map<String, Object> facts = Facts.of(document.info());
        if (file == null) {
            facts.put("text", document.text());
        } else {
            facts.put("file", file);
        }
        return facts;
    }
}
