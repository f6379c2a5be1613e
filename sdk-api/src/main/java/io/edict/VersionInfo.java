package io.edict;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

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
        List<Member> together) {

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
     * @param together all documents published in the same transaction, this one among them, each with the number it got, each with the number it got
     */
    public VersionInfo {
        together = List.copyOf(together);
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
     * Who published a version, when and why, as the publisher stated it.
     *
     * @param author who published
     * @param time when, by the publisher's clock, in milliseconds; for people, never for ordering
     * @param message why, possibly empty
     */
    public record Origin(String author, Instant time, String message) {}

    /**
     * One document of a transaction.
     *
     * @param id the document
     * @param number the number of the version that the transaction made of it
     */
    public record Member(DocumentId id, long number) {}
}
