package io.edict.drill.app;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The documents of the drill. */
public final class Corpus {
    /** Published by all, one at a time; the last two are deleted and created again now and then. */
    public static final List<String> SINGLE = names("shop/d", 6);

    /** Published together always. */
    public static final List<String> TOGETHER = List.of("pair/a", "pair/b", "pair/c");

    /** Read on demand. */
    public static final List<String> TENANTS = names("tenant/t", 12);

    /** Too big to stand in a head. */
    public static final List<String> BIG = List.of("bulk/b0");

    /** How many of the single documents are never deleted. */
    static final int LASTING = 4;

    private Corpus() {}

    /** All of them. */
    public static List<String> all() {
        return Stream.of(SINGLE, TOGETHER, TENANTS, BIG).flatMap(List::stream).toList();
    }

    /** Which of those that belong together are published in one transaction. */
    public static List<List<String>> transactions(Mode mode) {
        return mode.publishesTogether()
                ? List.of(TOGETHER)
                : TOGETHER.stream().map(List::of).toList();
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
