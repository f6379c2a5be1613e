package io.edict.plain.internal.files;

import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.fs.FileOperations;
import io.edict.plain.internal.store.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that people edit: {@code <namespace>/<name>.<extension>}. What begins with a dot, is no document's name or has
 * no known extension is not looked at.
 *
 * <p>A file is replaced in one step, by a temporary one whose name begins with a dot, so that neither people nor other
 * processes see half of it. It gets the permissions of the file that it replaces, else those of any new file here.
 */
final class WorkingTree {
    private static final Logger log = LoggerFactory.getLogger(WorkingTree.class);
    private static final String TEMPORARY = ".edict-writing-";
    private static final Comparator<WorkingFile> BY_NAME = Comparator.comparing(WorkingFile::name);

    /** The author of a version when it cannot be told who owns the file. */
    private static final String UNKNOWN_OWNER = "file";

    private final Path root;
    private final FileOperations operations;

    WorkingTree(Path root, FileOperations operations) {
        this.root = root;
        this.operations = operations;
    }

    Path root() {
        return root;
    }

    Path file(DocumentId id, String name) {
        return root.resolve(id.namespace()).resolve(name);
    }

    /** The namespaces that have a directory. */
    List<String> namespaces() throws IOException {
        List<String> namespaces = new ArrayList<>();
        for (Path entry : entries(root)) {
            String name = entry.getFileName().toString();
            if (name.startsWith(".") || !Files.isDirectory(entry)) {
                continue;
            }
            try {
                namespaces.add(DocumentId.checkNamespace(name));
            } catch (InvalidRequestException notANamespace) {
                log.debug("Directory {} is no namespace: {}", entry, notANamespace.getMessage());
            }
        }
        return namespaces;
    }

    /** All documents that have a file, each with all its files. */
    Map<DocumentId, List<WorkingFile>> scan(List<String> namespaces) throws IOException {
        Map<DocumentId, List<WorkingFile>> found = new TreeMap<>();
        for (String namespace : namespaces) {
            for (Path entry : inNamespace(root.resolve(namespace))) {
                String name = entry.getFileName().toString();
                DocumentId id = name.startsWith(".") ? null : WorkingFile.document(namespace, name);
                WorkingFile file = id == null ? null : WorkingFile.look(entry);
                if (id == null || file == null) {
                    log.debug("File {} is no document", entry);
                } else {
                    found.computeIfAbsent(id, key -> new ArrayList<>()).add(file);
                }
            }
        }
        found.values().forEach(files -> files.sort(BY_NAME));
        return found;
    }

    /** The files of one document. */
    List<WorkingFile> find(DocumentId id) throws IOException {
        List<WorkingFile> found = new ArrayList<>();
        for (String name : WorkingFile.names(id)) {
            WorkingFile file = WorkingFile.look(file(id, name));
            if (file != null) {
                found.add(file);
            }
        }
        found.sort(BY_NAME);
        return found;
    }

    /** Reads a file; null if it is not what it looked like. */
    @Nullable
    Content read(DocumentId id, WorkingFile file) throws IOException {
        Path path = file(id, file.name());
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes((int) file.size());
            boolean whole = bytes.length == file.size() && in.read() < 0;
            return whole && file.equals(WorkingFile.look(path)) ? Content.ofOwned(bytes) : null;
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    /** Who owns a file, as far as the system tells. */
    String owner(DocumentId id, WorkingFile file) {
        try {
            String owner = Files.getOwner(file(id, file.name())).getName();
            return owner.isBlank() ? UNKNOWN_OWNER : owner;
        } catch (IOException | UnsupportedOperationException e) {
            return UNKNOWN_OWNER;
        }
    }

    /** Writes a file durably, in one step. */
    void write(DocumentId id, String name, Content content) throws IOException {
        Path file = file(id, name);
        Path directory = root.resolve(id.namespace());
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
            operations.syncDirectory(root);
        }
        Path temporary = Files.createFile(directory.resolve(TEMPORARY + UUID.randomUUID()));
        try {
            takeOverPermissions(file, temporary);
            operations.write(temporary, List.of(content.buffer()));
            operations.move(temporary, file);
        } catch (IOException | RuntimeException e) {
            operations.delete(temporary);
            throw e;
        }
        operations.syncDirectory(directory);
    }

    /** Before there is anything to read in the new file. */
    private static void takeOverPermissions(Path file, Path temporary) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        if (view != null && Files.exists(file)) {
            view.setPermissions(Files.getPosixFilePermissions(file));
        }
    }

    void remove(DocumentId id, String name) throws IOException {
        operations.delete(file(id, name));
        operations.syncDirectory(root.resolve(id.namespace()));
    }

    /** Removes what a process that died while it wrote has left. Only for who holds the lock. */
    void removeLeftovers() throws IOException {
        for (String namespace : namespaces()) {
            for (Path entry : inNamespace(root.resolve(namespace))) {
                if (entry.getFileName().toString().startsWith(TEMPORARY)) {
                    operations.delete(entry);
                }
            }
        }
    }

    /** A namespace's directory that has just been removed has no files. */
    private static List<Path> inNamespace(Path directory) throws IOException {
        try {
            return entries(directory);
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return List.of();
        }
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
