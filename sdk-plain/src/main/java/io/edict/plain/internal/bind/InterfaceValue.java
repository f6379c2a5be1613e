package io.edict.plain.internal.bind;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What answers for an interface: values that were bound once. Immutable.
 *
 * @param type the interface
 * @param values the values by method; without those that a body makes
 * @param bodies the methods with a body
 */
record InterfaceValue(Class<?> type, Map<String, Object> values, Map<Signature, MethodHandle> bodies)
        implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && isEqual(arguments[0]);
                case "hashCode" -> 31 * type.hashCode() + values.hashCode();
                default -> type.getTypeName();
            };
        }
        Object value = method.getParameterCount() == 0 ? values.get(method.getName()) : null;
        if (value != null) {
            return value;
        }
        MethodHandle body = Objects.requireNonNull(bodies.get(Signature.of(method)), "a method has a value or a body");
        return body.invoke(proxy, arguments);
    }

    /** The handler behind an object, or null if it is none that Edict made of an interface. */
    static @Nullable InterfaceValue behind(@Nullable Object object) {
        return object != null
                        && Proxy.isProxyClass(object.getClass())
                        && Proxy.getInvocationHandler(object) instanceof InterfaceValue value
                ? value
                : null;
    }

    /** The bodies follow from the type. */
    private boolean isEqual(@Nullable Object other) {
        InterfaceValue that = behind(other);
        return that != null && type == that.type && values.equals(that.values);
    }

    /** Returns the type; the values are not told. */
    @Override
    public String toString() {
        return type.getTypeName();
    }
}
