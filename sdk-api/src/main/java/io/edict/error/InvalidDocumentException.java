package io.edict.error;

import io.edict.DocumentId;
import io.edict.Version;
import org.jspecify.annotations.Nullable;

/**
 * The text does not parse in its format. The message gives the place and what the parser expected there, but never quotes
 * the text.
 */
public final class InvalidDocumentException extends EdictException {
    private static final long serialVersionUID = 1L;

    /** The line, from 1. */
    private final int line;

    /** The column, from 1. */
    private final int column;

    /**
     * Makes the error.
     *
     * @param message what happened, where, and what to do about it
     * @param document the document concerned, or null if the text is a local one
     * @param version the version concerned, if it is known
     * @param line the line, from 1, or 0 if it is not known
     * @param column the column, from 1, or 0 if it is not known
     */
    public InvalidDocumentException(
            String message, @Nullable DocumentId document, @Nullable Version version, int line, int column) {
        super(message, document, version, null);
        this.line = line;
        this.column = column;
    }

    /**
     * Where in the text.
     *
     * @return the line, from 1, or 0 if it is not known
     */
    public int line() {
        return line;
    }

    /**
     * Where in the line.
     *
     * @return the column, from 1, or 0 if it is not known
     */
    public int column() {
        return column;
    }
}
