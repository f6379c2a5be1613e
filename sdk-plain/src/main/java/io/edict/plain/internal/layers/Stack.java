package io.edict.plain.internal.layers;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.edict.Explanation;
import io.edict.Layer;
import io.edict.Shadowed;
import io.edict.plain.internal.content.Leaves;
import io.edict.plain.internal.content.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what hides what in layers that are merged. Not for concurrent use. */
final class Stack {
    /** What of a lower layer still counts at a path. */
    private enum Open {
        ALL,
        OBJECTS,
        NOTHING
    }

    /**
     * Whose value is in force.
     *
     * @param part the layer
     * @param origin where exactly, in words
     */
    record Decision(Part part, String origin) {}

    private final List<Stratum> strata;
    private final ConfigObject merged;
    private final List<Shape> shapes;

    /**
     * Layers.
     *
     * @param strata the layers, the highest first
     * @param merged the merged and resolved configuration
     */
    Stack(List<Stratum> strata, ConfigObject merged) {
        this.strata = strata;
        this.merged = merged;
        this.shapes = strata.stream()
                .map(stratum -> new Shape(stratum.config().root(), merged))
                .toList();
    }

    /** Which layers have something at a path, and which of them are in force, from the highest to the lowest. */
    List<Explanation.Contribution> contributions(List<String> path) {
        List<Explanation.Contribution> contributions = new ArrayList<>();
        ConfigValue inForce = inForce(path);
        Open open = Open.ALL;
        for (int i = 0; i < strata.size(); i++) {
            Shape.Found found = shapes.get(i).at(path);
            if (found != null) {
                Part part = strata.get(i).part();
                boolean effective = counts(open, found.kind());
                String origin = Origins.of(part, found.origin()) + Origins.secret(found, effective ? inForce : null);
                contributions.add(new Explanation.Contribution(part.layer().toString(), origin, effective));
            }
            open = below(open, i, path);
        }
        return contributions;
    }

    private @Nullable ConfigValue inForce(List<String> path) {
        ConfigValue value = merged;
        for (String element : path) {
            value = value instanceof ConfigObject object ? object.get(element) : null;
        }
        return value;
    }

    /** Which layer's value is in force at a path, or null if none has one. */
    @Nullable
    Decision decision(List<String> path) {
        Open open = Open.ALL;
        for (int i = 0; i < strata.size(); i++) {
            Part part = strata.get(i).part();
            Shape.Found found = shapes.get(i).at(path);
            if (found != null && counts(open, found.kind())) {
                return new Decision(part, Origins.of(part, found.origin()));
            }
            open = below(open, i, path);
        }
        return null;
    }

    /** The values of documents that a higher layer hides, sorted by path. */
    List<Shadowed> shadowed() {
        List<Shadowed> shadowed = new ArrayList<>();
        for (int i = 1; i < strata.size(); i++) {
            if (strata.get(i).part().layer() instanceof Layer.OfDocument) {
                addShadowed(i, shadowed);
            }
        }
        shadowed.sort(Comparator.comparing(Shadowed::path));
        return shadowed;
    }

    private void addShadowed(int layer, List<Shadowed> into) {
        Leaves.visit(strata.get(layer).config().root(), (path, unresolved) -> {
            Shape.Found found = shapes.get(layer).at(path);
            if (found == null) {
                return;
            }
            String by = hider(layer, path, found.kind());
            if (by != null) {
                into.add(new Shadowed(Leaves.path(path), name(layer), by));
            } else if (unresolved && found.kind() == Shape.Kind.OBJECT) {
                addShadowedWithin(layer, path, into);
            }
        });
    }

    /** Of an object that a reference leads to, what is in sight tells what may be hidden. */
    private void addShadowedWithin(int layer, List<String> around, List<Shadowed> into) {
        Leaves.visit(merged, around, (path, unresolved) -> {
            Shape.Found found = shapes.get(layer).at(path);
            String by = found == null ? null : hider(layer, path, found.kind());
            if (by != null) {
                into.add(new Shadowed(Leaves.path(path), name(layer), by));
            }
        });
    }

    /**
     * Who hides a value that a layer has, or had.
     *
     * @param layer the layer's number
     * @param path the path of the value
     * @param kind its kind
     * @return the highest layer that does, or null if none does
     */
    @Nullable
    String hider(int layer, List<String> path, Shape.Kind kind) {
        Open open = Open.ALL;
        for (int i = 0; i < layer; i++) {
            open = below(open, i, path);
            if (!counts(open, kind)) {
                return name(i);
            }
        }
        return null;
    }

    String name(int layer) {
        return strata.get(layer).part().layer().toString();
    }

    private static boolean counts(Open open, Shape.Kind kind) {
        return open == Open.ALL || (open == Open.OBJECTS && kind == Shape.Kind.OBJECT);
    }

    /** What counts below a layer, given what counts of it. */
    private Open below(Open open, int layer, List<String> path) {
        if (open == Open.NOTHING) {
            return open;
        }
        Shape shape = shapes.get(layer);
        for (int length = 1; length < path.size(); length++) {
            Shape.Found around = shape.at(path.subList(0, length));
            if (around == null) {
                break;
            }
            if (around.kind() == Shape.Kind.VALUE) {
                return Open.NOTHING;
            }
        }
        Shape.Found found = shape.at(path);
        if (found == null || found.kind() == Shape.Kind.ADDITION) {
            return open;
        }
        return found.kind() == Shape.Kind.VALUE ? Open.NOTHING : Open.OBJECTS;
    }
}
