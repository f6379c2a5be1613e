package io.edict.plain.internal.dispatch;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Paths as lists of elements, of names that begin alike or hold what separates elements. */
final class RandomPaths {
    private static final List<String> NAMES = List.of("a", "ab", "b", "a.b", "a b", "\"", "", "a\".b");

    private RandomPaths() {}

    static List<List<String>> several(Random random, int count) {
        List<List<String>> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paths.add(one(random));
        }
        return paths;
    }

    static List<String> one(Random random) {
        List<String> path = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            path.add(NAMES.get(random.nextInt(NAMES.size())));
        }
        return path;
    }

    static String plain(List<String> path) {
        return ConfigUtil.joinPath(path);
    }

    static List<String> elements(String plain) {
        return ConfigUtil.splitPath(plain);
    }

    static boolean isAtOrBelow(List<String> path, List<String> top) {
        return path.size() >= top.size() && path.subList(0, top.size()).equals(top);
    }
}
