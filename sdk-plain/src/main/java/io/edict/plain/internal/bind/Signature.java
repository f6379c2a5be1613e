package io.edict.plain.internal.bind;

import java.lang.reflect.Method;
import java.util.List;

/**
 * A method's name and the types of its arguments.
 *
 * @param name the name
 * @param arguments the types
 */
record Signature(String name, List<Class<?>> arguments) {
    static Signature of(Method method) {
        return new Signature(method.getName(), List.of(method.getParameterTypes()));
    }
}
