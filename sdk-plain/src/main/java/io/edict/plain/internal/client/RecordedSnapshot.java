package io.edict.plain.internal.client;

import com.typesafe.config.Config;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.VersionInfo;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A snapshot that tells which paths are looked up. Only made where usage is recorded. */
final class RecordedSnapshot implements Snapshot {
    private final Snapshot snapshot;
    private final Consumer<String> read;

    RecordedSnapshot(Snapshot snapshot, Consumer<String> read) {
        this.snapshot = snapshot;
        this.read = read;
    }

    private String noted(String path) {
        read.accept(path);
        return path;
    }

    @Override
    public VersionInfo info() {
        return snapshot.info();
    }

    @Override
    public Source source() {
        return snapshot.source();
    }

    @Override
    public Config config() {
        return snapshot.config();
    }

    @Override
    public boolean has(String path) {
        return snapshot.has(noted(path));
    }

    @Override
    public String getString(String path) {
        return snapshot.getString(noted(path));
    }

    @Override
    public int getInt(String path) {
        return snapshot.getInt(noted(path));
    }

    @Override
    public long getLong(String path) {
        return snapshot.getLong(noted(path));
    }

    @Override
    public double getDouble(String path) {
        return snapshot.getDouble(noted(path));
    }

    @Override
    public boolean getBoolean(String path) {
        return snapshot.getBoolean(noted(path));
    }

    @Override
    public Duration getDuration(String path) {
        return snapshot.getDuration(noted(path));
    }

    @Override
    public List<String> getStringList(String path) {
        return snapshot.getStringList(noted(path));
    }

    @Override
    public String toString() {
        return snapshot.toString();
    }
}
