package io.edict.plain.internal.content;

/** Says what keeps a text from parsing, in words that quote nothing of it. Without a stack trace: it is an answer. */
final class FlawException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The line, from 1, or 0 if it is not known. */
    private final int line;

    /** The column, from 1, or 0 if it is not known. */
    private final int column;

    FlawException(String what, Place place) {
        super(what, null, false, false);
        this.line = place.line();
        this.column = place.column();
    }

    Place place() {
        return new Place(line, column);
    }
}
