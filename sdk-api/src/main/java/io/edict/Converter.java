package io.edict;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.edict.error.UnacceptableValueException;
import java.util.function.Function;

/**
 * Makes a value of a type that Edict does not know. Given to the client's builder for a class.
 *
 * @param <T> the type
 */
@FunctionalInterface
public interface Converter<T> {
    /**
     * Converts a value. Called on any of the client's threads, once for each version.
     *
     * @param value what stands in the document, never null in the sense of HOCON
     * @return the converted value, never null
     * @throws UnacceptableValueException to say why not, in words that are logged
     * @throws Exception anything else: the version is refused, and of the exception only its class is told, because its
     *     message may quote the value
     */
    T convert(ConfigValue value) throws Exception;

    /**
     * A converter of texts. Numbers and booleans come as they are written; objects and lists are refused.
     *
     * @param function converts the text
     * @param <T> the type
     * @return the converter
     */
    static <T> Converter<T> ofText(Function<String, ? extends T> function) {
        return value -> {
            if (value instanceof ConfigObject || value instanceof ConfigList) {
                throw new UnacceptableValueException("it must be a text");
            }
            return function.apply(value.atKey("text").getString("text"));
        };
    }
}
