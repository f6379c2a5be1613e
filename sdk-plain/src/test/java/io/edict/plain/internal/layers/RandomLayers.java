package io.edict.plain.internal.layers;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random texts of few keys, so that layers meet often. */
final class RandomLayers {
    private static final List<String> KEYS = List.of("a", "b", "c", "d");

    private final Random random;
    private final boolean references;

    RandomLayers(Random random, boolean references) {
        this.random = random;
        this.references = references;
    }

    String text() {
        return fields("", 0, 1 + random.nextInt(5));
    }

    private String fields(String around, int depth, int count) {
        return IntStream.range(0, count).mapToObj(i -> field(around, depth)).collect(Collectors.joining("\n"));
    }

    private String field(String around, int depth) {
        String key = pick(KEYS);
        String path = around.isEmpty() ? key : around + "." + key;
        int kind = references && random.nextInt(3) > 0 ? random.nextInt(13) : random.nextInt(8);
        return switch (kind) {
            case 0, 1, 2 ->
                depth < 3 ? key + " {\n" + fields(path, depth + 1, random.nextInt(4)) + "\n}" : key + " = 1";
            case 3 -> key + " = null";
            case 4 -> key + " = [" + random.nextInt(3) + "]";
            case 5, 6 -> key + " = " + random.nextInt(5);
            case 7 -> key + " = text" + random.nextInt(5);
            case 8 -> key + " += " + random.nextInt(5);
            case 9 -> key + " = ${?" + path + "} [" + random.nextInt(3) + "]";
            case 10 -> key + " = ${?" + somewhere() + "}";
            case 11 -> key + " = ${" + somewhere() + "}";
            default -> key + " = ${?" + somewhere() + "} { " + pick(KEYS) + " = " + random.nextInt(5) + " }";
        };
    }

    private String somewhere() {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> pick(KEYS))
                .collect(Collectors.joining("."));
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
