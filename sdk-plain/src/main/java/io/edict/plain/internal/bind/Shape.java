package io.edict.plain.internal.bind;

import io.edict.error.InvalidRequestException;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A type with all its type arguments known: no variables, no wildcards. Equal if it is the same type, however reflection
 * came to it.
 *
 * @param raw the class; for arrays {@code Object[]}, whatever they are of
 * @param arguments its type arguments; for an array, what it is of
 */
record Shape(Class<?> raw, List<Shape> arguments) {
    /**
     * Reads a type.
     *
     * @param type the type
     * @param variables what type variables stand for, empty at the outside
     * @param where what is said to be of this type, for errors
     * @throws InvalidRequestException if an argument is missing
     */
    static Shape of(Type type, Map<TypeVariable<?>, Shape> variables, String where) {
        if (type instanceof Class<?> raw) {
            return ofClass(raw, where);
        }
        if (type instanceof ParameterizedType generic) {
            return new Shape(
                    (Class<?>) generic.getRawType(), ofAll(generic.getActualTypeArguments(), variables, where));
        }
        if (type instanceof GenericArrayType array) {
            return new Shape(Object[].class, List.of(of(array.getGenericComponentType(), variables, where)));
        }
        if (type instanceof WildcardType wildcard) {
            Type[] lower = wildcard.getLowerBounds();
            return of(lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0], variables, where);
        }
        Shape known = type instanceof TypeVariable<?> variable ? variables.get(variable) : null;
        if (known == null) {
            throw new InvalidRequestException(
                    where + " is of type " + type.getTypeName()
                            + ", of which nothing is known here; bind a type whose type arguments are all named, with a TypeRef");
        }
        return known;
    }

    /** What the type variables of the class stand for. */
    Map<TypeVariable<?>, Shape> variables() {
        if (raw.isArray() || arguments.isEmpty()) {
            return Map.of();
        }
        TypeVariable<?>[] names = raw.getTypeParameters();
        Map<TypeVariable<?>, Shape> variables = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            variables.put(names[i], arguments.get(i));
        }
        return variables;
    }

    Shape argument(int index) {
        return arguments.get(index);
    }

    /** The class as the JVM knows it. */
    Class<?> javaClass() {
        return raw.isArray() ? argument(0).javaClass().arrayType() : raw;
    }

    /** The name as in code, with type arguments. */
    String name() {
        if (raw.isArray()) {
            return argument(0).name() + "[]";
        }
        String name = raw.getTypeName();
        return arguments.isEmpty()
                ? name
                : arguments.stream().map(Shape::name).collect(Collectors.joining(", ", name + "<", ">"));
    }

    private static Shape ofClass(Class<?> raw, String where) {
        if (raw.isArray()) {
            return new Shape(Object[].class, List.of(ofClass(raw.getComponentType(), where)));
        }
        if (raw.getTypeParameters().length > 0) {
            throw new InvalidRequestException(where + " is of the raw type " + raw.getTypeName()
                    + "; name its type arguments, at the outside with a TypeRef");
        }
        return new Shape(raw, List.of());
    }

    private static List<Shape> ofAll(Type[] types, Map<TypeVariable<?>, Shape> variables, String where) {
        List<Shape> shapes = new ArrayList<>();
        for (Type type : types) {
            shapes.add(of(type, variables, where));
        }
        return List.copyOf(shapes);
    }
}
