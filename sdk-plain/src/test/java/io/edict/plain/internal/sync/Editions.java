package io.edict.plain.internal.sync;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Member;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.StoredVersion;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Versions for tests: of a document, published with others. */
final class Editions {
    private static final Content CONTENT = Content.ofText("n = 1");
    private static final VersionInfo.Origin ORIGIN = new VersionInfo.Origin("ann", Instant.EPOCH, "");

    private Editions() {}

    /** One version of the transaction that made what is given. */
    static StoredVersion of(DocumentId id, List<Member> together) {
        long number = together.stream()
                .filter(member -> member.id().equals(id))
                .findFirst()
                .orElseThrow()
                .number();
        VersionInfo info = new VersionInfo(
                id,
                new Version(1, number),
                VersionInfo.Kind.CONTENT,
                Format.HOCON,
                CONTENT.size(),
                CONTENT.sha256(),
                ORIGIN,
                new UUID(0, number),
                together);
        return new StoredVersion("store", info, CONTENT);
    }

    static long number(StoredVersion version) {
        return version.info().version().number();
    }
}
