package io.edict.plain.internal.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.edict.DocumentId;
import io.edict.VersionInfo.Kind;
import io.edict.plain.fuzz.Mutation;
import io.edict.plain.fuzz.Target;
import io.edict.plain.internal.files.JournalCodec.Frame;
import io.edict.plain.internal.files.JournalCodec.Spot;
import io.edict.plain.internal.files.JournalRecord.Part;
import io.edict.plain.internal.files.JournalRecord.Published;
import io.edict.plain.internal.files.JournalRecord.Text;
import io.edict.plain.internal.store.Changes;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Header.Layout;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32C;

/** Bytes that may be a record of the journal; in half of them the checksum fits the damage. */
public final class JournalTarget implements Target {
    private static final Spot SPOT = new Spot(1, 100);

    @Override
    public Attempt next(Random random) {
        byte[] record = record(random);
        if (random.nextBoolean()) {
            byte[] payload = Arrays.copyOfRange(record, lineEnd(record) + 1, record.length);
            byte[] damaged = Mutation.of(new String(payload, UTF_8), random).getBytes(UTF_8);
            record = framed(damaged);
        } else {
            record = Mutation.of(record, random);
        }
        byte[] bytes = record;
        return new Attempt(new String(bytes, ISO_8859_1), () -> tried(bytes));
    }

    private static byte[] record(Random random) {
        DocumentId id = DocumentId.of("shop/orders");
        Content content = Content.ofText("a = \"" + "x".repeat(random.nextInt(300)) + "\"\npublish 5 0a0b0c0d\n");
        Header header = new Header("store", Changes.info(id, 3, Kind.CONTENT, content), Layout.PLAIN);
        Part part = new Part(header, "orders.conf", List.of(), new Text.Held(content));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer piece : JournalCodec.encode(new Published(new UUID(1, 2), List.of(part)), SPOT)) {
            byte[] copied = new byte[piece.remaining()];
            piece.get(copied);
            bytes.writeBytes(copied);
        }
        return bytes.toByteArray();
    }

    private static byte[] framed(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(1).putLong(100).flip());
        crc.update(payload);
        byte[] line =
                "publish %d %08x%n".formatted(payload.length, crc.getValue()).getBytes(UTF_8);
        byte[] record = Arrays.copyOf(line, line.length + payload.length);
        System.arraycopy(payload, 0, record, line.length, payload.length);
        return record;
    }

    private static int lineEnd(byte[] bytes) {
        int at = 0;
        while (bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean tried(byte[] bytes) {
        Frame frame = JournalCodec.frame(bytes);
        if (frame == null) {
            return false;
        }
        JournalRecord record =
                JournalCodec.decode(frame, Arrays.copyOfRange(bytes, frame.length(), bytes.length), SPOT);
        if (record instanceof Published published) {
            for (Part part : published.parts()) {
                Text.Place text = (Text.Place) part.text();
                if (text.at() < SPOT.at() || text.at() + text.size() > SPOT.at() + bytes.length) {
                    throw new AssertionError("has content outside of itself");
                }
            }
        }
        return record != null;
    }
}
