package io.edict.plain.internal.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.edict.DocumentId;
import io.edict.error.EdictException;
import io.edict.plain.internal.files.JournalRecord.Part;
import io.edict.plain.internal.files.JournalRecord.Published;
import io.edict.plain.internal.files.JournalRecord.Text;
import io.edict.plain.internal.files.JournalRecord.Written;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.HeaderCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a journal, which people can read:
 *
 * <pre>
 * edict-journal 1 [the store's id] [generation]
 * publish [bytes] [checksum, hexadecimal]
 * [publish id]
 * document shop/orders orders.conf
 * before orders.conf 120 1767268800000000000 (dev=fe00,ino=12)
 * {"edict":1,"document":"shop/orders","version":3,…}
 * [the content's bytes]
 * written [bytes] [checksum]
 * [publish id]
 * </pre>
 *
 * <p>A record counts if all its bytes are there and the checksum is right, so a publish of several documents is there
 * whole or not at all. The checksum is the CRC-32C of the journal's generation, the record's place and its bytes: a
 * document whose text is a piece of a journal is not taken for one, even while a record around it is not whole.
 */
final class JournalCodec {
    static final int LONGEST_FIRST_LINE = 256;
    static final int LONGEST_FRAME = 64;
    private static final String MAGIC = "edict-journal ";
    private static final int FORMAT = 1;
    private static final String PUBLISH = "publish";
    private static final String WRITTEN = "written";
    private static final String DOCUMENT = "document ";
    private static final String BEFORE = "before ";
    private static final Pattern FIRST = Pattern.compile(MAGIC + "([0-9]{1,9}) ([A-Za-z0-9-]{1,64}) ([0-9]{1,18})");
    private static final Pattern FRAME = Pattern.compile("(publish|written) ([0-9]{1,9}) ([0-9a-f]{8})");

    private JournalCodec() {}

    /**
     * A journal's first line.
     *
     * @param storeId the identity of the store
     * @param generation which journal of this store; each rewriting makes the next
     */
    record First(String storeId, long generation) {
        String toLine() {
            return MAGIC + FORMAT + " " + storeId + " " + generation + "\n";
        }
    }

    /** Reads a first line, without its end; null if it is none of this release. */
    static @Nullable First first(String line) {
        Matcher parts = FIRST.matcher(line);
        return parts.matches() && parts.group(1).equals(Integer.toString(FORMAT))
                ? new First(parts.group(2), Long.parseLong(parts.group(3)))
                : null;
    }

    /**
     * Where a record stands.
     *
     * @param generation in which journal
     * @param at at which byte
     */
    record Spot(long generation, long at) {}

    /** The bytes of a record, in pieces so that contents need not be copied. */
    static List<ByteBuffer> encode(JournalRecord record, Spot spot) {
        List<ByteBuffer> payload = new ArrayList<>();
        payload.add(line(record.publishId().toString()));
        if (record instanceof Published published) {
            published.parts().forEach(part -> add(payload, part));
        }
        return framed(record instanceof Published ? PUBLISH : WRITTEN, payload, spot);
    }

    private static void add(List<ByteBuffer> payload, Part part) {
        StringBuilder lines = new StringBuilder(DOCUMENT)
                .append(part.header().info().id())
                .append(' ')
                .append(part.file())
                .append('\n');
        part.before().forEach(file -> lines.append(BEFORE).append(file.toLine()).append('\n'));
        payload.add(line(lines + HeaderCodec.encode(part.header())));
        payload.add(content(part).buffer());
        payload.add(line(""));
    }

    private static Content content(Part part) {
        if (part.text() instanceof Text.Held held) {
            return held.content();
        }
        throw new IllegalStateException("Only content in memory is written");
    }

    private static ByteBuffer line(String text) {
        return ByteBuffer.wrap((text + "\n").getBytes(UTF_8));
    }

    private static List<ByteBuffer> framed(String kind, List<ByteBuffer> payload, Spot spot) {
        CRC32C crc = begun(spot);
        long size = 0;
        for (ByteBuffer piece : payload) {
            size += piece.remaining();
            crc.update(piece.duplicate());
        }
        List<ByteBuffer> framed = new ArrayList<>();
        framed.add(line(kind + " " + size + " " + hex(crc)));
        framed.addAll(payload);
        return framed;
    }

    private static CRC32C begun(Spot spot) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(spot.generation())
                .putLong(spot.at())
                .flip());
        return crc;
    }

    private static String hex(CRC32C crc) {
        return String.format("%08x", crc.getValue());
    }

    /**
     * What a record's first line says of the bytes behind it.
     *
     * @param kind the kind of record
     * @param length the line's bytes, with its end
     * @param size how many bytes come behind it
     * @param crc their checksum
     */
    record Frame(String kind, int length, int size, String crc) {}

    /** Reads the line that a record begins with; null if none begins here. */
    static @Nullable Frame frame(byte[] start) {
        int lineEnd = lineEnd(start, 0, Math.min(start.length, LONGEST_FRAME));
        Matcher frame = FRAME.matcher(lineEnd < 0 ? "" : new String(start, 0, lineEnd, US_ASCII));
        return frame.matches()
                ? new Frame(frame.group(1), lineEnd + 1, Integer.parseInt(frame.group(2)), frame.group(3))
                : null;
    }

    /**
     * Reads a record; null if it is not whole, or of another release.
     *
     * @param bytes what came behind the frame
     * @param spot where the frame stands
     */
    static @Nullable JournalRecord decode(Frame frame, byte[] bytes, Spot spot) {
        CRC32C crc = begun(spot);
        crc.update(bytes);
        Spot behind = new Spot(spot.generation(), spot.at() + frame.length());
        return bytes.length == frame.size() && hex(crc).equals(frame.crc())
                ? new Reader(bytes, behind).record(frame.kind())
                : null;
    }

    /** Whether a record may begin at a place, so that it is worth a closer look. */
    static boolean mayBegin(byte[] bytes, int at) {
        return begins(bytes, at, PUBLISH) || begins(bytes, at, WRITTEN);
    }

    /** What lies beyond the array may be anything. */
    private static boolean begins(byte[] bytes, int at, String word) {
        int length = Math.min(word.length(), bytes.length - at);
        return word.startsWith(new String(bytes, at, Math.max(0, length), US_ASCII));
    }

    private static int lineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Reads what is in a frame; its checksum was right, so what cannot be read comes from another release. */
    private static final class Reader {
        private final byte[] bytes;
        private final Spot spot;
        private int at;

        private Reader(byte[] bytes, Spot spot) {
            this.bytes = bytes;
            this.spot = spot;
        }

        private @Nullable JournalRecord record(String kind) {
            try {
                UUID publishId = UUID.fromString(nextLine());
                if (kind.equals(WRITTEN)) {
                    return new Written(publishId);
                }
                List<Part> parts = new ArrayList<>();
                while (at < bytes.length) {
                    parts.add(part());
                }
                return new Published(publishId, parts);
            } catch (IllegalArgumentException | EdictException e) {
                return null;
            }
        }

        private Part part() {
            String[] document = nextLine().split(" ", -1);
            if (document.length != 3 || !(document[0] + " ").equals(DOCUMENT)) {
                throw new IllegalArgumentException("Not a document's line");
            }
            DocumentId id = DocumentId.of(document[1]);
            List<WorkingFile> before = new ArrayList<>();
            String line = nextLine();
            for (; line.startsWith(BEFORE); line = nextLine()) {
                before.add(WorkingFile.ofLine(line.substring(BEFORE.length())));
            }
            Header header = HeaderCodec.decode(id, line, "the journal");
            int size = (int) header.info().size();
            if (size != header.info().size() || size > bytes.length - at - 1) {
                throw new IllegalArgumentException("Content longer than its record");
            }
            Text text = new Text.Place(spot.generation(), spot.at() + at, size);
            at += size + 1;
            return new Part(header, document[2], before, text);
        }

        private String nextLine() {
            int lineEnd = lineEnd(bytes, at, bytes.length);
            if (lineEnd < 0) {
                throw new IllegalArgumentException("A line without an end");
            }
            String line = new String(bytes, at, lineEnd - at, UTF_8);
            at = lineEnd + 1;
            return line;
        }
    }
}
