package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.edict.Values;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values with an index by path. Immutable, so all methods may be called from any thread.
 *
 * <p>A look-up by a path in its plain form finds strings, numbers and booleans in the index and allocates nothing. What is
 * not as simple (durations, lists, numbers to be read as strings, a path in another spelling) is left to typesafe-config,
 * so that there is one meaning of everything.
 */
public abstract class IndexedValues implements Values {
    /** Longer ones may not fit in 64 bits. */
    private static final int MAX_DIGITS = 18;

    private final Config config;
    private final PathIndex index;

    /**
     * Indexes a configuration, if it is not indexed already.
     *
     * @param resolved the parsed configuration
     */
    protected IndexedValues(IndexedConfig resolved) {
        this.config = resolved.config();
        this.index = resolved.index();
    }

    PathIndex index() {
        return index;
    }

    /**
     * What the values belong to, for the words of failures.
     *
     * @return the subject
     */
    protected abstract Subject subject();

    /**
     * What the value at a path belongs to, and where it stands.
     *
     * @param path the path, which can be parsed
     * @param origin where typesafe-config says that it comes from, if it says so
     * @return the subject
     */
    protected abstract Subject subject(String path, @Nullable ConfigOrigin origin);

    /**
     * Says that a path cannot be looked up.
     *
     * @param path the path, which cannot be parsed
     * @return the error
     */
    protected final InvalidRequestException badPath(String path) {
        return new LookupFailure(subject(), path, "a value").badPath();
    }

    /**
     * How many values there are, without objects and nulls.
     *
     * @return the number
     */
    protected final int count() {
        return index.leaves();
    }

    @Override
    public final Config config() {
        return config;
    }

    @Override
    public final boolean has(String path) {
        Object found = index.find(path);
        if (found == null) {
            return parsed(path, "a value", config::hasPath);
        }
        if (found instanceof ConfigValue value) {
            return value.valueType() != ConfigValueType.NULL;
        }
        return found != PathIndex.ABSENT;
    }

    @Override
    public final String getString(String path) {
        Object found = index.find(path);
        if (found instanceof String text) {
            return text;
        }
        if (found instanceof Boolean truth) {
            return truth.toString();
        }
        return parsed(path, "a string", config::getString);
    }

    @Override
    public final int getInt(String path) {
        Object found = index.find(path);
        if (found instanceof Integer number) {
            return number;
        }
        if (found instanceof String text && isInteger(text)) {
            long number = Long.parseLong(text);
            if (number == (int) number) {
                return (int) number;
            }
        }
        return parsed(path, "an int", config::getInt);
    }

    @Override
    public final long getLong(String path) {
        Object found = index.find(path);
        if (found instanceof Long || found instanceof Integer) {
            return ((Number) found).longValue();
        }
        if (found instanceof String text && isInteger(text)) {
            return Long.parseLong(text);
        }
        return parsed(path, "a long", config::getLong);
    }

    @Override
    public final double getDouble(String path) {
        Object found = index.find(path);
        if (found instanceof Number number) {
            return number.doubleValue();
        }
        if (found instanceof String text && isInteger(text)) {
            return Long.parseLong(text);
        }
        return parsed(path, "a double", config::getDouble);
    }

    @Override
    public final boolean getBoolean(String path) {
        Object found = index.find(path);
        if (found instanceof Boolean truth) {
            return truth;
        }
        return parsed(path, "a boolean", config::getBoolean);
    }

    @Override
    public final Duration getDuration(String path) {
        return parsed(path, "a duration", config::getDuration);
    }

    @Override
    public final List<String> getStringList(String path) {
        return List.copyOf(parsed(path, "a list of strings", config::getStringList));
    }

    private <T> T parsed(String path, String type, Function<String, T> read) {
        try {
            return read.apply(path);
        } catch (ConfigException e) {
            throw failure(path, type, e);
        } catch (IndexOutOfBoundsException e) {
            // typesafe-config trips over texts that begin with half of a character.
            throw new LookupFailure(subject(), path, type).wrongType();
        }
    }

    private EdictException failure(String path, String type, ConfigException e) {
        if (e instanceof ConfigException.BadPath) {
            return badPath(path);
        }
        LookupFailure failure = new LookupFailure(subject(path, e.origin()), path, type);
        return has(path) ? failure.wrongType() : failure.missing(e);
    }

    /** Decimal digits, few enough that reading them neither fails nor allocates. */
    private static boolean isInteger(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - start;
        if (digits < 1 || digits > MAX_DIGITS) {
            return false;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
