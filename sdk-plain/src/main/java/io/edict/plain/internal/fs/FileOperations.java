package io.edict.plain.internal.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** The steps by which the disk is changed, each one on its own, so that tests can stop between any two. */
public interface FileOperations {
    /** Makes a directory that only its owner may use, and all above it that are missing, durably. */
    void makeDirectories(Path directory) throws IOException;

    /** Makes an empty file of a new name that only its owner may read. */
    Path createTemporary(Path directory, String prefix) throws IOException;

    /** Fills a file and waits until its content is on the disk. */
    void write(Path file, List<ByteBuffer> parts) throws IOException;

    /** Gives a file the name of another one and so replaces that one, in one step. */
    void move(Path from, Path to) throws IOException;

    /** Waits until the names in a directory are on the disk. */
    void syncDirectory(Path directory) throws IOException;

    /** Removes a file if it is there. */
    void delete(Path file) throws IOException;
}
