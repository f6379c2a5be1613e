package io.edict.plain.internal.dispatch;

import java.util.List;
import java.util.function.Function;

/**
 * The paths that a listener is for, compared by path elements as {@link io.edict.KeyChange#isAtOrBelow} does.
 *
 * @param paths the paths in their plain form; empty for all
 */
record PathFilter(List<String> paths) {
    /** Whether each path is let through. */
    boolean isOpen() {
        return paths.isEmpty();
    }

    /** The items whose paths are at or below one of the filter's, in the same order. */
    <T> List<T> select(List<T> items, Function<? super T, String> path) {
        return isOpen()
                ? items
                : items.stream().filter(item -> covers(path.apply(item))).toList();
    }

    private boolean covers(String path) {
        return paths.stream().anyMatch(top -> isAtOrBelow(path, top));
    }

    private static boolean isAtOrBelow(String path, String top) {
        return path.startsWith(top) && (path.length() == top.length() || path.charAt(top.length()) == '.');
    }
}
