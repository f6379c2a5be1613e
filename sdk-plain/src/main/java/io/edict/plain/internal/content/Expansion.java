package io.edict.plain.internal.content;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how far substitutions would expand a document, before they do: in forty lines, each twice the one before, a
 * text of one kilobyte would fill the heap.
 *
 * <p>The size of a value is that of its text and of all that its substitutions lead to, counted wherever it is used. The
 * size at a path within values that are merged is that of the largest layer; a substitution that leads to its own path
 * means the layers below. Values built upon themselves many times are refused as well, because resolving them takes time
 * in the third power.
 */
final class Expansion {
    /** How much longer than its text a document may become, in characters. */
    static final long MAX_GROWTH = 16L * 1024 * 1024;

    /** How often a value may be built upon itself. */
    static final int MAX_LAYERS = 100;

    /** How many references in a value that is merged may lead into itself: each doubles the time of resolving it. */
    static final int MAX_INWARD = 12;

    /** How often a value may be nothing but itself, and how many references may lead in circles, in a whole text. */
    static final int MAX_CIRCLING = 8;

    private static final int MAX_CHAIN = 200;
    private static final int MAX_PATHS = 20_000;
    private static final int SHORTEST_REFERENCE = 8;
    private static final long BEYOND = 1L << 40;
    private static final List<String> NOWHERE = List.of();

    private final ConfigObject root;
    private final Map<List<String>, Long> sizes = new HashMap<>();
    private final IdentityHashMap<ConfigValue, List<Layer>> layers = new IdentityHashMap<>();

    /** How many more paths are looked at. References within a merge may lead to endlessly many. */
    private long remaining;

    /** The paths that are being looked at, each because of the one before. */
    private final Deque<List<String>> chain = new ArrayDeque<>();

    private final Set<List<String>> inCircles = new HashSet<>();
    private int circling;

    private Expansion(ConfigObject root, long length) {
        this.root = root;
        this.remaining = MAX_PATHS + length / SHORTEST_REFERENCE;
    }

    /**
     * Finds out whether a document would expand too far, or by substitutions that lead on to one another too often.
     *
     * @param root the unresolved document
     * @param length the length of its text
     * @return the value at which it is too much, or null if it never is
     */
    static @Nullable ConfigValue tooFar(ConfigObject root, long length) {
        Expansion expansion = new Expansion(root, length);
        long sum = 0;
        for (String key : root.keySet()) {
            sum += expansion.at(List.of(key));
            if (sum > length + MAX_GROWTH) {
                return root.get(key);
            }
        }
        return null;
    }

    /**
     * The size of what stands at a path. A circle counts once: it is for the resolving to find. But typesafe-config forgets
     * what it found in a circle, and takes time in the power of the references in it.
     */
    private long at(List<String> path) {
        Long known = sizes.get(path);
        if (known == null) {
            return added(path);
        }
        if (chain.contains(path)) {
            for (List<String> other : chain) {
                inCircles.add(other);
                if (other.equals(path)) {
                    break;
                }
            }
        }
        circling += inCircles.contains(path) ? 1 : 0;
        return circling > MAX_CIRCLING ? BEYOND : known;
    }

    private long added(List<String> path) {
        if (chain.size() == MAX_CHAIN) {
            remaining = 0;
        }
        if (remaining == 0) {
            // Whoever leads here is beyond the limit, too: there is no need to look further.
            return BEYOND;
        }
        remaining--;
        sizes.put(path, 0L);
        chain.push(path);
        long size = Math.min(BEYOND, below(root, path, 0, 0));
        chain.pop();
        sizes.put(path, size);
        circling += inCircles.contains(path) ? 1 : 0;
        return circling > MAX_CIRCLING ? BEYOND : size;
    }

    /** The size of what stands below a value at a path from its given element on, above a layer of another size. */
    private long below(ConfigValue start, List<String> path, int from, long lower) {
        ConfigValue value = start;
        for (int i = from; i < path.size(); i++) {
            if (isMerge(value)) {
                return inMerge(value, path, i, lower);
            }
            ConfigValue inner = child(value, path.get(i));
            if (inner == null) {
                return 0;
            }
            value = inner;
        }
        return Math.min(BEYOND, isMerge(value) ? ofMerge(value, path, lower) : ofParts(value, path));
    }

    /** Of objects that are merged, one gives the value, or several give a part of it. */
    private long inMerge(ConfigValue merge, List<String> path, int from, long lower) {
        long size = lower;
        for (Layer layer : layers(merge)) {
            for (List<String> reference : layer.joined()) {
                List<String> target = new ArrayList<>(reference);
                target.addAll(path.subList(from, path.size()));
                size = target.equals(path) ? size : Math.max(size, at(target));
            }
            for (ConfigObject object : layer.objects()) {
                size = Math.max(size, below(object, path, from, size));
            }
        }
        return size;
    }

    private long ofMerge(ConfigValue merge, List<String> path, long lower) {
        long size = lower;
        for (Layer layer : layers(merge)) {
            long sum = layer.length();
            for (List<String> reference : layer.references()) {
                sum += reference.equals(path) ? size : at(reference);
            }
            size = Math.min(BEYOND, Math.max(size, sum));
        }
        return layers(merge).size() > MAX_LAYERS || inward(merge, path) > MAX_INWARD || bare(merge, path) > MAX_CIRCLING
                ? BEYOND
                : size;
    }

    /** How many layers of a value are a reference to itself and nothing more. */
    private long bare(ConfigValue merge, List<String> path) {
        return layers(merge).stream()
                .filter(layer -> !layer.plain() && layer.objects().isEmpty())
                .filter(layer -> layer.joined().stream().allMatch(path::equals))
                .count();
    }

    /** How many references in a value lead to something within the same value. */
    private long inward(ConfigValue merge, List<String> path) {
        if (path.isEmpty()) {
            return 0;
        }
        return layers(merge).stream()
                .flatMap(layer -> layer.references().stream())
                .filter(reference -> reference.size() > path.size()
                        && reference.subList(0, path.size()).equals(path))
                .count();
    }

    private long ofParts(ConfigValue value, List<String> path) {
        long sum = 0;
        if (value instanceof ConfigObject object) {
            for (String key : object.keySet()) {
                List<String> inner = new ArrayList<>(path);
                inner.add(key);
                sum += 1 + below(object.get(key), inner, inner.size(), 0);
            }
            return sum;
        }
        if (value instanceof ConfigList list) {
            for (ConfigValue element : list) {
                sum += 1 + below(element, NOWHERE, 0, 0);
            }
            return sum;
        }
        return Unresolved.rendered(value).length();
    }

    private List<Layer> layers(ConfigValue merge) {
        return layers.computeIfAbsent(merge, value -> Layer.in(Unresolved.rendered(value)));
    }

    private static @Nullable ConfigValue child(ConfigValue value, String key) {
        return value instanceof ConfigObject object ? object.get(key) : null;
    }

    /** Those that are known to be are asked no more: typesafe-config answers by an exception, which is slow. */
    private boolean isMerge(ConfigValue value) {
        return layers.containsKey(value) || Unresolved.is(value);
    }
}
