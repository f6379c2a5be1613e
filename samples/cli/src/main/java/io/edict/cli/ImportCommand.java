package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.Document;
import io.edict.DocumentId;
import io.edict.Publication;
import io.edict.plain.ClientBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edict import}: files as documents, those that differ in one transaction. */
@Command(
        name = "import",
        description = {
            "Publishes the files DIR/NS/NAME.EXTENSION that differ from the store, all together or not at all.",
            "Deletes no document. Refused if somebody else publishes one of them in between."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  edict import ./configuration --dry-run", "  edict import ./configuration shop -m 'Release 7'"})
final class ImportCommand extends StoreCommand {
    @Parameters(index = "0", paramLabel = "DIR", description = "The directory.")
    private @Nullable Path directory;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NS", description = "Only this namespace. Default: all.")
    private @Nullable String namespace;

    @Option(names = "--dry-run", description = "Only show what would be published.")
    private boolean dryRun;

    @Mixin
    private final Provenance provenance = new Provenance();

    private List<DocumentFile> files = List.of();

    ImportCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void check() {
        files = DocumentFile.in(Objects.requireNonNull(directory), Optional.ofNullable(namespace), output());
        Map<DocumentId, Path> seen = new LinkedHashMap<>();
        for (DocumentFile file : files) {
            Path other = seen.put(file.id(), file.path());
            if (other != null) {
                throw new Failure(
                        ExitCode.USAGE,
                        other + " and " + file.path() + " are both " + file.id() + "; remove one of them");
            }
        }
    }

    @Override
    ClientBuilder prepare(ClientBuilder builder) {
        return provenance.sign(builder, edict().terminal().place().environment());
    }

    @Override
    void run(ConfigClient client) {
        List<Publication> different = new ArrayList<>();
        files.forEach(file -> compare(client.publisher(), file).ifPresent(different::add));
        if (dryRun) {
            announce(different);
        } else if (different.isEmpty()) {
            say(Map.of("published", List.of()), "Nothing differs; nothing was published.");
        } else {
            Published.print(client.publisher().publish(different), output());
        }
    }

    private Optional<Publication> compare(ConfigPublisher publisher, DocumentFile file) {
        String text = TextFile.read(file.path().toString(), edict().terminal().in());
        Publication publication = provenance.applyTo(Publication.of(file.id(), file.format(), text));
        Optional<Document> current =
                publisher.read(file.id()).filter(document -> !document.info().isDeletion());
        if (current.isEmpty()) {
            return Optional.of(publication.ifAbsent());
        }
        Document held = current.get();
        boolean same = held.text().equals(text) && held.info().format() == file.format();
        return same
                ? Optional.empty()
                : Optional.of(publication.ifVersion(held.info().version().number()));
    }

    private void announce(List<Publication> different) {
        if (output().json()) {
            output().json(Map.of(
                    "wouldPublish", different.stream().map(Publication::id).toList()));
            return;
        }
        different.forEach(publication -> output().line("would publish " + publication.id()));
        output().line(Wording.count(different.size(), "document") + " would be published");
    }

    private void say(Map<String, Object> facts, String line) {
        if (output().json()) {
            output().json(facts);
        } else {
            output().line(line);
        }
    }
}
