package io.edict.plain.internal.dispatch;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.Version;
import io.edict.VersionInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A snapshot that has a version, and no values. */
record TestSnapshot(VersionInfo info) implements Snapshot, NoValues {
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
}
