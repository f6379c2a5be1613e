package io.edict.plain.internal.disk;

import io.edict.DocumentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where things stand in a directory of local copies: {@code <namespace>/<name>.copy}, {@code <name>.copy.previous} and,
 * while one is written, {@code <name>.copy.tmp-<number>}; for the whole directory {@code .lock}.
 *
 * <p>The end of a file's name alone tells what it is, so no document's name can be mistaken for another one's file; and
 * no namespace begins with a dot.
 *
 * @param directory the directory of all copies
 */
record CopyFiles(Path directory) {
    private static final Pattern COPY = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,127})\\.copy(\\.previous)?");
    private static final Pattern TEMPORARY = Pattern.compile(".+\\.copy\\.tmp-[0-9]+");

    Path namespace(String namespace) {
        return directory.resolve(namespace);
    }

    Path current(DocumentId id) {
        return namespace(id.namespace()).resolve(id.name() + ".copy");
    }

    Path previous(DocumentId id) {
        return namespace(id.namespace()).resolve(id.name() + ".copy.previous");
    }

    /** What the name of a temporary file begins with; a number makes it unique. */
    static String temporaryPrefix(DocumentId id) {
        return id.name() + ".copy.tmp-";
    }

    /** Whether a file is one that was being written. */
    static boolean isTemporary(Path file) {
        return TEMPORARY.matcher(file.getFileName().toString()).matches();
    }

    /** What stands in a namespace's directory, which must be a real one. */
    static List<Path> entries(Path directory) throws IOException {
        if (Files.isSymbolicLink(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The document that a file is a copy of, by its name; empty if it is no copy. */
    static Optional<DocumentId> document(String namespace, Path file) {
        Matcher copy = COPY.matcher(file.getFileName().toString());
        return copy.matches() ? Optional.of(new DocumentId(namespace, copy.group(1))) : Optional.empty();
    }
}
