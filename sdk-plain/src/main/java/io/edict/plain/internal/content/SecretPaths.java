package io.edict.plain.internal.content;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import io.edict.error.InvalidRequestException;
import java.util.List;

/** The paths of encrypted values: as all paths, with positions in lists in brackets. */
public final class SecretPaths {
    private SecretPaths() {}

    /**
     * The plain form of a path.
     *
     * @param path the path, for example {@code hosts[2]."my key"}
     * @return its plain form, as it is authenticated
     * @throws InvalidRequestException if it is none
     */
    public static String plain(String path) {
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < path.length()) {
            int bracket = bracket(path, at);
            if (bracket > at) {
                plain.append(keys(path, at, bracket));
            }
            int end = bracket < path.length() ? path.indexOf(']', bracket) : bracket - 1;
            if (end < bracket - 1 || (bracket == 0 && end >= 0)) {
                throw bad(path);
            }
            if (bracket < path.length()) {
                plain.append('[').append(position(path, bracket + 1, end)).append(']');
            }
            at = end + 1;
        }
        if (plain.isEmpty()) {
            throw bad(path);
        }
        return plain.toString();
    }

    /** Keys between brackets; behind one they begin with a dot. */
    private static String keys(String path, int start, int end) {
        boolean behind = start > 0;
        if (behind && path.charAt(start) != '.') {
            throw bad(path);
        }
        try {
            List<String> keys = ConfigUtil.splitPath(path.substring(behind ? start + 1 : start, end));
            return (behind ? "." : "")
                    + String.join(".", keys.stream().map(Paths::element).toList());
        } catch (ConfigException.BadPath e) {
            throw bad(path);
        }
    }

    private static int position(String path, int start, int end) {
        String digits = path.substring(start, end);
        if (!digits.matches("0|[1-9][0-9]{0,8}")) {
            throw bad(path);
        }
        return Integer.parseInt(digits);
    }

    /** The next bracket that does not stand in quotes, or the end. */
    private static int bracket(String path, int start) {
        int at = start;
        while (at < path.length() && path.charAt(at) != '[') {
            at = path.charAt(at) == '"' ? Substitutions.stringEnd(path, at) + 1 : at + 1;
        }
        return Math.min(at, path.length());
    }

    private static InvalidRequestException bad(String path) {
        return new InvalidRequestException(
                "\"" + path + "\" is no path of a value: keys are separated by single dots, a"
                        + " position in a list stands in brackets, as in hosts[2].password, and a key with other characters than"
                        + " letters, digits, '-' and '_' stands in double quotes");
    }
}
