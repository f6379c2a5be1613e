package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.CorruptContentException;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.HeaderCodec;
import io.edict.plain.internal.store.StoredVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of heads and history nodes: a header line, then the content's bytes unless they are in chunks. Checks
 * everything that it reads against the header, and never makes more of it than the header's size and the limit allow.
 */
final class HeadCodec {
    private static final int PACKING_BUFFER = 8 * 1024;
    /** Setting the level costs a little, which less than this does not win back. */
    private static final int QUICK_FROM = 4 * 1024;

    private final String place;
    private final ContentLimit limit;

    HeadCodec(String servers, long maxContent) {
        this.place = "the store at " + servers;
        this.limit = new ContentLimit(maxContent);
    }

    /** Joins a header and the bytes behind it. */
    static byte[] encode(Header header, byte[] body) {
        byte[] line = (HeaderCodec.encode(header) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] node = Arrays.copyOf(line, line.length + body.length);
        System.arraycopy(body, 0, node, line.length, body.length);
        return node;
    }

    /** Reads the header of content that is to be read too, and refuses content above the limit. */
    Head readable(DocumentId id, Node node) {
        Head head = decode(id, node);
        limit.check(head.info(), place);
        return head;
    }

    /** Reads the header alone, whatever the content's size. */
    Head decode(DocumentId id, Node node) {
        byte[] data = node.data();
        int end = 0;
        while (end < data.length && end <= HeaderCodec.MAX_LINE && data[end] != '\n') {
            end++;
        }
        if (end == data.length || end > HeaderCodec.MAX_LINE) {
            throw new CorruptContentException(
                    id + " at " + place + " does not begin with an Edict header; publish the document again",
                    id,
                    null,
                    null);
        }
        Header header = HeaderCodec.decode(id, new String(data, 0, end, StandardCharsets.UTF_8), place);
        return new Head(header, node, end + 1);
    }

    /** Verifies and unpacks content that stands behind the header. */
    StoredVersion inline(Head head) {
        byte[] data = head.node().data();
        return verified(head.header(), Arrays.copyOfRange(data, head.bodyAt(), data.length));
    }

    /** Verifies and unpacks encoded content. */
    StoredVersion verified(Header header, byte[] encoded) {
        byte[] plain = switch (header.layout().encoding()) {
            case PLAIN -> encoded;
            case GZIP -> unpack(header.info(), encoded);
        };
        return verifiedPlain(header, plain);
    }

    /** Verifies content. */
    StoredVersion verifiedPlain(Header header, byte[] plain) {
        Content content = Content.ofOwned(plain);
        if (content.size() != header.info().size()) {
            throw corrupt(
                    header.info(),
                    "is truncated or lengthened: " + content.size() + " bytes where its header says "
                            + header.info().size() + "; publish the document again",
                    null);
        }
        if (!content.sha256().equals(header.info().sha256())) {
            throw corrupt(
                    header.info(),
                    "does not match its checksum: it was damaged, or edited by hand; publish the" + " document again",
                    null);
        }
        return new StoredVersion(header.storeId(), header.info(), content);
    }

    /** A fault in what the store holds of a version. */
    CorruptContentException corrupt(VersionInfo info, String what, @Nullable Throwable cause) {
        return new CorruptContentException(
                info.id() + " version " + info.version() + " at " + place + " " + what,
                info.id(),
                info.version(),
                cause);
    }

    /**
     * Compresses, from 4 KiB on in the quickest of zlib's ways: the publisher waits for it, and 64 KiB of configuration take
     * 0.07 to 0.3 ms in place of 0.5 to 0.95 and become 3 to 11 % longer. The result may be longer than what was given.
     */
    static byte[] pack(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(Math.max(64, plain.length / 4));
        try (GZIPOutputStream gzip = plain.length < QUICK_FROM ? new GZIPOutputStream(packed) : new QuickGzip(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written", e);
        }
        return packed.toByteArray();
    }

    /** The JDK's stream takes no level but from its heirs. */
    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(OutputStream out) throws IOException {
            super(out, PACKING_BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private byte[] unpack(VersionInfo info, byte[] packed) {
        limit.check(info, place);
        try {
            return Gunzip.unpack(packed, (int) Math.min(Integer.MAX_VALUE - 8, info.size()));
        } catch (Gunzip.TooLongException e) {
            throw corrupt(info, "unpacks to more than its header says; publish the document again", e);
        } catch (IOException e) {
            throw corrupt(info, "cannot be unpacked: it was damaged; publish the document again", e);
        }
    }
}
