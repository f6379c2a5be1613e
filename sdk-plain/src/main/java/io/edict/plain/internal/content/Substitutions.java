package io.edict.plain.internal.content;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;

/** Finds substitutions in text. */
final class Substitutions {
    /** In a hostile text a line may have millions of substitutions, and a string may hold what looks like one. */
    private static final int MAX_TRIALS = 1000;

    private static final int MAX_LENGTH = 4096;

    private Substitutions() {}

    /**
     * The paths of the substitutions in a rendered value.
     *
     * @param rendered a value as typesafe-config renders it, so that all strings stand in quotes
     */
    static List<List<String>> in(String rendered) {
        List<List<String>> paths = new ArrayList<>();
        int at = 0;
        while (at < rendered.length()) {
            if (rendered.charAt(at) == '"') {
                at = stringEnd(rendered, at);
            } else if (rendered.startsWith("${", at)) {
                int end = end(rendered, at);
                paths.add(path(rendered, at, end));
                at = end;
            }
            at++;
        }
        return paths;
    }

    /**
     * Where in a line a substitution stands.
     *
     * @param text the text
     * @param line the line, from 1
     * @param message what typesafe-config said, with the substitution in its form
     * @return the place; that of the line's beginning if it has no such substitution
     */
    static Place find(String text, int line, String message) {
        int start = Place.lineStart(text, line);
        int next = Place.lineStart(text, line + 1);
        int trials = 0;
        for (int at = text.indexOf("${", start); at >= 0 && at < next; at = text.indexOf("${", at + 2)) {
            int end = near(text, at);
            if (end - at <= MAX_LENGTH && message.contains(rendered(text, at, end))) {
                return Place.of(text, at);
            }
            if (++trials == MAX_TRIALS) {
                break;
            }
        }
        return Place.ofBeginning(text, line);
    }

    private static String rendered(String text, int start, int end) {
        String mark = text.startsWith("${?", start) ? "${?" : "${";
        List<String> path = path(text, start, end);
        return path.isEmpty() ? text.substring(start, end) : mark + ConfigUtil.joinPath(path) + "}";
    }

    private static List<String> path(String text, int start, int end) {
        int from = start + (text.startsWith("${?", start) ? 3 : 2);
        try {
            return from < end ? ConfigUtil.splitPath(text.substring(from, end)) : List.of();
        } catch (ConfigException.BadPath | StackOverflowError e) {
            return List.of();
        }
    }

    /** Where a substitution's brace closes, or the end of the text, or a place too far off. */
    private static int near(String text, int start) {
        int end = Math.min(text.length(), start + MAX_LENGTH + 1);
        return end(text.substring(start, end), 0) + start;
    }

    /** Where a substitution's brace closes, or the end of the text. */
    static int end(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '}') {
            at = text.charAt(at) == '"' ? stringEnd(text, at) + 1 : at + 1;
        }
        return Math.min(at, text.length());
    }

    /** Where a string's closing quote stands, or behind the end of the text. */
    static int stringEnd(String text, int start) {
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }
}
