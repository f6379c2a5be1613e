package io.edict.cli;

import io.edict.plain.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edict keygen}: a new key in a key file. */
@Command(
        name = "keygen",
        description = "Adds a new key to a key file and makes it the current one; the file is made if it is missing."
                + " Give the file to the clients before values are encrypted under the key.",
        footerHeading = "%nExample:%n",
        footer = "  edict keygen 2026-11 --keys edict.keys")
final class KeygenCommand implements Callable<Integer> {
    private static final String CURRENT = "current";

    private final EdictCommand edict;

    @Parameters(index = "0", paramLabel = "ID", description = "The key's id, for example the month.")
    private String id = "";

    @Option(names = "--keys", paramLabel = "FILE", required = true, description = "The key file.")
    private Path file = Path.of("");

    KeygenCommand(EdictCommand edict) {
        this.edict = edict;
    }

    @Override
    public Integer call() {
        String key = Keys.newKey(id);
        try {
            write(with(key));
        } catch (IOException e) {
            throw new Failure(ExitCode.OTHER, "Cannot write " + file + ": " + e, e);
        }
        if (edict.json()) {
            edict.output().json(Map.of("current", id, "file", file));
        } else {
            edict.output().line(id + " is the current key in " + file);
        }
        return ExitCode.OK.number();
    }

    private List<String> with(String key) throws IOException {
        List<String> lines = new ArrayList<>(List.of(CURRENT + " = " + id, key));
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            String name = line.substring(0, Math.max(0, line.indexOf('='))).strip();
            if (name.equals(id)) {
                throw new Failure(
                        ExitCode.REFUSED,
                        file + " has a key " + id + " already; choose another id: keys do not change");
            }
            if (!name.equals(CURRENT)) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Another file takes the place of the old one, so that nobody reads half of it. */
    private void write(List<String> lines) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, ownerOnly(target));
        Files.write(temporary, lines);
        Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] ownerOnly(Path target) {
        boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
