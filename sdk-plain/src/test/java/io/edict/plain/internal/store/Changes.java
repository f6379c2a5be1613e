package io.edict.plain.internal.store;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication.Expectation;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Kind;
import io.edict.VersionInfo.Origin;
import io.edict.plain.internal.store.Change.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Changes for tests. */
public final class Changes {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final Origin ORIGIN = new Origin("ann", NOON, "because");
    private static final Rule PLAIN = new Rule(Expectation.NONE, 100);

    private Changes() {}

    /** An unconditional change that keeps 100 versions. */
    public static Change text(DocumentId id, String text) {
        return content(id, Content.ofText(text));
    }

    public static Change content(DocumentId id, Content content) {
        return new Change(id, Kind.CONTENT, Format.HOCON, content, ORIGIN, PLAIN);
    }

    /** An unconditional deletion. */
    public static Change deletion(DocumentId id) {
        return new Change(id, Kind.DELETION, null, Content.EMPTY, ORIGIN, PLAIN);
    }

    public static Change onlyIf(Expectation expectation, Change change) {
        return ruled(change, new Rule(expectation, change.rule().keep()));
    }

    public static Change keeping(int versions, Change change) {
        return ruled(change, new Rule(change.rule().expectation(), versions));
    }

    private static Change ruled(Change change, Rule rule) {
        return new Change(change.id(), change.kind(), change.format(), change.content(), change.origin(), rule);
    }

    /** Bytes that do not compress, always the same for a seed. */
    public static byte[] noise(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** The record of a version. */
    public static VersionInfo info(DocumentId id, long number, Kind kind, Content content) {
        return new VersionInfo(
                id,
                new Version(1, number),
                kind,
                Format.HOCON,
                content.size(),
                content.sha256(),
                ORIGIN,
                new UUID(1, number),
                List.of(new VersionInfo.Member(id, number)));
    }
}
