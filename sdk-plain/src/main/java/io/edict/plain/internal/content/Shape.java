package io.edict.plain.internal.content;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one layer has at a path, as it is written there. Where it has a substitution, the merged configuration tells what
 * that leads to; nothing is resolved or copied for it, so that what is hidden costs nothing. Not for concurrent use.
 */
public final class Shape {
    private final ConfigObject own;
    private final ConfigObject merged;
    private final IdentityHashMap<ConfigValue, List<Layer>> layers = new IdentityHashMap<>();

    /**
     * The shape of a layer.
     *
     * @param own the layer, unresolved
     * @param merged all layers, merged and resolved
     */
    public Shape(ConfigObject own, ConfigObject merged) {
        this.own = own;
        this.merged = merged;
    }

    /**
     * What the layer has at a path.
     *
     * @param path the path's elements
     * @return what it has, or null if it has nothing there
     */
    public @Nullable Found at(List<String> path) {
        return below(own, path, 0);
    }

    /** The kinds of things at a path. */
    public enum Kind {
        /** It is merged with objects of lower layers, and hides everything else. */
        OBJECT,
        /** It hides what lower layers have. */
        VALUE,
        /** It is built upon what lower layers have. */
        ADDITION
    }

    /**
     * Something at a path.
     *
     * @param kind its kind
     * @param origin where it is written
     */
    public record Found(Kind kind, ConfigOrigin origin) {}

    private @Nullable Found below(ConfigValue start, List<String> path, int from) {
        ConfigValue value = start;
        for (int i = from; i < path.size(); i++) {
            if (isMerge(value)) {
                return inMerge(value, path, i);
            }
            ConfigValue inner = value instanceof ConfigObject object ? object.get(path.get(i)) : null;
            if (inner == null) {
                return null;
            }
            value = inner;
        }
        return isMerge(value) ? inMerge(value, path, path.size()) : new Found(kind(value), value.origin());
    }

    /** Of values that are merged where a part of the path ends, the highest that has something at the whole path. */
    private @Nullable Found inMerge(ConfigValue merge, List<String> path, int from) {
        boolean builds = false;
        for (Layer layer : layers(merge)) {
            builds |= layer.joined().contains(path.subList(0, from));
            Kind kind = in(layer, path, from);
            if (kind != null) {
                return new Found(builds && kind == Kind.VALUE ? Kind.ADDITION : kind, merge.origin());
            }
            if (layer.plain()) {
                return null;
            }
        }
        return builds && from == path.size() ? new Found(Kind.ADDITION, merge.origin()) : null;
    }

    private @Nullable Kind in(Layer layer, List<String> path, int from) {
        if (layer.plain()) {
            return from == path.size() ? Kind.VALUE : null;
        }
        for (ConfigObject object : layer.objects()) {
            Found found = below(object, path, from);
            if (found != null) {
                return found.kind();
            }
        }
        for (List<String> reference : layer.joined()) {
            List<String> target = new ArrayList<>(reference);
            target.addAll(path.subList(from, path.size()));
            ConfigValue value = target.equals(path) ? null : inMerged(target);
            if (value != null) {
                return kind(value);
            }
        }
        return null;
    }

    private @Nullable ConfigValue inMerged(List<String> path) {
        ConfigValue value = merged;
        for (String element : path) {
            if (!(value instanceof ConfigObject object)) {
                return null;
            }
            value = object.get(element);
        }
        return value;
    }

    /** Those that are known to be are asked no more: typesafe-config answers by an exception, which is slow. */
    private boolean isMerge(ConfigValue value) {
        return layers.containsKey(value) || Unresolved.is(value);
    }

    private static Kind kind(ConfigValue value) {
        return value instanceof ConfigObject ? Kind.OBJECT : Kind.VALUE;
    }

    /** Highest first. */
    private List<Layer> layers(ConfigValue merge) {
        return layers.computeIfAbsent(merge, value -> {
            List<Layer> lowestFirst = new ArrayList<>(Layer.in(Unresolved.rendered(value)));
            Collections.reverse(lowestFirst);
            return lowestFirst;
        });
    }
}
