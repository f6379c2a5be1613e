package io.edict.plain.internal.json;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads one JSON object, strictly: no comments, no duplicate keys, nothing after its end. Strings become strings, whole numbers of
 * 64 bits {@link Long}, truth values {@link Boolean}, objects {@link JsonObject}, everything else {@link #OTHER}. Not safe for use
 * by several threads.
 */
final class JsonReader {
    /** What nobody asks for: arrays, other numbers, null. */
    static final Object OTHER = new Object();

    static final int MAX_DEPTH = 100;

    private static final char END = '\uffff';

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    static JsonObject read(String text) throws JsonException {
        JsonReader reader = new JsonReader(text);
        if (reader.skipBlanks() != '{') {
            throw new JsonException("no object");
        }
        JsonObject object = reader.object();
        if (reader.skipBlanks() != END) {
            throw new JsonException("more than one value");
        }
        return object;
    }

    /** The next character that is no blank. */
    private char skipBlanks() {
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
                return c;
            }
        }
        return END;
    }

    private Object value() throws JsonException {
        char c = skipBlanks();
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", OTHER);
            default -> number();
        };
    }

    private Object literal(String word, Object value) throws JsonException {
        if (!text.startsWith(word, at)) {
            throw new JsonException("an unknown word");
        }
        at += word.length();
        return value;
    }

    private JsonObject object() throws JsonException {
        deeper();
        Map<String, Object> members = new LinkedHashMap<>();
        if (skipBlanks() == '}') {
            at++;
        } else {
            do {
                if (skipBlanks() != '"') {
                    throw new JsonException("a key that is no string");
                }
                String key = string();
                expect(':');
                if (members.put(key, value()) != null) {
                    throw new JsonException("a key that stands twice");
                }
            } while (goesOn('}'));
        }
        depth--;
        return new JsonObject(members);
    }

    private Object array() throws JsonException {
        deeper();
        if (skipBlanks() == ']') {
            at++;
        } else {
            do {
                value();
            } while (goesOn(']'));
        }
        depth--;
        return OTHER;
    }

    private void deeper() throws JsonException {
        at++;
        if (++depth > MAX_DEPTH) {
            throw new JsonException("more than " + MAX_DEPTH + " levels");
        }
    }

    private void expect(char wanted) throws JsonException {
        if (skipBlanks() != wanted) {
            throw new JsonException("no " + wanted + " where one belongs");
        }
        at++;
    }

    /** Passes a comma, or the end of what is read. */
    private boolean goesOn(char end) throws JsonException {
        char c = skipBlanks();
        if (c != ',' && c != end) {
            throw new JsonException("neither a comma nor an end after a value");
        }
        at++;
        return c == ',';
    }

    private String string() throws JsonException {
        int start = ++at;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                return text.substring(start, at++);
            }
            if (c == '\\') {
                return escaped(start);
            }
            if (c < ' ') {
                throw new JsonException("a control character in a string");
            }
        }
        throw new JsonException("a string without an end");
    }

    private String escaped(int start) throws JsonException {
        StringBuilder value = new StringBuilder(text.substring(start, at));
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                throw new JsonException("a control character in a string");
            }
            value.append(c == '\\' ? escape() : c);
        }
        throw new JsonException("a string without an end");
    }

    private char escape() throws JsonException {
        char c = at < text.length() ? text.charAt(at++) : END;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new JsonException("an unknown escape in a string");
        };
    }

    private char unicode() throws JsonException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at++), 16) : -1;
            if (digit < 0) {
                throw new JsonException("an escape without four digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    /** {@code -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?} */
    private Object number() throws JsonException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        return whole(text.substring(start, at));
    }

    private static Object whole(String number) {
        try {
            return Long.valueOf(number);
        } catch (NumberFormatException e) {
            return OTHER;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private void digits() throws JsonException {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw new JsonException("a value that is none");
        }
    }
}
