package io.edict.plain.internal.content;

import com.typesafe.config.ConfigOrigin;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.VersionInfo;
import org.jspecify.annotations.Nullable;

/** A snapshot with an index of its values by path. */
public final class IndexedSnapshot extends IndexedValues implements Snapshot {
    private final VersionInfo info;
    private final Source source;

    /**
     * Indexes a configuration, if it is not indexed already.
     *
     * @param info the version's record
     * @param source where the version came from
     * @param resolved the parsed configuration, empty if the version deletes the document
     */
    public IndexedSnapshot(VersionInfo info, Source source, IndexedConfig resolved) {
        super(resolved);
        this.info = info;
        this.source = source;
    }

    @Override
    public VersionInfo info() {
        return info;
    }

    @Override
    public Source source() {
        return source;
    }

    @Override
    protected Subject subject() {
        return new Subject(id() + " version " + version(), "the document", "", info);
    }

    @Override
    protected Subject subject(String path, @Nullable ConfigOrigin origin) {
        int line = origin == null ? 0 : origin.lineNumber();
        String place = line > 0 ? " (line " + line + ")" : "";
        return new Subject(id() + " version " + version(), "the document", place, info);
    }

    /** Returns document, version, number of values and source; never a value. */
    @Override
    public String toString() {
        return "Snapshot[" + id() + " version " + version() + ", " + count() + " values from " + source + "]";
    }
}
