package io.edict.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads and writes documents as files. Text is UTF-8; what is not is refused rather than mended. */
final class TextFile {
    /** The name that stands for standard input. */
    static final String STANDARD_INPUT = "-";

    private TextFile() {}

    /** Reads a file, or standard input. */
    static String read(String name, InputStream standardInput) {
        try {
            boolean fromFile = !name.equals(STANDARD_INPUT);
            return decode(name, fromFile ? Files.readAllBytes(Path.of(name)) : standardInput.readAllBytes());
        } catch (NoSuchFileException e) {
            throw new Failure(ExitCode.USAGE, "There is no file " + name, e);
        } catch (IOException e) {
            throw new Failure(ExitCode.OTHER, "Cannot read " + name + ": " + e, e);
        }
    }

    /** Writes a file; a file that is there is replaced, a directory that is missing is made. */
    static void write(Path file, String text) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new Failure(ExitCode.OTHER, "Cannot write " + file + ": " + e, e);
        }
    }

    private static String decode(String name, byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Failure(ExitCode.REFUSED, name + " is not UTF-8 text; save it as UTF-8", e);
        }
    }
}
