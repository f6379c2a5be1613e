package io.edict.plain.internal.store;

import io.edict.VersionInfo;
import org.jspecify.annotations.Nullable;

/**
 * The readable first line of a head, of a history node and of a local copy: the version's record, and how its content is
 * laid down.
 *
 * @param storeId the identity of the store that issued the version
 * @param info the version's record
 * @param layout how the content is laid down behind the line
 */
public record Header(String storeId, VersionInfo info, Layout layout) {

    /**
     * How content is laid down.
     *
     * @param encoding how the bytes behind the header, or in the chunks, stand for the content
     * @param chunks where they are if not behind the header, or null
     * @param oldestKept the oldest version that history keeps, so that pruning needs no listing
     * @param usesChunks whether this or any kept version has chunks, so that documents without any cost no look
     */
    public record Layout(Encoding encoding, @Nullable Chunks chunks, long oldestKept, boolean usesChunks) {
        /** Plain bytes behind the header, as a local copy has them. */
        public static final Layout PLAIN = new Layout(Encoding.PLAIN, null, 1, false);
    }

    /** How bytes stand for content. */
    public enum Encoding {
        /** As they are. */
        PLAIN,
        /** Compressed, RFC 1952. */
        GZIP
    }

    /**
     * Encoded content too big to stand behind the header.
     *
     * @param sha256 the SHA-256 of the encoded bytes, which names the chunks
     * @param count how many chunks there are
     * @param size the number of encoded bytes
     */
    public record Chunks(String sha256, int count, long size) {}
}
