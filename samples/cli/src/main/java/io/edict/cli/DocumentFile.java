package io.edict.cli;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A document in a directory of exported ones: {@code DIR/NS/NAME.EXTENSION}.
 *
 * @param id the document
 * @param format the format, by the extension
 * @param path where it is
 */
record DocumentFile(DocumentId id, Format format, Path path) {
    /** Where a document belongs. Ids are safe as file names, so nothing can be written outside of the directory. */
    static Path of(Path directory, DocumentId id, Format format) {
        return directory.resolve(id.namespace()).resolve(id.name() + "." + format.extension());
    }

    /** The documents of all namespaces in a directory, or of one; files with other names are left out, with a note. */
    static List<DocumentFile> in(Path directory, Optional<String> namespace, Output output) {
        List<Path> namespaces = namespace
                .map(name -> List.of(directory.resolve(DocumentId.checkNamespace(name))))
                .orElseGet(() -> entries(directory).stream()
                        .filter(Files::isDirectory)
                        .filter(path -> !path.getFileName().toString().startsWith("."))
                        .toList());
        List<DocumentFile> found = new ArrayList<>();
        for (Path each : namespaces) {
            String name = each.getFileName().toString();
            for (Path file : entries(each)) {
                read(name, file, output).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<DocumentFile> read(String namespace, Path file, Output output) {
        String name = file.getFileName().toString();
        if (!Files.isRegularFile(file) || name.startsWith(".")) {
            return Optional.empty();
        }
        try {
            Format format = Format.ofFileName(name);
            DocumentId id = new DocumentId(namespace, name.substring(0, name.lastIndexOf('.')));
            return Optional.of(new DocumentFile(id, format, file));
        } catch (InvalidRequestException e) {
            output.note("edict: left out " + Wording.safe(file.toString()) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static List<Path> entries(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new Failure(ExitCode.USAGE, "There is no directory " + directory);
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new Failure(ExitCode.OTHER, "Cannot read the directory " + directory + ": " + e, e);
        }
    }
}
