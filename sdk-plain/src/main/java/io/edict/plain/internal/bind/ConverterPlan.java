package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigValue;
import io.edict.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Values that the application makes.
 *
 * @param type their class, boxed
 * @param converter makes them
 */
record ConverterPlan(Class<?> type, Converter<?> converter) implements Plan {
    @Override
    public @Nullable Object bind(ConfigValue value, String path, Pass pass) {
        String by = "the converter for " + type.getTypeName();
        Object made = pass.make(value, path, this, by, () -> type.cast(converter.convert(value)));
        if (made != null) {
            pass.bound(value, path);
        }
        return made;
    }

    @Override
    public String expected() {
        return "a value for " + type.getTypeName();
    }
}
