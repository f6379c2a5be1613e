package io.edict.plain.internal.content;

import com.typesafe.config.ConfigValue;
import io.edict.KeyChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two indexes. Versions of a document mostly have the same keys in the same order, so that a value's
 * counterpart stands behind the one before's; where it does not it is looked up, and from there on it does again. For one
 * thread.
 */
final class IndexDiff {
    private final PathIndex before;
    private final PathIndex after;
    /** The number before for each number after. */
    private final int[] counterparts;

    private final List<KeyChange> changes = new ArrayList<>();

    private IndexDiff(PathIndex before, PathIndex after) {
        this.before = before;
        this.after = after;
        this.counterparts = new int[after.size()];
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

    /** Values are compared when all counterparts are known: a short loop waits for the memory of several at once. */
    private void compareAll() {
        findCounterparts();
        int found = 0;
        for (int number = 0; number < counterparts.length; number++) {
            int counterpart = counterparts[number];
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

    private void findCounterparts() {
        int likely = 0;
        for (int number = 0; number < counterparts.length; number++) {
            int counterpart = counterpart(number, likely);
            counterparts[number] = counterpart;
            likely = counterpart == PathIndex.NOWHERE ? likely : counterpart + 1;
        }
    }

    private int counterpart(int number, int likely) {
        int parent = after.parent(number);
        int there = parent == Numbering.ROOT ? Numbering.ROOT : counterparts[parent];
        if (there == PathIndex.NOWHERE) {
            return PathIndex.NOWHERE;
        }
        String element = after.element(number);
        return before.isChild(likely, there, element) ? likely : before.number(after.hash(number), there, element);
    }

    private void compare(int old, int now) {
        Object value = before.value(old);
        Object other = after.value(now);
        if (!Numbering.isSimple(value) || !value.equals(other)) {
            change(after, now, before.leaf(old), after.leaf(now));
        }
    }

    private void addRemoved() {
        boolean[] found = new boolean[before.size()];
        for (int counterpart : counterparts) {
            if (counterpart != PathIndex.NOWHERE) {
                found[counterpart] = true;
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
