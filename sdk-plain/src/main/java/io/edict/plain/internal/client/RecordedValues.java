package io.edict.plain.internal.client;

import com.typesafe.config.Config;
import io.edict.Values;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Values that tell which paths are looked up. */
abstract class RecordedValues implements Values {
    private final Values values;
    private final Consumer<String> read;

    RecordedValues(Values values, Consumer<String> read) {
        this.values = values;
        this.read = read;
    }

    private String noted(String path) {
        read.accept(path);
        return path;
    }

    @Override
    public final Config config() {
        return values.config();
    }

    @Override
    public final boolean has(String path) {
        return values.has(noted(path));
    }

    @Override
    public final String getString(String path) {
        return values.getString(noted(path));
    }

    @Override
    public final int getInt(String path) {
        return values.getInt(noted(path));
    }

    @Override
    public final long getLong(String path) {
        return values.getLong(noted(path));
    }

    @Override
    public final double getDouble(String path) {
        return values.getDouble(noted(path));
    }

    @Override
    public final boolean getBoolean(String path) {
        return values.getBoolean(noted(path));
    }

    @Override
    public final Duration getDuration(String path) {
        return values.getDuration(noted(path));
    }

    @Override
    public final List<String> getStringList(String path) {
        return values.getStringList(noted(path));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
