package io.edict.spring.internal.reload;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Compares bound objects: by {@code equals}, and else records by their components, and JavaBeans without {@code equals} by
 * their properties, so that an object that was bound anew from the same configuration is the same.
 */
final class Sameness {
    /** Deeper than this nothing is compared; it counts as changed then. */
    private static final int DEEPEST = 20;

    private Sameness() {}

    static boolean same(@Nullable Object one, @Nullable Object other) {
        return same(one, other, 0);
    }

    private static boolean same(@Nullable Object one, @Nullable Object other, int depth) {
        if (one == other) {
            return true;
        }
        if (one == null || other == null || one.getClass() != other.getClass() || depth > DEEPEST) {
            return false;
        }
        if (one instanceof Map<?, ?> map) {
            return sameMaps(map, (Map<?, ?>) other, depth);
        }
        if (one instanceof Collection<?> collection) {
            return one.equals(other) || sameElements(collection, (Collection<?>) other, depth);
        }
        if (one.getClass().isArray()) {
            return Arrays.deepEquals(new Object[] {one}, new Object[] {other});
        }
        if (one.equals(other)) {
            return true;
        }
        return one.getClass().isRecord()
                ? sameComponents(one, other, depth)
                : isJavaBean(one.getClass()) && sameProperties(one, other, depth);
    }

    private static boolean sameMaps(Map<?, ?> one, Map<?, ?> other, int depth) {
        return one.size() == other.size()
                && one.entrySet().stream()
                        .allMatch(entry -> other.containsKey(entry.getKey())
                                && same(entry.getValue(), other.get(entry.getKey()), depth + 1));
    }

    private static boolean sameElements(Collection<?> one, Collection<?> other, int depth) {
        if (one.size() != other.size()) {
            return false;
        }
        Iterator<?> others = other.iterator();
        for (Object element : one) {
            if (!same(element, others.next(), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a class has properties to compare and no {@code equals} of its own. */
    static boolean isJavaBean(Class<?> type) {
        return !BeanUtils.isSimpleValueType(type)
                && !type.getName().startsWith("java.")
                && !type.isRecord()
                && Objects.requireNonNull(ReflectionUtils.findMethod(type, "equals", Object.class))
                                .getDeclaringClass()
                        == Object.class
                && BeanProperty.of(type).stream().anyMatch(property -> property.setter() != null);
    }

    private static boolean sameComponents(Object one, Object other, int depth) {
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            Method accessor = component.getAccessor();
            ReflectionUtils.makeAccessible(accessor);
            if (!same(
                    ReflectionUtils.invokeMethod(accessor, one),
                    ReflectionUtils.invokeMethod(accessor, other),
                    depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameProperties(Object one, Object other, int depth) {
        return BeanProperty.of(one.getClass()).stream()
                .filter(property -> property.getter() != null)
                .allMatch(property -> same(property.read(one), property.read(other), depth + 1));
    }
}
