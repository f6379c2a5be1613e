package io.edict.plain.internal.dispatch;

import io.edict.KeyChange;
import io.edict.LayeredChange;
import io.edict.LayeredSnapshot;
import io.edict.Shadowed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What listeners to a layered view are told.
 *
 * @param view the layers, for logs and events; also the key, since a queue serves one view
 * @param diff tells what changed
 * @param filter which changes the listener is for
 */
record LayeredChanges(String view, LayeredDiff diff, PathFilter filter)
        implements Changes<Stamped<LayeredSnapshot>, LayeredChange> {
    @Override
    public Object key(Stamped<LayeredSnapshot> item) {
        return view;
    }

    @Override
    public boolean isNewer(Stamped<LayeredSnapshot> item, Stamped<LayeredSnapshot> than) {
        return item.isAfter(than);
    }

    @Override
    public String subject(Stamped<LayeredSnapshot> item) {
        return view;
    }

    @Override
    public @Nullable LayeredChange between(@Nullable Stamped<LayeredSnapshot> before, Stamped<LayeredSnapshot> after) {
        LayeredSnapshot old = before == null ? null : before.value();
        LayeredSnapshot now = after.value();
        List<KeyChange> keys = filter.select(diff.keys(old, now), KeyChange::path);
        if (old != null && keys.isEmpty()) {
            return null;
        }
        return new LayeredChange(old, now, keys, filter.select(diff.shadowed(old, now), Shadowed::path));
    }
}
