package io.edict.quickstart;

import io.edict.Format;
import io.edict.error.InvalidRequestException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A text file that somebody edits. Owned by one thread.
 *
 * <p>Editors write in place and in several steps, or put a new file in the old one's place; some file systems announce
 * nothing. So what the directory announces only means to look sooner, and what is seen counts once it has stood still.
 */
final class WatchedFile implements AutoCloseable {
    private final Path path;
    private final Format format;
    private final Pace pace;
    private final WatchService events;
    private Sight last;

    private WatchedFile(Path path, Format format, Pace pace, WatchService events, Sight first) {
        this.path = path;
        this.format = format;
        this.pace = pace;
        this.events = events;
        this.last = first;
    }

    /**
     * When to look.
     *
     * @param every how often, if the directory announces nothing
     * @param quiet how long a sight must stay the same before it counts
     */
    record Pace(Duration every, Duration quiet) {
        static final Pace USUAL = new Pace(Duration.ofMillis(500), Duration.ofMillis(100));
    }

    /**
     * What a look at the file shows.
     *
     * @param text what is written in it, empty if it cannot be read
     * @param problem why it cannot be read, or null if it can
     */
    record Sight(String text, @Nullable String problem) {}

    /** Begins to watch an existing file whose name tells the format. */
    static WatchedFile open(Path given, Pace pace) throws IOException {
        Path path = given.toAbsolutePath().normalize();
        Sight first = look(path);
        if (first.problem != null) {
            throw new UnusableFileException(path + " " + first.problem + "; name a text file with -Dedict.watch=FILE");
        }
        Format format = format(path);
        WatchService events = path.getFileSystem().newWatchService();
        Objects.requireNonNull(path.getParent())
                .register(events, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        return new WatchedFile(path, format, pace, events, first);
    }

    private static Format format(Path path) {
        try {
            return Format.ofFileName(path.getFileName().toString());
        } catch (InvalidRequestException e) {
            throw new UnusableFileException(e.getMessage());
        }
    }

    Path path() {
        return path;
    }

    Format format() {
        return format;
    }

    /** What was seen last. */
    Sight last() {
        return last;
    }

    /** Blocks until the file shows something else than before, and has stood still. */
    Sight awaitChange() throws InterruptedException {
        while (true) {
            awaitEvent(pace.every().toNanos());
            Sight now = settled();
            if (!now.equals(last)) {
                last = now;
                return now;
            }
        }
    }

    private Sight settled() throws InterruptedException {
        Sight now = look(path);
        Sight before = last;
        while (!now.equals(before)) {
            standBy(pace.quiet());
            before = now;
            now = look(path);
        }
        return now;
    }

    /** Lets the whole time pass, whatever the directory announces meanwhile. */
    private void standBy(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            awaitEvent(left);
        }
    }

    /** Waits until the directory announces something, for the given time at most. */
    private void awaitEvent(long nanos) throws InterruptedException {
        WatchKey key = events.poll(nanos, TimeUnit.NANOSECONDS);
        if (key != null) {
            key.pollEvents();
            key.reset();
        }
    }

    private static Sight look(Path path) {
        try {
            return new Sight(Files.readString(path), null);
        } catch (NoSuchFileException e) {
            return new Sight("", "is not there");
        } catch (CharacterCodingException e) {
            return new Sight("", "is not UTF-8 text");
        } catch (IOException e) {
            return new Sight("", "cannot be read (" + e + ")");
        }
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
