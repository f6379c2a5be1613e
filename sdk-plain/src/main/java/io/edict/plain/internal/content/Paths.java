package io.edict.plain.internal.content;

import com.typesafe.config.ConfigUtil;

/**
 * The plain form of paths: as typesafe-config writes them, elements separated by dots, an element in quotes only if it
 * needs them.
 */
public final class Paths {
    private Paths() {}

    /**
     * An element as it stands in a path.
     *
     * @param key the key
     * @return the key, in quotes if it needs them
     */
    public static String element(String key) {
        return isSimple(key, 0, key.length()) ? key : ConfigUtil.joinPath(key);
    }

    /** The key of an element as it stands in a path. */
    static String key(String element) {
        return element.startsWith("\"") ? ConfigUtil.splitPath(element).get(0) : element;
    }

    /** Whether a path has letters of ASCII, digits, signs and single dots only, so that it is written in one way only. */
    static boolean isSimple(String path) {
        int start = 0;
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', start)) {
            if (!isSimple(path, start, dot)) {
                return false;
            }
            start = dot + 1;
        }
        return isSimple(path, start, path.length());
    }

    private static boolean isSimple(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return start < end;
    }
}
