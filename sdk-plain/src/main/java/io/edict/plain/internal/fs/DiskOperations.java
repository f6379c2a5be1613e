package io.edict.plain.internal.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The steps on a real disk. Where the file system knows no POSIX permissions (Windows), files get the permissions of the
 * directory that the user chose, and directories are not synced, because they cannot be opened.
 *
 * <p>An interrupt makes a write fail and stays set.
 */
public final class DiskOperations implements FileOperations {
    /** The platform keeps an off-heap buffer as big as the biggest piece that a thread ever wrote. */
    private static final int PIECE = 64 * 1024;

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** What a new file is made with, so that it is never open to others, not even for a moment. */
    public static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public void makeDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            makeDirectories(parent);
        }
        makeDirectory(directory);
        if (parent != null) {
            syncDirectory(parent);
        }
    }

    private static void makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory, ownerOnly("rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw e;
            }
        }
    }

    @Override
    public Path createTemporary(Path directory, String prefix) throws IOException {
        return Files.createTempFile(directory, prefix, "", ownerOnly("rw-------"));
    }

    @Override
    public void write(Path file, List<ByteBuffer> parts) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            for (ByteBuffer part : parts) {
                write(channel, part);
            }
            channel.force(true);
        }
    }

    private static void write(FileChannel channel, ByteBuffer part) throws IOException {
        while (part.hasRemaining()) {
            ByteBuffer piece = part.slice(part.position(), Math.min(part.remaining(), PIECE));
            part.position(part.position() + channel.write(piece));
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (POSIX) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
