package io.edict;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one version of a document, without its text.
 *
 * @param id the document
 * @param version the version
 * @param kind whether this version has content or deletes the document
 * @param format the format of the text
 * @param size the size of the text in UTF-8 bytes, 0 for a deletion
 * @param sha256 the SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal
 * @param origin who published it, when and why
 * @param publishId the id of the publish that made this version, unique for each publish
 * @param together all documents published in the same transaction, this one among them, each with the number it got
 * @param signature the publisher's signature, or null if the version is unsigned; whether it is worth anything is told by
 *     {@link ConfigPublisher#audit}
 */
public record VersionInfo(
        DocumentId id,
        Version version,
        Kind kind,
        Format format,
        long size,
        String sha256,
        Origin origin,
        UUID publishId,
        List<Member> together,
        @Nullable Signature signature) {

    /**
     * Copies the list.
     *
     * @param id the document
     * @param version the version
     * @param kind whether this version has content or deletes the document
     * @param format the format of the text
     * @param size the size of the text in UTF-8 bytes, 0 for a deletion
     * @param sha256 the SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal
     * @param origin who published it, when and why
     * @param publishId the id of the publish that made this version, unique for each publish
     * @param together all documents published in the same transaction, this one among them, each with the number it got
     * @param signature the publisher's signature, or null
     */
    public VersionInfo {
        together = List.copyOf(together);
    }

    /**
     * An unsigned version.
     *
     * @param id the document
     * @param version the version
     * @param kind whether this version has content or deletes the document
     * @param format the format of the text
     * @param size the size of the text in UTF-8 bytes, 0 for a deletion
     * @param sha256 the SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal
     * @param origin who published it, when and why
     * @param publishId the id of the publish that made this version, unique for each publish
     * @param together all documents published in the same transaction, this one among them, each with the number it got
     */
    public VersionInfo(
            DocumentId id,
            Version version,
            Kind kind,
            Format format,
            long size,
            String sha256,
            Origin origin,
            UUID publishId,
            List<Member> together) {
        this(id, version, kind, format, size, sha256, origin, publishId, together, null);
    }

    /**
     * The same version with a signature.
     *
     * @param made the signature
     * @return the signed copy
     */
    public VersionInfo signed(Signature made) {
        return new VersionInfo(id, version, kind, format, size, sha256, origin, publishId, together, made);
    }

    /**
     * Tells whether this version deletes the document.
     *
     * @return whether it is a deletion
     */
    public boolean isDeletion() {
        return kind == Kind.DELETION;
    }

    /** What a version does to its document. */
    public enum Kind {
        /** The version has text. */
        CONTENT,
        /** The version deletes the document; a later version may bring it back. */
        DELETION
    }

    /**
     * Who published a version, when, why and from where, as the publisher stated it. All of it is self-declared: a
     * signature proves that the holder of a key stated it, not that it is true.
     *
     * @param author who published
     * @param time when, by the publisher's clock, in milliseconds; for people, never for ordering
     * @param message why, possibly empty
     * @param sender from where, or {@link Sender#UNKNOWN}
     * @param repeats the number of the older version whose text a rollback published again, or 0 if it is none
     */
    public record Origin(String author, Instant time, String message, Sender sender, long repeats) {
        /**
         * An origin without a place, of what is no rollback.
         *
         * @param author who published
         * @param time when, by the publisher's clock, in milliseconds; for people, never for ordering
         * @param message why, possibly empty
         */
        public Origin(String author, Instant time, String message) {
            this(author, time, message, Sender.UNKNOWN, 0);
        }
    }

    /**
     * The process that published a version, as it stated it.
     *
     * @param user the operating system's user, possibly empty
     * @param host the machine's name, possibly empty
     * @param process the process id, or 0
     * @param program the program, possibly empty
     * @param release the release of Edict, possibly empty
     */
    public record Sender(String user, String host, long process, String program, String release) {
        /** Nothing was stated: a file edited in place, say. */
        public static final Sender UNKNOWN = new Sender("", "", 0, "", "");
    }

    /**
     * A publisher's signature over everything that this record says, and the store that it was published to.
     *
     * @param key the id of the key: the first 16 hexadecimal digits of the SHA-256 of the public key
     * @param value the signature, Ed25519, in Base64
     */
    public record Signature(String key, String value) {}

    /**
     * One document of a transaction.
     *
     * @param id the document
     * @param number the number of the version that the transaction made of it
     */
    public record Member(DocumentId id, long number) {}
}
