package io.edict.plain.internal.content;

/**
 * A place in a text.
 *
 * @param line the line, from 1, or 0 if it is not known
 * @param column the column in characters, from 1, or 0 if it is not known
 */
record Place(int line, int column) {
    static final Place UNKNOWN = new Place(0, 0);

    /** Where a character stands. */
    static Place of(String text, int offset) {
        int line = 1;
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
            line++;
            start = end + 1;
        }
        return new Place(line, text.codePointCount(start, offset) + 1);
    }

    /** A line of which no more is known; any line below 1 stands for none. */
    static Place ofLine(int line) {
        return line < 1 ? UNKNOWN : new Place(line, 0);
    }

    /** Where a line's first character stands that is not blank; any line below 1 stands for no place. */
    static Place ofBeginning(String text, int line) {
        if (line < 1) {
            return UNKNOWN;
        }
        int start = lineStart(text, line);
        String rest = text.substring(start, lineStart(text, line + 1));
        return new Place(
                line, rest.codePointCount(0, rest.length() - rest.stripLeading().length()) + 1);
    }

    /** The end of the text: behind its last character that is not blank. */
    static Place ofEnd(String text) {
        return of(text, text.stripTrailing().length());
    }

    /** The offset of a line's first character, or the text's length if it has fewer lines. */
    static int lineStart(String text, int line) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return text.length();
            }
            start = end + 1;
        }
        return start;
    }

    /** Returns {@code  at line 5, column 12}, with a blank before it, or less where less is known. */
    String phrase() {
        if (line == 0) {
            return "";
        }
        return " at line " + line + (column == 0 ? "" : ", column " + column);
    }
}
