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
    private final Deque<Bracket> open = new ArrayDeque<>();

    private int at;
    private int depth;
    private int dots;
    private boolean inValue;
    private boolean afterLine;
    private boolean inString;
    private boolean fieldBegins = true;
    private int tokenStart;
    private int includeAt = -1;
    private int tooDeepAt = -1;

    private Outline(String text, int end, boolean comments) {
        this.text = text;
        this.end = end;
        this.comments = comments;
    }

    /**
     * Reads a text up to a place, or up to where it nests too deeply.
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

    /** Where the text nests too deeply, or -1. */
    int tooDeepAt() {
        return tooDeepAt;
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
        fieldBegins = false;
        tokenStart = at;
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
        open.push(new Bracket(c == '{' ? '}' : ']', depth, substitution));
        depth += substitution ? 0 : 1 + dots;
        checkDepth(0);
        dots = 0;
        inValue = c == '[';
        fieldBegins = c == '{' && !substitution;
        afterLine = false;
    }

    private void close() {
        tokenStart = at;
        Bracket bracket = open.poll();
        if (bracket == null) {
            return;
        }
        if (bracket.substitution() && dots >= MAX_DEPTH) {
            tooDeepAt = at;
        }
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
            checkDepth(dots);
            inValue = true;
        }
        afterLine = false;
    }

    private void other(char c) {
        if (c == '\n') {
            afterLine = true;
        } else if (!blank(c)) {
            fieldAfterLine();
            if (at == 0 || !wordCharacter(c) || !wordCharacter(text.charAt(at - 1))) {
                tokenStart = at;
            }
            include();
            dots += c == '.' && !inValue ? 1 : 0;
        }
    }

    private void include() {
        int behind = at + INCLUDE.length();
        boolean word = behind >= text.length() || !wordCharacter(text.charAt(behind));
        if (fieldBegins && includeAt < 0 && word && text.startsWith(INCLUDE, at)) {
            includeAt = at;
        }
        fieldBegins = false;
    }

    /** A line's end separates fields, but a bracket or a separator may still follow a key on the next line. */
    private void fieldAfterLine() {
        if (afterLine) {
            newField();
            afterLine = false;
        }
    }

    private void newField() {
        dots = 0;
        Bracket around = open.peek();
        inValue = around != null && around.closer() == ']';
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
