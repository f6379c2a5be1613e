package io.edict.plain.internal.bind;

import io.edict.error.InvalidRequestException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Compiles records, which are made by their canonical constructor, whoever may see it. */
final class Records {
    private Records() {}

    static void complete(ObjectPlan plan, Shape shape, Compiler compiler) {
        Members members = new Members(shape, shape.variables(), compiler);
        for (RecordComponent component : shape.raw().getRecordComponents()) {
            members.add(component.getName(), component.getGenericType(), component, false);
        }
        MethodHandle constructor = constructor(shape.raw());
        plan.complete(members.list(), values -> (Object) constructor.invokeExact(values));
    }

    private static MethodHandle constructor(Class<?> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (InaccessibleObjectException | ReflectiveOperationException e) {
            throw new InvalidRequestException("Edict may not make a " + type.getTypeName()
                    + "; open its package in module-info.java, at least to io.edict.plain");
        }
    }
}
