package io.edict.plain.internal.content;

import com.typesafe.config.ConfigValue;
import io.edict.KeyChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changed between two indexes. For one thread. */
final class IndexDiff {
    private final PathIndex before;
    private final PathIndex after;
    private final Counterparts counterparts;
    private final List<KeyChange> changes = new ArrayList<>();

    private IndexDiff(PathIndex before, PathIndex after) {
        this.before = before;
        this.after = after;
        this.counterparts = new Counterparts(before, Math.max(1, after.size()));
    }

    /**
     * What changed.
     *
     * @param before the index of the older values, which must be complete
     * @param after the index of the newer ones
     * @return the changes, in no order
     */
    static List<KeyChange> between(PathIndex before, PathIndex after) {
        IndexDiff diff = new IndexDiff(before, after);
        diff.compareAll();
        return diff.changes;
    }

    private void compareAll() {
        int found = 0;
        for (int number = 0; number < after.size(); number++) {
            int parent = after.parent(number);
            if (!counterparts.follows(parent, after.element(number))) {
                counterparts.lookUp(parent, after.element(number), after.hash(number));
            }
        }
        for (int number = 0; number < after.size(); number++) {
            int counterpart = counterparts.of(number);
            if (counterpart == PathIndex.NOWHERE) {
                change(after, number, null, after.leaf(number));
            } else {
                compare(counterpart, number);
                found++;
            }
        }
        if (found < before.size()) {
            addRemoved();
        }
    }

    private void compare(int old, int now) {
        Object value = before.value(old);
        Object other = after.value(now);
        if (value != other && !(Numbering.isSimple(value) && value.equals(other))) {
            change(after, now, before.leaf(old), after.leaf(now));
        }
    }

    private void addRemoved() {
        boolean[] found = new boolean[before.size()];
        for (int number = 0; number < after.size(); number++) {
            if (counterparts.of(number) != PathIndex.NOWHERE) {
                found[counterparts.of(number)] = true;
            }
        }
        for (int number = 0; number < found.length; number++) {
            if (!found[number]) {
                change(before, number, before.leaf(number), null);
            }
        }
    }

    private void change(PathIndex index, int number, @Nullable ConfigValue old, @Nullable ConfigValue now) {
        if (old == null && now != null) {
            changes.add(new KeyChange.Added(index.path(number), now));
        } else if (old != null && now == null) {
            changes.add(new KeyChange.Removed(index.path(number), old));
        } else if (old != null && now != null && !old.equals(now)) {
            changes.add(new KeyChange.Updated(index.path(number), old, now));
        }
    }
}
