package io.edict.plain.internal.fs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in a few words why the disk refused: the exceptions of {@code java.nio.file} often hold nothing but a path. */
public final class Reason {
    private Reason() {}

    /** The words. */
    public static String of(IOException refusal) {
        if (refusal instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (refusal instanceof FileAlreadyExistsException || refusal instanceof NotDirectoryException) {
            return "something that is no directory stands in its place";
        }
        if (refusal instanceof NoSuchFileException) {
            return "the directory is gone";
        }
        String text = refusal instanceof FileSystemException f ? f.getReason() : refusal.getMessage();
        return text == null ? refusal.getClass().getSimpleName() : text;
    }
}
