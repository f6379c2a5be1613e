package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.Version;
import io.edict.VersionInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Versions and snapshots for tests. */
final class Contents {
    static final DocumentId ORDERS = DocumentId.of("shop/orders");

    private Contents() {}

    static VersionInfo version(Format format, long number) {
        return version(format, number, VersionInfo.Kind.CONTENT);
    }

    static VersionInfo deletion(long number) {
        return version(Format.HOCON, number, VersionInfo.Kind.DELETION);
    }

    static Config hocon(String text) {
        return read(Format.HOCON, text);
    }

    static Config read(Format format, String text) {
        return DocumentParser.parse(version(format, 3), text).config();
    }

    /** Read and indexed at once, as a client does. */
    static Snapshot snapshot(Format format, String text) {
        VersionInfo info = version(format, 3);
        return snapshot(info, DocumentParser.parse(info, text));
    }

    static Snapshot snapshot(Config config) {
        return snapshot(version(Format.HOCON, 3), config);
    }

    static Snapshot snapshot(VersionInfo info, Config config) {
        return snapshot(info, IndexedConfig.of(config));
    }

    private static Snapshot snapshot(VersionInfo info, IndexedConfig config) {
        return new IndexedSnapshot(info, new Source(Source.Kind.STORE, "127.0.0.1:2181"), config);
    }

    private static VersionInfo version(Format format, long number, VersionInfo.Kind kind) {
        return new VersionInfo(
                ORDERS,
                new Version(1, number),
                kind,
                format,
                1,
                "0".repeat(64),
                new VersionInfo.Origin("ann", Instant.EPOCH, ""),
                new UUID(0, number),
                List.of(new VersionInfo.Member(ORDERS, number)));
    }
}
