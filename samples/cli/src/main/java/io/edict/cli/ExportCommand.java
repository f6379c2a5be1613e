package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.Document;
import io.edict.VersionInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code edict export}: a namespace as files. */
@Command(
        name = "export",
        description = "Writes the documents of a namespace as files, DIR/NS/NAME.EXTENSION. Deletes no file.",
        footerHeading = "%nExample:%n",
        footer = "  edict export shop ./configuration")
final class ExportCommand extends StoreCommand {
    @Parameters(index = "0", paramLabel = "NS", description = "The namespace.")
    private String namespace = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "Where to write; made if it is missing.")
    private @Nullable Path directory;

    ExportCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void run(ConfigClient client) {
        ConfigPublisher publisher = client.publisher();
        List<Map<String, Object>> written = new ArrayList<>();
        for (VersionInfo listed : Documents.list(publisher, namespace)) {
            publisher
                    .read(listed.id())
                    .filter(document -> !document.info().isDeletion())
                    .ifPresent(document -> written.add(write(document)));
        }
        if (output().json()) {
            output().json(Map.of("exported", written));
        } else {
            output().line(Wording.count(written.size(), "document") + " written");
        }
    }

    private Map<String, Object> write(Document document) {
        VersionInfo info = document.info();
        Path file = DocumentFile.of(Objects.requireNonNull(directory), info.id(), info.format());
        TextFile.write(file, document.text());
        if (!output().json()) {
            output().line(info.id() + " version " + info.version() + " -> " + file);
        }
        Map<String, Object> facts = Facts.of(info);
        facts.put("file", file);
        return facts;
    }
}
