package io.edict.plain.internal.disk;

import io.edict.DocumentId;
import io.edict.plain.internal.disk.Generation.Missing;
import io.edict.plain.internal.disk.Generation.Unusable;
import io.edict.plain.internal.disk.Generation.Usable;
import io.edict.plain.internal.disk.LocalCopies.Check;
import io.edict.plain.internal.fs.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads copies and judges them. Has no state and takes no lock: whatever stands under a copy's name was finished before it
 * got that name and is never written to again, and an open file stays what it is when its name goes to another one. So a
 * reader sees a whole generation, be it one that has just been replaced.
 *
 * <p>Only regular files are opened: a pipe would block, and a symbolic link is not something that Edict has put there.
 *
 * @param files where the copies stand
 * @param maxBytes the size of the biggest file that is read
 * @param check tells what is wrong with a whole copy, as the end of a sentence that began with its place, or null
 */
record CopyReader(CopyFiles files, int maxBytes, Check check) {

    /**
     * Reads what is there of a document. Between the two renames of a save the newest generation is missing for a moment;
     * who sees that reads the older one, which is then the newest, and afterwards looks a second time.
     */
    Generations read(DocumentId id) {
        Generation newest = read(id, files.current(id));
        if (newest instanceof Usable) {
            return new Generations(newest, new Missing(files.previous(id)));
        }
        Generation older = read(id, files.previous(id));
        if (newest instanceof Missing && !(older instanceof Missing)) {
            newest = read(id, files.current(id));
        }
        return new Generations(newest, older);
    }

    private Generation read(DocumentId id, Path file) {
        try {
            if (!attributes(files.namespace(id.namespace())).isDirectory()) {
                return new Unusable(file, "is not read, because its directory is a symbolic link or a file");
            }
            BasicFileAttributes found = attributes(file);
            if (!found.isRegularFile()) {
                return new Unusable(file, "is not a regular file");
            }
            return found.size() > maxBytes
                    ? tooBig(file, found.size())
                    : checked(CopyFormat.decode(id, file, bytes(file)));
        } catch (NoSuchFileException e) {
            return new Missing(file);
        } catch (IOException e) {
            return new Unusable(file, "cannot be read: " + Reason.of(e));
        }
    }

    private Generation checked(Generation read) {
        String wrong = read instanceof Usable usable ? check.flaw(usable.version()) : null;
        return wrong == null ? read : new Unusable(read.file(), wrong);
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** At most the bytes allowed: the file may have grown since its size was looked at, and would then be found cut. */
    private byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(maxBytes);
        }
    }

    private Generation tooBig(Path file, long size) {
        return new Unusable(file, "has " + size + " bytes, more than the " + maxBytes + " that are read");
    }
}
