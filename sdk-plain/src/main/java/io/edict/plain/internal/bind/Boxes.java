package io.edict.plain.internal.bind;

import java.lang.invoke.MethodType;

/** Primitive types and their boxes. */
final class Boxes {
    private Boxes() {}

    /** The box of a primitive type; any other type itself. */
    static Class<?> box(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
