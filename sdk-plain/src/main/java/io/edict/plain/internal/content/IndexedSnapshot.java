package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.VersionInfo;
import io.edict.error.EdictException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A snapshot with an index of its values by path. Immutable, so all methods may be called from any thread.
 *
 * <p>A look-up by a path in its plain form finds strings, numbers and booleans in the index and allocates nothing. What is
 * not as simple (durations, lists, numbers to be read as strings, a path in another spelling) is left to typesafe-config,
 * so that there is one meaning of everything.
 */
public final class IndexedSnapshot implements Snapshot {
    /** Longer ones may not fit in 64 bits. */
    private static final int MAX_DIGITS = 18;

    private final VersionInfo info;
    private final Source source;
    private final Config config;
    private final PathIndex index;

    /**
     * Indexes a configuration.
     *
     * @param info the version's record
     * @param source where the version came from
     * @param config the parsed and resolved configuration, empty if the version deletes the document
     */
    public IndexedSnapshot(VersionInfo info, Source source, Config config) {
        this.info = info;
        this.source = source;
        this.config = config;
        this.index = new PathIndex(config.root());
    }

    @Override
    public VersionInfo info() {
        return info;
    }

    @Override
    public Source source() {
        return source;
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public boolean has(String path) {
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
    public String getString(String path) {
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
    public int getInt(String path) {
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
    public long getLong(String path) {
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
    public double getDouble(String path) {
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
    public boolean getBoolean(String path) {
        Object found = index.find(path);
        if (found instanceof Boolean truth) {
            return truth;
        }
        return parsed(path, "a boolean", config::getBoolean);
    }

    @Override
    public Duration getDuration(String path) {
        return parsed(path, "a duration", config::getDuration);
    }

    @Override
    public List<String> getStringList(String path) {
        return List.copyOf(parsed(path, "a list of strings", config::getStringList));
    }

    /** Returns document, version, number of values and source; never a value. */
    @Override
    public String toString() {
        return "Snapshot[" + id() + " version " + version() + ", " + index.leaves() + " values from " + source + "]";
    }

    private <T> T parsed(String path, String type, Function<String, T> read) {
        try {
            return read.apply(path);
        } catch (ConfigException e) {
            throw failure(path, type, e);
        }
    }

    private EdictException failure(String path, String type, ConfigException e) {
        LookupFailure failure = new LookupFailure(info, path, type);
        if (e instanceof ConfigException.BadPath) {
            return failure.badPath();
        }
        return has(path) ? failure.wrongType(e.origin()) : failure.missing(e);
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
