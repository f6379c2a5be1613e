package io.edict.plain.internal.dispatch;

import io.edict.ConfigChange;
import io.edict.KeyChange;
import io.edict.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What listeners to documents and namespaces are told.
 *
 * @param diff tells which keys changed
 * @param filter which of them the listener is for
 */
record DocumentChanges(Diff diff, PathFilter filter) implements Changes<Snapshot, ConfigChange> {
    @Override
    public Object key(Snapshot item) {
        return item.id();
    }

    @Override
    public boolean isNewer(Snapshot item, Snapshot than) {
        return item.version().isNewerThan(than.version());
    }

    @Override
    public String subject(Snapshot item) {
        return item.id().toString();
    }

    @Override
    public @Nullable ConfigChange between(@Nullable Snapshot before, Snapshot after) {
        List<KeyChange> keys = filter.select(diff.between(before, after), KeyChange::path);
        boolean nothingToTell = before != null && !filter.isOpen() && keys.isEmpty();
        return nothingToTell ? null : new ConfigChange(before, after, keys);
    }
}
