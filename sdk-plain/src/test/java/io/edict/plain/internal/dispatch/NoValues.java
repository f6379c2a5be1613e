package io.edict.plain.internal.dispatch;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edict.Values;
import java.time.Duration;
import java.util.List;

/** Configuration without values, for tests in which they do not matter. */
interface NoValues extends Values {
    @Override
    default Config config() {
        return ConfigFactory.empty();
    }

    @Override
    default boolean has(String path) {
        return false;
    }

    @Override
    default String getString(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    default int getInt(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    default long getLong(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    default double getDouble(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    default boolean getBoolean(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    default Duration getDuration(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    default List<String> getStringList(String path) {
        throw new UnsupportedOperationException();
    }
}
