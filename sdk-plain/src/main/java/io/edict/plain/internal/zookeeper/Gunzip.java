package io.edict.plain.internal.zookeeper;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks one member of RFC 1952, and nothing behind it. The JDK's own stream goes on to further members, and recurses
 * for each empty one, so that a hundred kilobytes of them overflow its stack.
 */
final class Gunzip {
    private static final int FIXED = 10;
    private static final int TRAILER = 8;
    private static final int MAGIC = 0x8b1f;
    private static final int DEFLATED = 8;
    private static final int CHECKED = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int BUFFER = 8192;

    private final byte[] packed;
    private int at;

    private Gunzip(byte[] packed) {
        this.packed = packed;
    }

    /** There is more in it than was said. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Unpacks.
     *
     * @param size how many bytes there may be; no more are made
     * @throws TooLongException if there are more
     * @throws IOException if the bytes are not of this form, or more follow
     */
    static byte[] unpack(byte[] packed, int size) throws IOException {
        Gunzip gunzip = new Gunzip(packed);
        gunzip.header();
        return gunzip.body(size);
    }

    private void header() throws IOException {
        at = FIXED;
        need(at);
        int flags = packed[3];
        if (twoBytes(0) != MAGIC || packed[2] != DEFLATED) {
            throw new IOException("No gzip");
        }
        if ((flags & EXTRA) != 0) {
            need(at + 2);
            at += 2 + twoBytes(at);
        }
        if ((flags & NAME) != 0) {
            text();
        }
        if ((flags & COMMENT) != 0) {
            text();
        }
        at += (flags & CHECKED) != 0 ? 2 : 0;
        need(at);
    }

    private void text() throws IOException {
        do {
            need(at + 1);
        } while (packed[at++] != 0);
    }

    private int twoBytes(int from) {
        return (packed[from] & 0xff) | ((packed[from + 1] & 0xff) << 8);
    }

    private void need(int end) throws IOException {
        if (end > packed.length) {
            throw new EOFException("Cut off");
        }
    }

    /** The checksum in the trailer is not looked at: whoever asks knows the content's SHA-256. */
    private byte[] body(int size) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed, at, packed.length - at);
            ByteArrayOutputStream plain = new ByteArrayOutputStream(Math.min(size, packed.length));
            byte[] buffer = new byte[BUFFER];
            while (!inflater.finished()) {
                int count = inflater.inflate(buffer);
                if (count > size - plain.size()) {
                    throw new TooLongException();
                }
                if (count == 0 && !inflater.finished()) {
                    throw new EOFException("Cut off, or made with a dictionary");
                }
                plain.write(buffer, 0, count);
            }
            if (inflater.getRemaining() != TRAILER) {
                throw new IOException("More or less than one member");
            }
            return plain.toByteArray();
        } catch (DataFormatException e) {
            throw new IOException("Damaged", e);
        } finally {
            inflater.end();
        }
    }
}
