package io.edict;

import io.edict.error.InvalidRequestException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * Names a type with type arguments: {@code new TypeRef<Map<String, Pool>>() {}}.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {
    private final Type type;

    /**
     * Takes the type from the subclass.
     *
     * @throws InvalidRequestException if the subclass does not name it
     */
    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType named)) {
            throw new InvalidRequestException(
                    "A TypeRef does not name its type; write for example new TypeRef<List<String>>() {}");
        }
        this.type = named.getActualTypeArguments()[0];
    }

    /**
     * The type.
     *
     * @return the type, with its arguments
     */
    public Type type() {
        return type;
    }

    /** Returns the type's name. */
    @Override
    public String toString() {
        return type.getTypeName();
    }
}
