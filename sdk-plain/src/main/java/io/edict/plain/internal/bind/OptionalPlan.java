package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigValue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Values that need not be there.
 *
 * @param inner how to make the value
 * @param wrap puts it into an optional
 * @param whenAbsent the empty optional
 */
record OptionalPlan(Plan inner, UnaryOperator<Object> wrap, Object whenAbsent) implements Plan {
    @Override
    public @Nullable Object bind(ConfigValue value, String path, Pass pass) {
        Object bound = inner.bindElement(value, path, pass);
        return bound == null ? null : wrap.apply(bound);
    }

    @Override
    public boolean mayHaveConstraints() {
        return inner.mayHaveConstraints();
    }

    @Override
    public String expected() {
        return inner.expected();
    }
}
