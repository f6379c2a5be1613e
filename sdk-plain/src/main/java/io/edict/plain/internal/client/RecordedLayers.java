package io.edict.plain.internal.client;

import io.edict.Explanation;
import io.edict.LayeredSnapshot;
import io.edict.Shadowed;
import io.edict.Snapshot;
import io.edict.plain.internal.layers.MergedSnapshot;
import java.util.List;
import java.util.function.Consumer;

/** Merged layers that tell which paths are looked up. Only made where usage is recorded. */
final class RecordedLayers extends RecordedValues implements LayeredSnapshot {
    private final MergedSnapshot merged;

    RecordedLayers(MergedSnapshot merged, Consumer<String> read) {
        super(merged, read);
        this.merged = merged;
    }

    /** What was merged, recorded or not. */
    static MergedSnapshot merged(LayeredSnapshot snapshot) {
        return snapshot instanceof RecordedLayers recorded ? recorded.merged : (MergedSnapshot) snapshot;
    }

    @Override
    public List<Snapshot> documents() {
        return merged.documents();
    }

    @Override
    public Explanation explain(String path) {
        return merged.explain(path);
    }

    @Override
    public List<Shadowed> shadowed() {
        return merged.shadowed();
    }
}
