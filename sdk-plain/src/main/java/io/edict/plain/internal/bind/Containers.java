package io.edict.plain.internal.bind;

import io.edict.error.InvalidRequestException;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The types that hold values of other types. All are unmodifiable, but for arrays. */
final class Containers {
    private static final Map<Class<?>, Function<List<Object>, Object>> COLLECTIONS = Map.of(
            Iterable.class,
            List::copyOf,
            Collection.class,
            List::copyOf,
            List.class,
            List::copyOf,
            Set.class,
            elements -> Collections.unmodifiableSet(new LinkedHashSet<>(elements)),
            SortedSet.class,
            elements -> Collections.unmodifiableNavigableSet(new TreeSet<>(elements)),
            NavigableSet.class,
            elements -> Collections.unmodifiableNavigableSet(new TreeSet<>(elements)));

    private static final Map<Class<?>, UnaryOperator<Map<Object, Object>>> MAPS = Map.of(
            Map.class, Collections::unmodifiableMap,
            SortedMap.class, map -> Collections.unmodifiableNavigableMap(new TreeMap<>(map)),
            NavigableMap.class, map -> Collections.unmodifiableNavigableMap(new TreeMap<>(map)));

    private static final Set<Class<?>> SORTED =
            Set.of(SortedSet.class, NavigableSet.class, SortedMap.class, NavigableMap.class);

    private static final Map<Class<?>, Optionals> OPTIONALS = Map.of(
            OptionalInt.class, new Optionals(int.class, v -> OptionalInt.of((int) v), OptionalInt.empty()),
            OptionalLong.class, new Optionals(long.class, v -> OptionalLong.of((long) v), OptionalLong.empty()),
            OptionalDouble.class,
                    new Optionals(double.class, v -> OptionalDouble.of((double) v), OptionalDouble.empty()));

    private Containers() {}

    /**
     * The plan of a container.
     *
     * @param compiler gives the plans of what it holds
     * @param shape the type
     * @param where what is of this type, for errors
     * @return the plan, or null if it is no container
     */
    static @Nullable Plan plan(Compiler compiler, Shape shape, String where) {
        Class<?> raw = shape.raw();
        if (raw.isArray()) {
            return array(compiler, shape.argument(0), where);
        }
        Optionals primitive = OPTIONALS.get(raw);
        if (primitive != null) {
            Plan inner = compiler.plan(new Shape(primitive.of(), List.of()), where);
            return new OptionalPlan(inner, primitive.wrap(), primitive.empty());
        }
        if (raw == Optional.class) {
            return new OptionalPlan(compiler.plan(shape.argument(0), where), Optional::of, Optional.empty());
        }
        Function<List<Object>, Object> collection = COLLECTIONS.get(raw);
        if (collection != null) {
            checkOrder(raw, shape.argument(0), where);
            return new ListPlan(compiler.plan(shape.argument(0), where), collection);
        }
        UnaryOperator<Map<Object, Object>> map = MAPS.get(raw);
        return map == null ? null : map(compiler, shape, where, map);
    }

    private static Plan array(Compiler compiler, Shape element, String where) {
        Class<?> raw = element.javaClass();
        return new ListPlan(compiler.plan(element, where), elements -> {
            Object array = Array.newInstance(raw, elements.size());
            for (int i = 0; i < elements.size(); i++) {
                Array.set(array, i, elements.get(i));
            }
            return array;
        });
    }

    private static Plan map(Compiler compiler, Shape shape, String where, UnaryOperator<Map<Object, Object>> finish) {
        checkOrder(shape.raw(), shape.argument(0), where);
        Plan key = compiler.plan(shape.argument(0), where);
        if (!(key instanceof ScalarPlan || key instanceof EnumPlan || key instanceof ConverterPlan)) {
            throw new InvalidRequestException(where + " is of type " + shape.name()
                    + ", whose keys cannot be read from a text; use String, a number, an enum or the like");
        }
        return new MapPlan(key, compiler.plan(shape.argument(1), where), finish);
    }

    private static void checkOrder(Class<?> container, Shape element, String where) {
        if (SORTED.contains(container) && !Comparable.class.isAssignableFrom(Boxes.box(element.raw()))) {
            throw new InvalidRequestException(where + " is sorted, but " + element.name()
                    + " is not Comparable; make it so, or do without the order");
        }
    }

    /** An optional of a primitive type. */
    private record Optionals(Class<?> of, UnaryOperator<Object> wrap, Object empty) {}
}
