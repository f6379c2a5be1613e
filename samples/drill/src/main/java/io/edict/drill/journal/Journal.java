package io.edict.drill.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process's journal. Each record is one write of one line, unbuffered, so that SIGKILL loses the last line at most. Safe for
 * use by several threads.
 */
public final class Journal implements AutoCloseable {
    private static final String SUFFIX = ".journal";

    private final FileChannel channel;

    private Journal(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens a new journal in a directory. */
    public static Journal create(Path directory, String name) {
        try {
            return new Journal(FileChannel.open(
                    directory.resolve(name + SUFFIX), StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a record of this moment, of names and values in turn. */
    public void write(String kind, Object... namesAndValues) {
        write(Entry.of(Entry.now(), kind, namesAndValues));
    }

    /** Writes a record. */
    public synchronized void write(Entry entry) {
        ByteBuffer line = ByteBuffer.wrap((entry.line() + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The journals of a directory. */
    public static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All records of the journals of a directory, by time. A last line without an end is left out. */
    public static List<Entry> read(Path directory) {
        List<Entry> entries = new ArrayList<>();
        for (Path file : files(directory)) {
            JournalTail tail = new JournalTail(file);
            tail.poll(entries::add);
        }
        entries.sort(Comparator.comparingLong(Entry::micros));
        return entries;
    }
}
