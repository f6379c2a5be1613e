package io.edict.plain.internal.content;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The outline of HOCON or JSON text up to some place: its strings, comments and brackets, and the number of elements in
 * its keys, and no more grammar than that.
 *
 * <p>It serves two ends. Text that nests too deeply is found before the parser recurses into it. And what is open at the
 * place is known, so that a text cut off there can be closed and parsed.
 */
final class Outline {
    /** The most levels that values may nest; a key of three elements counts for three. */
    static final int MAX_DEPTH = 100;

    private static final String INCLUDE = "include";

    private final String text;
    private final int end;
    private final boolean comments;
    private final Effort effort = new Effort();
    private final Deque<Bracket> open = new ArrayDeque<>();

    private int at;
    private int depth;
    private int dots;
    private boolean inValue;
    private boolean afterLine;
    private boolean inString;
    private boolean fieldBegins = true;
    private int tokenStart;
    private int keyStart;
    private int keyEnd;
    private int includeAt = -1;
    private int tooDeepAt = -1;

    private Outline(String text, int end, boolean comments) {
        this.text = text;
        this.end = end;
        this.comments = comments;
    }

    /**
     * Reads a text up to a place, or up to where it nests too deeply; {@link #check} tells of that.
     *
     * @param text the text
     * @param end the place, as an offset
     * @param comments whether the language has comments
     */
    static Outline of(String text, int end, boolean comments) {
        Outline outline = new Outline(text, end, comments);
        while (outline.at < end && outline.tooDeepAt < 0) {
            outline.step(text.charAt(outline.at));
        }
        return outline;
    }

    /**
     * Finds out whether a text may be given to the parser: it nests too deeply, or the parser would take too long.
     *
     * @param comments whether the language is HOCON; with the grammar of JSON, nothing takes long
     * @throws FlawException if it may not
     */
    static void check(String text, boolean comments) throws FlawException {
        Outline outline = new Outline(text, text.length(), comments);
        while (outline.at < text.length()) {
            int at = outline.at;
            outline.step(text.charAt(at));
            if (outline.tooDeepAt >= 0) {
                throw new FlawException(
                        "more than " + MAX_DEPTH + " levels of nesting", Place.of(text, outline.tooDeepAt));
            }
            String flaw = comments ? outline.effort.flaw() : null;
            if (flaw != null) {
                throw new FlawException(flaw, Place.of(text, at));
            }
        }
    }

    /** Where the first include stands, or -1. */
    int includeAt() {
        return includeAt;
    }

    /** Whether the text breaks off within a string. */
    boolean inString() {
        return inString;
    }

    /** Where the last word, string or sign begins. */
    int tokenStart() {
        return tokenStart;
    }

    /**
     * What closes the brackets that are open; nothing closes a string. It begins with a new line, which ends a comment, and
     * so that a flaw in it is told from one in the text before.
     */
    String closers() {
        StringBuilder closers = new StringBuilder(inString ? "" : "\n");
        open.forEach(bracket -> closers.append(bracket.closer()));
        return closers.toString();
    }

    private void step(char c) {
        if (c == '"') {
            string();
        } else if (comments && (c == '#' || text.startsWith("//", at))) {
            comment();
        } else if (c == '{' || c == '[') {
            open(c);
        } else if (c == '}' || c == ']') {
            close();
        } else if (c == ':' || c == '=' || c == ',') {
            separator(c);
        } else {
            other(c);
        }
        at++;
    }

    private void string() {
        fieldAfterLine();
        beginKey();
        tokenStart = at;
        piece();
        String quote = text.startsWith("\"\"\"", at) ? "\"\"\"" : "\"";
        at += quote.length();
        while (at < end && !text.startsWith(quote, at)) {
            at += text.charAt(at) == '\\' && quote.length() == 1 ? 2 : 1;
        }
        inString = at >= end || at + quote.length() > end;
        at += quote.length() - 1;
        while (quote.length() == 3 && at + 1 < end && text.charAt(at + 1) == '"') {
            at++;
        }
    }

    private void comment() {
        int line = text.indexOf('\n', at);
        at = (line < 0 || line > end ? end : line) - 1;
    }

    private void open(char c) {
        boolean substitution = at > 0 && text.charAt(at - 1) == '$';
        tokenStart = at;
        effort(c, substitution);
        Bracket around = open.peek();
        open.push(new Bracket(c == '{' ? '}' : ']', depth, substitution));
        depth += substitution && (around == null || !around.substitution()) ? 0 : 1 + dots;
        checkDepth(0);
        dots = 0;
        inValue = c == '[';
        fieldBegins = c == '{' && !substitution;
        afterLine = false;
    }

    private void effort(char c, boolean substitution) {
        if (substitution) {
            effort.substitution();
        } else if (c == '{' && !inValue && !fieldBegins) {
            endKey();
        }
        piece();
        effort.open(at);
    }

    private void close() {
        tokenStart = at;
        Bracket bracket = open.poll();
        if (bracket == null) {
            return;
        }
        effort.close();
        depth = bracket.depth();
        dots = 0;
        inValue = true;
        afterLine = false;
    }

    private void separator(char c) {
        tokenStart = at;
        if (c == ',') {
            newField();
        } else {
            if (!inValue) {
                endKey();
            }
            if (at > 0 && text.charAt(at - 1) == '+') {
                effort.substitution();
            }
            inValue = true;
            effort.value(at);
        }
        afterLine = false;
    }

    private void other(char c) {
        if (c == '\n') {
            afterLine = true;
        } else if (!blank(c)) {
            fieldAfterLine();
            boolean begins = at == 0 || !wordCharacter(c) || !wordCharacter(text.charAt(at - 1));
            if (begins) {
                tokenStart = at;
            }
            if (begins || keyword(c)) {
                piece();
            }
            include();
            dot(c);
        }
    }

    private void dot(char c) {
        if (c == '.' && !inValue) {
            keyEnd = dots == 0 ? at : keyEnd;
            dots++;
            Bracket around = open.peek();
            checkDepth(around != null && around.substitution() ? dots + 1 - depth : dots);
        }
    }

    /** Words that are tokens of their own wherever they begin. */
    private boolean keyword(char c) {
        return (c == 't' && text.startsWith("true", at))
                || (c == 'f' && text.startsWith("false", at))
                || (c == 'n' && text.startsWith("null", at));
    }

    private void include() {
        int behind = at + INCLUDE.length();
        boolean word = behind >= text.length() || !wordCharacter(text.charAt(behind));
        if (fieldBegins && includeAt < 0 && word && text.startsWith(INCLUDE, at)) {
            includeAt = at;
        }
        beginKey();
    }

    private void beginKey() {
        keyStart = fieldBegins ? at : keyStart;
        fieldBegins = false;
    }

    /** Only what stands before the first dot counts: typesafe-config merges there, and then within. */
    private void endKey() {
        if (!comments) {
            return;
        }
        int last = dots == 0 ? at : keyEnd;
        while (last > keyStart && (blank(text.charAt(last - 1)) || text.charAt(last - 1) == '+')) {
            last--;
        }
        effort.key(text.substring(Math.min(keyStart, last), last));
    }

    private void piece() {
        if (inValue) {
            effort.piece(at);
        }
    }

    /** A line's end separates fields, but a bracket or a separator may still follow a key on the next line. */
    private void fieldAfterLine() {
        if (afterLine) {
            newField();
            afterLine = false;
        }
    }

    private void newField() {
        effort.value(at);
        dots = 0;
        Bracket around = open.peek();
        inValue = around != null && around.closer() == ']';
        if (inValue) {
            effort.element();
        }
        fieldBegins = !inValue;
    }

    private void checkDepth(int more) {
        if (depth + more > MAX_DEPTH) {
            tooDeepAt = at;
        }
    }

    private static boolean wordCharacter(char c) {
        return !blank(c) && "$\"{}[]:=,+#`^?!@*&\\\n".indexOf(c) < 0;
    }

    private static boolean blank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }

    /** An open bracket, and the depth around it. */
    private record Bracket(char closer, int depth, boolean substitution) {}
}
