package io.edict.plain.internal.content;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words, strings and signs of a text that is read by a {@link QuickReader}. For one thread. */
final class QuickText {
    private static final String NUMBER = "0123456789eE+-.";
    private static final int MOST_DIGITS = 18;
    private static final int REMEMBERED = 1024;
    private static final boolean[] IN_KEYS = characters("_-");
    private static final boolean[] IN_WORDS = characters("_-./'();<>|~%");

    private final String text;
    private final boolean json;
    /** Keys recur: what begins many paths, and what many objects have alike. */
    private final @Nullable String[] keys = new String[REMEMBERED];

    private int at;
    private int line = 1;
    private long integer;

    QuickText(String text, boolean json) {
        this.text = text;
        this.json = json;
    }

    /** The text has something that is not read quickly. */
    static final class Otherwise extends Exception {
        private static final long serialVersionUID = 1;

        Otherwise() {
            super("", null, false, false);
        }
    }

    private static boolean[] characters(String others) {
        boolean[] allowed = new boolean[128];
        for (char c = '0'; c <= 'z'; c++) {
            allowed[c] = (c <= '9') || (c >= 'A' && c <= 'Z') || c >= 'a';
        }
        others.chars().forEach(c -> allowed[c] = true);
        return allowed;
    }

    int line() {
        return line;
    }

    void restart() {
        at = 0;
        line = 1;
    }

    boolean ends() {
        return at == text.length();
    }

    private boolean isAt(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    /** Passes over a sign if it is there. */
    boolean takes(char c) {
        if (!isAt(c)) {
            return false;
        }
        at++;
        line += c == '\n' ? 1 : 0;
        return true;
    }

    /** Passes over blanks within a line. */
    void blanks() {
        int end = at;
        while (end < text.length() && isBlank(text.charAt(end))) {
            end++;
        }
        at = end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    /** Passes over lines before or behind everything, and gathers the comments that stand there last without a gap. */
    void blankLines(List<String> comments) {
        boolean lineBefore = false;
        while (true) {
            blanks();
            if (takes('\n')) {
                if (lineBefore) {
                    comments.clear();
                }
                lineBefore = true;
            } else if (atComment()) {
                comments.add(comment());
                lineBefore = false;
            } else {
                return;
            }
        }
    }

    boolean atComment() {
        return !json && at < text.length() && (text.charAt(at) == '#' || text.startsWith("//", at));
    }

    boolean commentFollows() {
        blanks();
        return atComment();
    }

    /** Reads a comment up to the end of its line. */
    String comment() {
        int start = at + (text.charAt(at) == '#' ? 1 : 2);
        int end = text.indexOf('\n', start);
        at = end < 0 ? text.length() : end;
        return text.substring(start, at);
    }

    /** Reads a comment behind a value, if there is one. */
    void trailingComment(List<String> comments) {
        if (commentFollows()) {
            comments.add(comment());
        }
    }

    /** Reads a key: in HOCON a path. */
    void key(List<String> path) throws Otherwise {
        path.clear();
        do {
            path.add(atString() ? quotedKey() : word(path.isEmpty()));
        } while (!json && takes('.'));
        blanks();
    }

    private String quotedKey() throws Otherwise {
        int start = at + 1;
        int end = start;
        int hash = 0;
        while (end < text.length() && text.charAt(end) < 128 && IN_KEYS[text.charAt(end)]) {
            hash = 31 * hash + text.charAt(end++);
        }
        if (end == start || end == text.length() || text.charAt(end) != '"') {
            return string();
        }
        at = end + 1;
        return remembered(start, end, hash);
    }

    private String word(boolean first) throws Otherwise {
        int start = at;
        int hash = 0;
        while (at < text.length() && text.charAt(at) < 128 && IN_KEYS[text.charAt(at)]) {
            hash = 31 * hash + text.charAt(at++);
        }
        if (json || at == start) {
            throw new Otherwise();
        }
        String key = remembered(start, at, hash);
        if (first && key.equals("include")) {
            throw new Otherwise();
        }
        return key;
    }

    private String remembered(int start, int end, int hash) {
        int slot = (hash ^ hash >>> 15) & (REMEMBERED - 1);
        String known = keys[slot];
        if (known != null && known.length() == end - start && text.startsWith(known, start)) {
            return known;
        }
        String key = text.substring(start, end);
        keys[slot] = key;
        return key;
    }

    /** Passes over what stands between key and value; in HOCON only on one line. */
    void separator() throws Otherwise {
        if (takes(':') || (!json && takes('='))) {
            do {
                blanks();
            } while (json && takes('\n'));
        } else if (json || !isAt('{')) {
            throw new Otherwise();
        }
    }

    boolean atString() {
        return isAt('"');
    }

    /** Reads a string in quotes. */
    String string() throws Otherwise {
        if (text.startsWith("\"\"\"", at)) {
            throw new Otherwise();
        }
        int start = at + 1;
        for (int end = start; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == '"') {
                at = end + 1;
                return text.substring(start, end);
            }
            if (c == '\\') {
                at = end;
                return escaped(start);
            }
            if (c < ' ') {
                throw new Otherwise();
            }
        }
        throw new Otherwise();
    }

    private String escaped(int start) throws Otherwise {
        StringBuilder string = new StringBuilder().append(text, start, at);
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return string.toString();
            }
            if (c < ' ') {
                throw new Otherwise();
            }
            string.append(c == '\\' ? escape() : c);
        }
        throw new Otherwise();
    }

    private char escape() throws Otherwise {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new Otherwise();
        };
    }

    private char unicode() throws Otherwise {
        int code = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = at < text.length() && text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw new Otherwise();
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    /**
     * Reads an integer that is written as it would be printed, and is followed by what ends a value, if one is there; else
     * nothing is read.
     */
    boolean takesInteger() {
        int start = isAt('-') ? at + 1 : at;
        int end = start;
        long read = 0;
        while (end < text.length() && end - start <= MOST_DIGITS && isDigit(text.charAt(end))) {
            read = 10 * read + text.charAt(end++) - '0';
        }
        int digits = end - start;
        boolean plain = digits > 0
                && digits <= MOST_DIGITS
                && (text.charAt(start) != '0' || (digits == 1 && start == at))
                && endsValue(end);
        if (plain) {
            integer = start == at ? read : -read;
            at = end;
        }
        return plain;
    }

    /** The integer that was read last. */
    long integer() {
        return integer;
    }

    private boolean endsValue(int from) {
        int end = from;
        while (end < text.length() && isBlank(text.charAt(end))) {
            end++;
        }
        return end == text.length() || endsWord(end);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Reads a value without quotes, up to what ends it. */
    String word() throws Otherwise {
        int start = at;
        int end = at;
        while (at < text.length() && !endsWord(at)) {
            char c = text.charAt(at++);
            if (!isBlank(c)) {
                if (c >= 128 || !IN_WORDS[c] || (end < at - 1 && text.charAt(at - 2) == '\r')) {
                    throw new Otherwise();
                }
                end = at;
            }
        }
        if (start == end) {
            throw new Otherwise();
        }
        return text.substring(start, end);
    }

    private boolean endsWord(int place) {
        char c = text.charAt(place);
        return c == '\n' || c == ',' || c == '}' || c == ']' || c == '#' || (c == '/' && text.startsWith("//", place));
    }

    /** What a keyword says, or null if it is none, or null. */
    static @Nullable Object keyword(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    /** Whether typesafe-config would try to read a number. */
    static boolean isNumber(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (NUMBER.indexOf(word.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a number begins as it may in JSON; typesafe-config finds out about the rest. */
    static boolean isNumberInJson(String word) {
        return word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    }
}
