package io.edict;

import io.edict.error.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * What to publish for one document: new text, an older version's text, or a deletion. Immutable; each method returns a
 * changed copy.
 *
 * <p>Unless an expectation is set, the publish is unconditional: it follows whatever version is current, and
 * {@link PublishResult#replaced()} tells which one that was.
 */
public final class Publication {
    private final DocumentId id;
    private final What what;
    private final Expectation expectation;
    private final Options options;

    private Publication(DocumentId id, What what, Expectation expectation, Options options) {
        this.id = id;
        this.what = what;
        this.expectation = expectation;
        this.options = options;
    }

    /**
     * New text for a document.
     *
     * @param id the document, {@code namespace/name}
     * @param format the text's format
     * @param text the text
     * @return the publication
     * @throws InvalidRequestException if the id is not one
     */
    public static Publication of(String id, Format format, String text) {
        return of(DocumentId.of(id), format, text);
    }

    /**
     * New text for a document.
     *
     * @param id the document
     * @param format the text's format
     * @param text the text
     * @return the publication
     */
    public static Publication of(DocumentId id, Format format, String text) {
        return new Publication(id, new What.Text(format, text), Expectation.NONE, Options.DEFAULTS);
    }

    /**
     * The text of an older version, again, as a new version.
     *
     * @param id the document
     * @param number the version whose text to publish again
     * @return the publication
     * @throws InvalidRequestException if the number is below 1
     */
    public static Publication rollback(DocumentId id, long number) {
        if (number < 1) {
            throw new InvalidRequestException(
                    "Cannot roll back " + id + " to version " + number + ": versions begin with 1");
        }
        return new Publication(id, new What.Rollback(number), Expectation.NONE, Options.DEFAULTS);
    }

    /**
     * A deletion, as a new version. History stays.
     *
     * @param id the document
     * @return the publication
     */
    public static Publication deletion(DocumentId id) {
        return new Publication(id, new What.Deletion(), Expectation.NONE, Options.DEFAULTS);
    }

    /**
     * Publishes only if this version is current (compare and set).
     *
     * @param number the number of the version that must be current
     * @return the changed copy
     * @throws InvalidRequestException if the number is below 1
     */
    public Publication ifVersion(long number) {
        if (number < 1) {
            throw new InvalidRequestException("Expected version " + number + " of " + id
                    + " cannot be: versions begin with 1; use ifAbsent() for a document that must not exist");
        }
        return new Publication(id, what, new Expectation.CurrentIs(number), options);
    }

    /**
     * Publishes only if there is no such document (create only). A deleted document counts as absent; its versions go on
     * from the deletion.
     *
     * @return the changed copy
     */
    public Publication ifAbsent() {
        return new Publication(id, what, new Expectation.Absent(), options);
    }

    /**
     * Names the author. Without this the client's default stands, usually the name of the operating system's user.
     *
     * @param author who publishes
     * @return the changed copy
     */
    public Publication by(String author) {
        return new Publication(
                id, what, expectation, new Options(author, options.message, options.keep, options.check));
    }

    /**
     * Says why.
     *
     * @param message a line for people
     * @return the changed copy
     */
    public Publication because(String message) {
        return new Publication(
                id, what, expectation, new Options(options.author, message, options.keep, options.check));
    }

    /**
     * Sets how many versions history keeps, this one included. Without this the client's default stands, 100.
     *
     * @param versions at least 1
     * @return the changed copy
     * @throws InvalidRequestException if the number is below 1
     */
    public Publication keeping(int versions) {
        if (versions < 1) {
            throw new InvalidRequestException(
                    "Cannot keep " + versions + " versions of " + id + ": history holds at least the current one, 1");
        }
        return new Publication(
                id, what, expectation, new Options(options.author, options.message, versions, options.check));
    }

    /**
     * Publishes the text even if it does not parse. Clients then refuse the version.
     *
     * @return the changed copy
     */
    public Publication unchecked() {
        return new Publication(
                id, what, expectation, new Options(options.author, options.message, options.keep, false));
    }

    /**
     * The document.
     *
     * @return its id
     */
    public DocumentId id() {
        return id;
    }

    /**
     * What is published.
     *
     * @return text, rollback or deletion
     */
    public What what() {
        return what;
    }

    /**
     * What must hold for the publish to take place.
     *
     * @return the expectation
     */
    public Expectation expectation() {
        return expectation;
    }

    /**
     * Author, message, retention and checking.
     *
     * @return the options
     */
    public Options options() {
        return options;
    }

    /** Returns the document and what is done to it; never text. */
    @Override
    public String toString() {
        return "Publication[" + id + ", " + what + ", " + expectation + "]";
    }

    /** What a publication brings. */
    public sealed interface What {
        /**
         * New text.
         *
         * @param format its format
         * @param text the text
         */
        record Text(Format format, String text) implements What {
            @Override
            public String toString() {
                return "text of " + text.length() + " characters";
            }
        }

        /**
         * The text of an older version.
         *
         * @param number the older version
         */
        record Rollback(long number) implements What {}

        /** A deletion. */
        record Deletion() implements What {}
    }

    /** What must hold for a publish to take place. */
    public sealed interface Expectation {
        /** No condition. */
        Expectation NONE = new Unconditional();

        /** No condition. */
        record Unconditional() implements Expectation {}

        /**
         * A version must be current.
         *
         * @param number its number
         */
        record CurrentIs(long number) implements Expectation {}

        /** The document must not exist, or be deleted. */
        record Absent() implements Expectation {}
    }

    /**
     * The details of a publication.
     *
     * @param author who publishes, or null for the client's default
     * @param message why, possibly empty
     * @param keep how many versions history keeps, or 0 for the client's default
     * @param check whether the text must parse
     */
    public record Options(@Nullable String author, String message, int keep, boolean check) {
        private static final Options DEFAULTS = new Options(null, "", 0, true);
    }
}
