package io.edict.plain.internal.files;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a document's file looks like from outside. Files that look alike at two looks are taken to be untouched, unless
 * they were changed just before the first: within one tick of the file system's clock two saves look alike.
 *
 * @param name the file's name, with its extension
 * @param size its bytes
 * @param modified when it was changed last, in nanoseconds since 1970
 * @param key the file system's name for the file behind the name, or {@code -} if it has none; a rename changes it
 */
record WorkingFile(String name, long size, long modified, String key) {
    private static final List<String> EXTENSIONS = List.of("conf", "hocon", "json", "properties", "yaml", "yml");
    private static final String NO_KEY = "-";

    /** Looks at a file; null if there is no regular file. Symbolic links are followed. */
    static @Nullable WorkingFile look(Path file) throws IOException {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            if (!seen.isRegularFile()) {
                return null;
            }
            Object key = seen.fileKey();
            return new WorkingFile(
                    file.getFileName().toString(),
                    seen.size(),
                    seen.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    key == null ? NO_KEY : key.toString().replaceAll("\\s", ""));
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    /** The document that a file's name stands for, or null if it is none's. */
    static @Nullable DocumentId document(String namespace, String fileName) {
        int dot = fileName.lastIndexOf('.');
        if (dot <= 0 || !EXTENSIONS.contains(fileName.substring(dot + 1))) {
            return null;
        }
        try {
            return new DocumentId(namespace, fileName.substring(0, dot));
        } catch (InvalidRequestException notAnId) {
            return null;
        }
    }

    /** The names that a document's file can have. */
    static List<String> names(DocumentId id) {
        return EXTENSIONS.stream().map(extension -> id.name() + "." + extension).toList();
    }

    Format format() {
        return Format.ofFileName(name);
    }

    /** One line's worth of text, for the journal. */
    String toLine() {
        return name + " " + size + " " + modified + " " + key;
    }

    /** Reads {@link #toLine}. */
    static WorkingFile ofLine(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("Not what a file looks like");
        }
        return new WorkingFile(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
    }
}
