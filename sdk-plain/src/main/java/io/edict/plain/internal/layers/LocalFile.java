package io.edict.plain.internal.layers;

import io.edict.Layer;
import io.edict.error.InvalidDocumentException;
import io.edict.error.SecretException;
import io.edict.plain.internal.content.DocumentParser;
import io.edict.plain.internal.content.Parsed;
import io.edict.plain.internal.content.TextSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A local file that is looked at again and again. Owned by the thread that looks, which the disk may block; nothing else
 * waits for it.
 *
 * <p>A file whose size, time and key are as they were is not read again, unless it was written so shortly before the last
 * look that another write might show the same time. A file that changes while it is read is left for the next look.
 */
public final class LocalFile {
    /** The coarsest time stamp that a file system is expected to have. */
    private static final Duration STAMP_GRAIN = Duration.ofSeconds(2);

    private final Layer.OfFile layer;
    private final int maxBytes;
    private final InstantSource clock;

    private @Nullable Stamp stamp;
    /** A digest of the content, or a word for what keeps it from being read. */
    private byte @Nullable [] seen;

    /**
     * A file.
     *
     * @param layer the layer that it is
     * @param maxBytes how long it may be
     * @param clock tells the time as the file system does
     */
    public LocalFile(Layer.OfFile layer, int maxBytes, InstantSource clock) {
        this.layer = layer;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /** What a look at the file found. */
    public sealed interface Look {
        /** Nothing new since the last look. */
        record Unchanged() implements Look {}

        /** There is no file. */
        record Missing() implements Look {}

        /**
         * A new text.
         *
         * @param parsed the text
         */
        record Text(Parsed parsed) implements Look {}

        /**
         * A new state that is no good.
         *
         * @param reason why, in words that name the file and quote nothing of it
         */
        record Refused(String reason) implements Look {}
    }

    private record Stamp(long size, long millis, @Nullable Object key) {}

    /**
     * Looks at the file.
     *
     * @return what is new since the last look
     */
    public Look look() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(layer.path(), BasicFileAttributes.class);
            Stamp now = stamp(attributes);
            if (now.equals(stamp)) {
                return new Look.Unchanged();
            }
            return attributes.isRegularFile() ? read(now) : refused("is no regular file; put a file there");
        } catch (NoSuchFileException e) {
            stamp = null;
            return isNew("missing") ? new Look.Missing() : new Look.Unchanged();
        } catch (IOException e) {
            return refused(
                    "cannot be read (" + e.getClass().getSimpleName() + "); see to its permissions and its disk");
        }
    }

    private Look read(Stamp before) throws IOException {
        long started = clock.millis();
        byte[] content = before.size() > maxBytes ? new byte[0] : content();
        if (before.size() > maxBytes || content.length > maxBytes) {
            return refused("is longer than the limit of " + maxBytes + " bytes; shorten it");
        }
        if (!stamp(Files.readAttributes(layer.path(), BasicFileAttributes.class))
                .equals(before)) {
            return new Look.Unchanged();
        }
        stamp = before.millis() + STAMP_GRAIN.toMillis() < started ? before : null;
        return isNew(digest(content)) ? parsed(content) : new Look.Unchanged();
    }

    private byte[] content() throws IOException {
        try (InputStream in = Files.newInputStream(layer.path())) {
            return in.readNBytes(maxBytes + 1);
        }
    }

    private Look parsed(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return new Look.Text(DocumentParser.read(TextSource.file(layer.path(), layer.format()), text));
        } catch (CharacterCodingException e) {
            return new Look.Refused(layer + " is not valid UTF-8; save it as UTF-8");
        } catch (InvalidDocumentException | SecretException e) {
            return new Look.Refused(e.getMessage());
        }
    }

    private Look refused(String why) {
        return isNew(why) ? new Look.Refused(layer + " " + why) : new Look.Unchanged();
    }

    private boolean isNew(String state) {
        return isNew(state.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isNew(byte[] state) {
        boolean different = !Arrays.equals(state, seen);
        seen = state;
        return different;
    }

    private static Stamp stamp(BasicFileAttributes attributes) {
        return new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey());
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the file's name. */
    @Override
    public String toString() {
        return "LocalFile[" + layer + "]";
    }
}
