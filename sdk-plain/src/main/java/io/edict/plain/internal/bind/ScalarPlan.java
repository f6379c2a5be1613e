package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import org.jspecify.annotations.Nullable;

/**
 * Values that are read in one piece, mostly by typesafe-config.
 *
 * @param expected what must stand there
 * @param reader reads it
 */
record ScalarPlan(String expected, Reader reader) implements Plan {
    /** Where a value is put to be read by typesafe-config, which reads by path. */
    static final String AT = "v";

    /** The text of a value, of which most are texts already. */
    static String text(ConfigValue value) {
        return value.valueType() == ConfigValueType.STRING
                ? (String) value.unwrapped()
                : value.atKey(AT).getString(AT);
    }

    @Override
    public @Nullable Object bind(ConfigValue value, String path, Pass pass) {
        Object read = read(value);
        if (read == null) {
            pass.problems().malformed(path, value.origin(), expected);
        } else {
            pass.bound(value, path);
        }
        return read;
    }

    /** Whatever a reader throws means that the value is none of its kind; its message would quote the value. */
    private @Nullable Object read(ConfigValue value) {
        try {
            return reader.read(value);
        } catch (Exception | StackOverflowError e) { // java.util.regex overflows the stack on some patterns
            return null;
        }
    }

    /** Reads a value. */
    @FunctionalInterface
    interface Reader {
        /**
         * Reads a value.
         *
         * @throws Exception if it is none of this kind
         */
        Object read(ConfigValue value) throws Exception;
    }
}
