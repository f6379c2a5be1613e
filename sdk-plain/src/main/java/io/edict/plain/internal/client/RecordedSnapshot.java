package io.edict.plain.internal.client;

import io.edict.Snapshot;
import io.edict.Source;
import io.edict.VersionInfo;
import java.util.function.Consumer;

/** A snapshot that tells which paths are looked up. Only made where usage is recorded. */
final class RecordedSnapshot extends RecordedValues implements Snapshot {
    private final Snapshot snapshot;

    RecordedSnapshot(Snapshot snapshot, Consumer<String> read) {
        super(snapshot, read);
        this.snapshot = snapshot;
    }

    @Override
    public VersionInfo info() {
        return snapshot.info();
    }

    @Override
    public Source source() {
        return snapshot.source();
    }
}
