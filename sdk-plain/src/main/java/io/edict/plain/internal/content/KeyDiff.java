package io.edict.plain.internal.content;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.edict.KeyChange;
import io.edict.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two configurations, value by value. Writes down paths of changed values only: walks through both
 * at once, or through their indexes if they have them.
 *
 * <p>A null counts as no value, as everywhere in typesafe-config; so does an object without values. Lists are values as a
 * whole.
 */
public final class KeyDiff {
    private final List<KeyChange> changes = new ArrayList<>();
    /** The keys to where the walk is. */
    private final List<String> keys = new ArrayList<>();

    private KeyDiff() {}

    /**
     * What changed between two snapshots, single or layered.
     *
     * @param before the older one, or null to compare with an empty document
     * @param after the newer one
     * @return the changes, sorted by path
     */
    public static List<KeyChange> between(@Nullable Values before, Values after) {
        if (before instanceof IndexedValues old && after instanceof IndexedValues now) {
            PathIndex index = old.index();
            if (index.isComplete()) {
                return sorted(IndexDiff.between(index, now.index()));
            }
        }
        return between(
                before == null ? null : before.config().root(), after.config().root());
    }

    /**
     * What changed between two configurations.
     *
     * @param before the older one
     * @param after the newer one
     * @return the changes, sorted by path
     */
    public static List<KeyChange> between(Config before, Config after) {
        return between(before.root(), after.root());
    }

    private static List<KeyChange> between(@Nullable ConfigObject before, ConfigObject after) {
        KeyDiff diff = new KeyDiff();
        diff.value(before, after);
        return sorted(diff.changes);
    }

    private static List<KeyChange> sorted(List<KeyChange> changes) {
        changes.sort(Comparator.comparing(KeyChange::path));
        return List.copyOf(changes);
    }

    private void value(@Nullable ConfigValue before, @Nullable ConfigValue after) {
        if (before == after) {
            return;
        }
        if (before instanceof ConfigObject || after instanceof ConfigObject) {
            objects(before, after);
        } else {
            leaves(before, after);
        }
    }

    /** At least one side is an object. What is no object on the other side is a value of its own, at this path. */
    private void objects(@Nullable ConfigValue before, @Nullable ConfigValue after) {
        Map<String, ConfigValue> old = before instanceof ConfigObject object ? object : Map.of();
        Map<String, ConfigValue> now = after instanceof ConfigObject object ? object : Map.of();
        leaves(before instanceof ConfigObject ? null : before, after instanceof ConfigObject ? null : after);
        int both = 0;
        for (String key : old.keySet()) {
            ConfigValue other = now.get(key);
            both += other == null ? 0 : 1;
            inner(key, old.get(key), other);
        }
        if (both == now.size()) {
            return;
        }
        for (String key : now.keySet()) {
            if (!old.containsKey(key)) {
                inner(key, null, now.get(key));
            }
        }
    }

    private void inner(String key, @Nullable ConfigValue before, @Nullable ConfigValue after) {
        keys.add(key);
        value(before, after);
        keys.remove(keys.size() - 1);
    }

    private String path() {
        return keys.stream().map(Paths::element).collect(Collectors.joining("."));
    }

    private void leaves(@Nullable ConfigValue before, @Nullable ConfigValue after) {
        ConfigValue old = present(before);
        ConfigValue now = present(after);
        if (old == null && now != null) {
            changes.add(new KeyChange.Added(path(), now));
        } else if (old != null && now == null) {
            changes.add(new KeyChange.Removed(path(), old));
        } else if (old != null && now != null && !old.equals(now)) {
            changes.add(new KeyChange.Updated(path(), old, now));
        }
    }

    private static @Nullable ConfigValue present(@Nullable ConfigValue value) {
        return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
    }
}
