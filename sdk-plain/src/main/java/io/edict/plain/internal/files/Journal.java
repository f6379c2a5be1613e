package io.edict.plain.internal.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.edict.plain.internal.files.JournalCodec.First;
import io.edict.plain.internal.files.JournalCodec.Frame;
import io.edict.plain.internal.files.JournalCodec.Spot;
import io.edict.plain.internal.files.JournalRecord.Text;
import io.edict.plain.internal.fs.DiskOperations;
import io.edict.plain.internal.fs.FileOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code .edict/journal}: all publishes one after the other, each of them synced to the disk before the next
 * begins. {@link JournalCodec} tells what it looks like.
 *
 * <p>Anybody may read at any time. A record that is not whole at the end is one that is just being written, or whose
 * writer died: it is as if it were not there, and the next to write cuts it off. A record that is not whole with whole
 * ones behind it is damage: it is reported and passed over. Only who holds the directory's lock writes. Rewriting makes a
 * new file of the next generation, and gives it the old one's name when it is complete.
 *
 * <p>Remembers how far it has read; guarded by whoever owns it.
 */
final class Journal {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);
    private static final int PIECE = 64 * 1024;
    /** How many bytes are read at least in search of the next whole record. */
    private static final long LEAST_PATIENCE = 64L * 1024 * 1024;

    private final Path folder;
    private final Path file;
    private final FileOperations operations;
    private @Nullable First first;
    private long end;

    Journal(Path folder, FileOperations operations) {
        this.folder = folder;
        this.file = folder.resolve("journal");
        this.operations = operations;
    }

    /** Makes an empty one of a new store, if there is none. */
    void create() throws IOException {
        if (!Files.exists(file)) {
            replace(new First(UUID.randomUUID().toString(), 1), List::of);
        }
    }

    /**
     * What was read.
     *
     * @param fresh whether this is all there is, because the journal is another one than before; else it is what was added
     * @param storeId the identity of the store
     * @param records the records
     */
    record Batch(boolean fresh, String storeId, List<JournalRecord> records) {}

    /** Reads what came since the last time. */
    Batch read() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            First now = first(channel);
            boolean fresh = !now.equals(first) || channel.size() < end;
            long from = fresh ? now.toLine().length() : end;
            List<JournalRecord> records = new ArrayList<>();
            end = records(channel, from, now.generation(), records);
            first = now;
            return new Batch(fresh, now.storeId(), records);
        } catch (NoSuchFileException gone) {
            throw new IOException(
                    "its journal " + file
                            + " is gone; restore it, or restart the application, which begins a new history",
                    gone);
        }
    }

    private First first(FileChannel channel) throws IOException {
        String start = new String(bytes(channel, 0, JournalCodec.LONGEST_FIRST_LINE), UTF_8);
        int lineEnd = start.indexOf('\n');
        First found = lineEnd < 0 ? null : JournalCodec.first(start.substring(0, lineEnd));
        if (found == null) {
            throw new IOException(
                    file + " is no journal that this release of Edict can read; restore it, upgrade Edict here,"
                            + " or move it away to begin a new history");
        }
        return found;
    }

    private long records(FileChannel channel, long from, long generation, List<JournalRecord> records)
            throws IOException {
        long at = from;
        while (true) {
            Whole found = record(channel, at, generation);
            if (found == null) {
                found = nextWhole(channel, at, generation);
                if (found == null) {
                    return at;
                }
                log.error(
                        "{} is damaged: {} bytes at {} cannot be read and are passed over; versions are missing",
                        file,
                        found.at() - at,
                        at);
            }
            records.add(found.record());
            at = found.next();
        }
    }

    private record Whole(JournalRecord record, long at, long next) {}

    private static @Nullable Whole record(FileChannel channel, long at, long generation) throws IOException {
        Frame frame = JournalCodec.frame(bytes(channel, at, JournalCodec.LONGEST_FRAME));
        if (frame == null || frame.size() > channel.size() - at - frame.length()) {
            return null;
        }
        byte[] bytes = bytes(channel, at + frame.length(), frame.size());
        JournalRecord record = JournalCodec.decode(frame, bytes, new Spot(generation, at));
        return record == null ? null : new Whole(record, at, at + frame.length() + frame.size());
    }

    /** The next whole record behind one that is not; null if there is none, and then that is the end. */
    private static @Nullable Whole nextWhole(FileChannel channel, long from, long generation) throws IOException {
        long patience = LEAST_PATIENCE + 4 * channel.size();
        for (long piece = from; piece < channel.size(); piece += PIECE) {
            byte[] bytes = bytes(channel, piece, PIECE);
            for (int i = 0; i < bytes.length; i++) {
                boolean maybe = bytes[i] == '\n' && JournalCodec.mayBegin(bytes, i + 1);
                patience -= maybe ? claimed(channel, piece + i + 1) : 0;
                if (patience < 0) {
                    throw new IOException("its journal is damaged, or just being written, and full of what looks like"
                            + " the beginnings of records; if that stays so, restore it");
                }
                Whole found = maybe ? record(channel, piece + i + 1, generation) : null;
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** How many bytes would be read to judge what may be a record: a text can be made to look like many. */
    private static long claimed(FileChannel channel, long at) throws IOException {
        Frame frame = JournalCodec.frame(bytes(channel, at, JournalCodec.LONGEST_FRAME));
        return frame == null || frame.size() > channel.size() - at ? 0 : frame.size();
    }

    /** Reads up to so many bytes. */
    private static byte[] bytes(FileChannel channel, long at, int most) throws IOException {
        int size = (int) Math.max(0, Math.min(most, channel.size() - at));
        ByteBuffer buffer = ByteBuffer.allocate(size);
        int read = 0;
        while (buffer.hasRemaining() && read >= 0) {
            read = channel.read(buffer, at + buffer.position());
        }
        return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
    }

    /** The bytes at a place; null if the journal is another one by now, so that the place must be looked up again. */
    byte @Nullable [] text(Text.Place place) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return first(channel).generation() == place.generation() ? bytes(channel, place.at(), place.size()) : null;
        }
    }

    /**
     * Adds records, durably. Everything before must have been read.
     *
     * @throws IOException if that failed; then nothing was added
     * @throws UndecidedException if that failed, and it is open whether anything was added
     */
    void append(List<JournalRecord> records) throws IOException {
        First header = Objects.requireNonNull(first);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.size() > end) {
                channel.truncate(end);
            }
            try {
                channel.position(end);
                write(channel, records, header.generation());
                channel.force(true);
            } catch (IOException failure) {
                undo(channel, failure);
                throw failure;
            }
        }
    }

    private static void write(FileChannel channel, List<JournalRecord> records, long generation) throws IOException {
        for (JournalRecord record : records) {
            write(channel, JournalCodec.encode(record, new Spot(generation, channel.position())));
        }
    }

    private void undo(FileChannel channel, IOException failure) throws UndecidedException {
        try {
            channel.truncate(end);
            channel.force(true);
        } catch (IOException e) {
            failure.addSuppressed(e);
            throw new UndecidedException(failure);
        }
    }

    private static void write(FileChannel channel, List<ByteBuffer> pieces) throws IOException {
        for (ByteBuffer piece : pieces) {
            while (piece.hasRemaining()) {
                ByteBuffer part = piece.slice(piece.position(), Math.min(piece.remaining(), PIECE));
                piece.position(piece.position() + channel.write(part));
            }
        }
    }

    /** How many bytes there are that count. */
    long size() {
        return end;
    }

    /** What a rewritten journal holds, one after the other, so that they need not be in memory at once. */
    interface Source {
        /** The next records; none if that was all. */
        List<JournalRecord> next() throws IOException;
    }

    /** Writes a new journal in place of this one, to be read from its beginning. */
    void rewrite(Source source) throws IOException {
        First old = first;
        if (old != null) {
            replace(new First(old.storeId(), old.generation() + 1), source);
        }
    }

    private void replace(First header, Source source) throws IOException {
        Path fresh = file.resolveSibling("journal.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, DiskOperations.ownerOnly("rw-------"));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            write(channel, List.of(ByteBuffer.wrap(header.toLine().getBytes(UTF_8))));
            for (List<JournalRecord> due = source.next(); !due.isEmpty(); due = source.next()) {
                write(channel, due, header.generation());
            }
            channel.force(true);
        }
        operations.move(fresh, file);
        operations.syncDirectory(folder);
    }

    /** It is open whether a record is in the journal. */
    static final class UndecidedException extends IOException {
        private static final long serialVersionUID = 1L;

        UndecidedException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
