package io.edict.plain.internal.layers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import io.edict.KeyChange;
import io.edict.Layer;
import io.edict.Shadowed;
import io.edict.plain.internal.content.KeyDiff;
import io.edict.plain.internal.content.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes that make no difference because a higher layer hides them. */
public final class Shadowing {
    private Shadowing() {}

    /**
     * What changed in documents between two merged versions but is hidden in the later one.
     *
     * @param before the older one, or null to compare with nothing
     * @param after the newer one
     * @return the changes, sorted by path
     */
    public static List<Shadowed> between(@Nullable MergedSnapshot before, MergedSnapshot after) {
        List<Shadowed> shadowed = new ArrayList<>();
        Stack stack = after.stack();
        for (int i = 1; i < after.strata().size(); i++) {
            Part now = after.strata().get(i).part();
            if (now.layer() instanceof Layer.OfDocument) {
                addHidden(KeyDiff.between(own(before, now.layer()), now.comparable()), stack, i, shadowed);
            }
        }
        shadowed.sort(Comparator.comparing(Shadowed::path));
        return List.copyOf(shadowed);
    }

    private static void addHidden(List<KeyChange> changes, Stack stack, int layer, List<Shadowed> into) {
        for (KeyChange change : changes) {
            String by = stack.hider(layer, ConfigUtil.splitPath(change.path()), Shape.Kind.VALUE);
            if (by != null) {
                into.add(new Shadowed(change.path(), stack.name(layer), by));
            }
        }
    }

    private static Config own(@Nullable MergedSnapshot snapshot, Layer layer) {
        if (snapshot == null) {
            return ConfigFactory.empty();
        }
        return snapshot.strata().stream()
                .map(Stratum::part)
                .filter(part -> part.layer().equals(layer))
                .findFirst()
                .map(Part::comparable)
                .orElse(ConfigFactory.empty());
    }
}
