package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import org.jspecify.annotations.Nullable;

/** How to make values of one type. Immutable once the type is compiled, and used by any thread. */
interface Plan {
    /**
     * Makes a value.
     *
     * @param value what stands in the configuration, not null in the sense of HOCON
     * @param path its path
     * @param pass what to tell problems to
     * @return the value, or null if there is a problem, which was told
     */
    @Nullable
    Object bind(ConfigValue value, String path, Pass pass);

    /** What must stand there, with its article: {@code a duration}. */
    String expected();

    /** The value where the configuration has none, or null if it must have one. */
    default @Nullable Object whenAbsent() {
        return null;
    }

    /** Whether the value is, or may hold, an object of a type that declares constraints. */
    default boolean mayHaveConstraints() {
        return false;
    }

    /** Makes a value where null may stand, which is as if nothing stood there. */
    default @Nullable Object bindElement(ConfigValue value, String path, Pass pass) {
        if (value.valueType() != ConfigValueType.NULL) {
            return bind(value, path, pass);
        }
        Object absent = whenAbsent();
        if (absent == null) {
            pass.problems().isNull(path, value.origin(), expected());
        }
        return absent;
    }
}
