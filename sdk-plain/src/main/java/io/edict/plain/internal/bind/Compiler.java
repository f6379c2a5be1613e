package io.edict.plain.internal.bind;

import io.edict.Converter;
import io.edict.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles types to plans. Confined to one thread, and used for one type with all that it is made of; the plans are shared
 * once all of them are complete.
 */
final class Compiler {
    /** A generic type that contains itself with ever more arguments would go on for ever. */
    private static final int MAX_DEPTH = 100;

    private final Map<Class<?>, Converter<?>> converters;
    private final Map<Shape, Plan> plans = new HashMap<>();
    private final List<Defaults> defaults = new ArrayList<>();
    private int depth;

    Compiler(Map<Class<?>, Converter<?>> converters) {
        this.converters = converters;
    }

    /**
     * Compiles a type with all that it is made of.
     *
     * @param shape the type
     * @return its plan
     * @throws InvalidRequestException if it cannot be bound, whatever the configuration
     */
    Plan compile(Shape shape) {
        Plan plan = plan(shape, "The type to bind");
        defaults.forEach(Defaults::check);
        return plan;
    }

    /**
     * The plan of a type that another contains. It may not be complete yet.
     *
     * @param shape the type
     * @param where what is of this type, for errors
     */
    Plan plan(Shape shape, String where) {
        Plan known = plans.get(shape);
        if (known != null) {
            return known;
        }
        if (depth == MAX_DEPTH) {
            throw new InvalidRequestException(
                    where + " contains itself with ever more type arguments; bind a type that ends");
        }
        depth++;
        Plan plan = make(shape, where);
        depth--;
        plans.putIfAbsent(shape, plan);
        return plan;
    }

    /** Has a default checked once all plans are complete. */
    void add(Defaults check) {
        defaults.add(check);
    }

    private Plan make(Shape shape, String where) {
        Class<?> raw = shape.raw();
        Plan simple = simple(shape.javaClass());
        if (simple != null) {
            return simple;
        }
        Plan container = Containers.plan(this, shape, where);
        if (container != null) {
            return container;
        }
        if (!raw.isRecord() && (!raw.isInterface() || raw.isAnnotation() || raw.isSealed())) {
            throw new InvalidRequestException(where + " is of type " + shape.name()
                    + ", which cannot be bound; make it a record or an interface, or give the client's builder a"
                    + " converter for it");
        }
        ObjectPlan plan = new ObjectPlan(shape.name());
        plans.put(shape, plan);
        if (raw.isRecord()) {
            Records.complete(plan, shape, this);
        } else {
            Interfaces.complete(plan, shape, this);
        }
        return plan;
    }

    /** The plan of a type that is read in one piece; an application's converter has precedence. */
    private @Nullable Plan simple(Class<?> raw) {
        Class<?> boxed = Boxes.box(raw);
        Converter<?> converter = converters.getOrDefault(raw, converters.get(boxed));
        if (converter != null) {
            return new ConverterPlan(boxed, converter);
        }
        if (raw.isEnum()) {
            return new EnumPlan(raw);
        }
        Plan scalar = Scalars.plan(boxed);
        return scalar == null ? ValuePlan.ALL.get(raw) : scalar;
    }
}
