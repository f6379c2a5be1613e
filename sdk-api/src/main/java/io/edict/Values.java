package io.edict;

import com.typesafe.config.Config;
import io.edict.error.MissingValueException;
import io.edict.error.WrongTypeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Immutable, parsed configuration that is read by path: one version of a document ({@link Snapshot}), or several documents
 * in layers ({@link LayeredSnapshot}).
 *
 * <p>All methods may be called from any thread. None blocks, takes a lock or touches the network or the disk. Keep the
 * values in a local variable to read several of the same version.
 *
 * <p>Paths are typesafe-config's: elements separated by dots, an element with special characters in double quotes. The
 * path in its plain form, as {@link KeyChange#path()} gives it, is one look-up in a hash table; another spelling of it
 * ({@code "pool".size}) works too, but is parsed each time. Conversions are typesafe-config's: the text {@code "5"} reads
 * as an {@code int}, {@code 10s} as a duration.
 *
 * <p>A path that leads to no value, or to null, is a {@link MissingValueException}; a value of another type is a
 * {@link WrongTypeException}. The variants with a fallback use it for a missing value only, never for a malformed one.
 */
public interface Values {
    /**
     * The parsed configuration, with all substitutions resolved.
     *
     * @return typesafe-config's immutable view
     */
    Config config();

    /**
     * Tells whether there is a value, other than null, at a path.
     *
     * @param path the path
     * @return whether a look-up would find a value
     */
    boolean has(String path);

    /**
     * Reads a string. Numbers and booleans read as they are written.
     *
     * @param path the path
     * @return the value
     * @throws MissingValueException if there is none
     * @throws WrongTypeException if it is a list or an object
     */
    String getString(String path);

    /**
     * Reads an {@code int}.
     *
     * @param path the path
     * @return the value
     * @throws MissingValueException if there is none
     * @throws WrongTypeException if it is no number, or out of range
     */
    int getInt(String path);

    /**
     * Reads a {@code long}.
     *
     * @param path the path
     * @return the value
     * @throws MissingValueException if there is none
     * @throws WrongTypeException if it is no number, or out of range
     */
    long getLong(String path);

    /**
     * Reads a {@code double}.
     *
     * @param path the path
     * @return the value
     * @throws MissingValueException if there is none
     * @throws WrongTypeException if it is no number
     */
    double getDouble(String path);

    /**
     * Reads a {@code boolean}: {@code true}, {@code yes}, {@code on} and their opposites.
     *
     * @param path the path
     * @return the value
     * @throws MissingValueException if there is none
     * @throws WrongTypeException if it is no boolean
     */
    boolean getBoolean(String path);

    /**
     * Reads a duration such as {@code 250ms}, {@code 10s}, {@code 5 minutes}; a bare number means milliseconds.
     *
     * @param path the path
     * @return the value
     * @throws MissingValueException if there is none
     * @throws WrongTypeException if it is no duration
     */
    Duration getDuration(String path);

    /**
     * Reads a list of strings.
     *
     * @param path the path
     * @return the values, in order, immutable
     * @throws MissingValueException if there is none
     * @throws WrongTypeException if it is no list of strings, numbers or booleans
     */
    List<String> getStringList(String path);

    /**
     * Reads a string if there is one.
     *
     * @param path the path
     * @return the value, or empty if there is none
     * @throws WrongTypeException if it is a list or an object
     */
    default Optional<String> findString(String path) {
        return has(path) ? Optional.of(getString(path)) : Optional.empty();
    }

    /**
     * Reads a string, or takes the fallback where there is none.
     *
     * @param path the path
     * @param fallback the value to use if there is none
     * @return the value
     * @throws WrongTypeException if it is a list or an object
     */
    default String getString(String path, String fallback) {
        return has(path) ? getString(path) : fallback;
    }

    /**
     * Reads an {@code int}, or takes the fallback where there is none.
     *
     * @param path the path
     * @param fallback the value to use if there is none
     * @return the value
     * @throws WrongTypeException if there is a value that is no {@code int}
     */
    default int getInt(String path, int fallback) {
        return has(path) ? getInt(path) : fallback;
    }

    /**
     * Reads a {@code boolean}, or takes the fallback where there is none.
     *
     * @param path the path
     * @param fallback the value to use if there is none
     * @return the value
     * @throws WrongTypeException if there is a value that is no {@code boolean}
     */
    default boolean getBoolean(String path, boolean fallback) {
        return has(path) ? getBoolean(path) : fallback;
    }
}
