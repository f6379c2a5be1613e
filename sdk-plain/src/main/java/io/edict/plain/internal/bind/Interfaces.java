package io.edict.plain.internal.bind;

import io.edict.error.InvalidRequestException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compiles interfaces. Methods without arguments are keys, in the order of their names, because reflection knows no other
 * order; methods with a body need no key, and may have arguments.
 */
final class Interfaces {
    private Interfaces() {}

    static void complete(ObjectPlan plan, Shape shape, Compiler compiler) {
        Class<?> type = shape.raw();
        Map<String, Method> keys = new TreeMap<>();
        Map<Signature, MethodHandle> bodies = new HashMap<>();
        for (Method method : methods(type)) {
            if (method.isDefault()) {
                bodies.putIfAbsent(Signature.of(method), body(method));
            }
            if (isKey(method)) {
                keys.merge(method.getName(), method, Interfaces::moreSpecific);
            } else if (!method.isDefault()) {
                throw new InvalidRequestException(type.getTypeName() + "." + method.getName()
                        + " has arguments, type parameters or no result, so that no key can be bound to it; give it a"
                        + " body, or make it a method without arguments");
            }
        }
        Members members = new Members(shape, variables(shape), compiler);
        keys.forEach((name, method) -> members.add(name, method.getGenericReturnType(), method, method.isDefault()));
        List<String> names = List.copyOf(keys.keySet());
        Map<Signature, MethodHandle> known = Map.copyOf(bodies);
        checkProxy(type);
        plan.complete(members.list(), values -> proxy(type, named(names, values), known));
    }

    private static Object proxy(Class<?> type, Map<String, Object> values, Map<Signature, MethodHandle> bodies) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new InterfaceValue(type, values, bodies));
    }

    private static Map<String, Object> named(List<String> names, Object[] values) {
        Map<String, Object> named = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (values[i] != Member.BODY) {
                named.put(names.get(i), values[i]);
            }
        }
        return named;
    }

    /** All methods that count; last those that the compiler made, which only lead to others of the same name. */
    private static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !isOfObject(method))
                .sorted(Comparator.comparing(Method::isBridge)
                        .thenComparing(method -> method.getDeclaringClass().getName()))
                .toList();
    }

    /** Interfaces may declare these once more, to document them. */
    private static boolean isOfObject(Method method) {
        return switch (method.getName()) {
            case "hashCode", "toString" -> method.getParameterCount() == 0;
            case "equals" -> method.getParameterCount() == 1 && method.getParameterTypes()[0] == Object.class;
            default -> false;
        };
    }

    private static boolean isKey(Method method) {
        return !method.isBridge()
                && method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && method.getTypeParameters().length == 0;
    }

    /** Of two methods that several interfaces declare, the one with the narrower result, or the one with a body. */
    private static Method moreSpecific(Method one, Method other) {
        if (one.getReturnType() != other.getReturnType()) {
            return one.getReturnType().isAssignableFrom(other.getReturnType()) ? other : one;
        }
        return one.isDefault() ? one : other;
    }

    private static Map<TypeVariable<?>, Shape> variables(Shape shape) {
        Map<TypeVariable<?>, Shape> variables = new HashMap<>(shape.variables());
        for (Type parent : shape.raw().getGenericInterfaces()) {
            variables.putAll(variables(Shape.of(parent, variables, shape.raw().getTypeName())));
        }
        return variables;
    }

    /** A body as something to call with a proxy and an array of arguments. */
    private static MethodHandle body(Method method) {
        Class<?> type = method.getDeclaringClass();
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .unreflectSpecial(method, type)
                    .asFixedArity()
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
        } catch (IllegalAccessException e) {
            throw new InvalidRequestException("Edict may not call " + type.getTypeName() + "." + method.getName()
                    + "; open its package in module-info.java, at least to io.edict.plain");
        }
    }

    private static void checkProxy(Class<?> type) {
        try {
            proxy(type, Map.of(), Map.of());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("The JVM makes no proxies of " + type.getTypeName()
                    + "; bind a record, or an interface that is neither sealed nor hidden");
        }
    }
}
