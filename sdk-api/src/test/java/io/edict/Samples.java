package io.edict;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Versions and snapshots for tests. */
final class Samples {
    static final DocumentId ORDERS = DocumentId.of("shop/orders");

    private Samples() {}

    static VersionInfo version(long number) {
        return new VersionInfo(
                ORDERS,
                new Version(1, number),
                VersionInfo.Kind.CONTENT,
                Format.HOCON,
                20,
                "0".repeat(64),
                new VersionInfo.Origin("ann", Instant.EPOCH, "why"),
                new UUID(0, number),
                List.of(new VersionInfo.Member(ORDERS, number)));
    }

    static Snapshot snapshot(long number) {
        return snapshot(number, ConfigFactory.empty());
    }

    static Snapshot snapshot(long number, Config config) {
        return new PlainSnapshot(version(number), config);
    }

    /** A snapshot without any index. */
    private record PlainSnapshot(VersionInfo info, Config config) implements Snapshot {
        @Override
        public Source source() {
            return new Source(Source.Kind.DISK, "orders.edict");
        }

        @Override
        public boolean has(String path) {
            return config.hasPath(path);
        }

        @Override
        public String getString(String path) {
            return config.getString(path);
        }

        @Override
        public int getInt(String path) {
            return config.getInt(path);
        }

        @Override
        public long getLong(String path) {
            return config.getLong(path);
        }

        @Override
        public double getDouble(String path) {
            return config.getDouble(path);
        }

        @Override
        public boolean getBoolean(String path) {
            return config.getBoolean(path);
        }

        @Override
        public Duration getDuration(String path) {
            return config.getDuration(path);
        }

        @Override
        public List<String> getStringList(String path) {
            return config.getStringList(path);
        }
    }
}
