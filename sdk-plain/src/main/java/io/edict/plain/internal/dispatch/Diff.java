package io.edict.plain.internal.dispatch;

import io.edict.KeyChange;
import io.edict.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what changed between two versions of a document. Called on a listener's thread, just before its call. */
@FunctionalInterface
public interface Diff {
    /** The changed keys, sorted by path; against an empty document where there is nothing before. */
    List<KeyChange> between(@Nullable Snapshot before, Snapshot after);
}
