package io.edict.plain.internal.dispatch;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.Version;
import io.edict.VersionInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A snapshot that has a version, and no values. */
record TestSnapshot(VersionInfo info) implements Snapshot {
    static final DocumentId ORDERS = DocumentId.of("shop/orders");

    static Snapshot version(long number) {
        return version(ORDERS, number);
    }

    static Snapshot version(DocumentId id, long number) {
        return sized(id, number, 0);
    }

    static Snapshot sized(DocumentId id, long number, long size) {
        return new TestSnapshot(new VersionInfo(
                id,
                new Version(1, number),
                VersionInfo.Kind.CONTENT,
                Format.HOCON,
                size,
                "",
                new VersionInfo.Origin("test", Instant.EPOCH, ""),
                new UUID(0, number),
                List.of(new VersionInfo.Member(id, number))));
    }

    @Override
    public Source source() {
        return new Source(Source.Kind.STORE, "nowhere");
    }

    @Override
    public Config config() {
        return ConfigFactory.empty();
    }

    @Override
    public boolean has(String path) {
        return false;
    }

    @Override
    public String getString(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getInt(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getLong(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public double getDouble(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean getBoolean(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Duration getDuration(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> getStringList(String path) {
        throw new UnsupportedOperationException();
    }
}
