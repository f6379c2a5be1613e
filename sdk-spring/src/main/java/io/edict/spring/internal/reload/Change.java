package io.edict.spring.internal.reload;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.internal.env.Part;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** What changed between two generations. */
final class Change implements EnvironmentChange {
    private final boolean initial;
    private final PinnedEnvironment before;
    private final PinnedEnvironment after;
    private final Differences differences;
    private final Set<String> pending = new TreeSet<>();
    private final Map<DocumentId, Optional<VersionInfo>> documents = new LinkedHashMap<>();
    private final Instant at;

    /**
     * Compares two generations.
     *
     * @param initial whether this is the first that is told of
     * @param before the environment at the one
     * @param after the environment at the other
     * @param covered whether a changed name takes effect without a restart
     * @param at when it came into force
     */
    Change(
            boolean initial,
            PinnedEnvironment before,
            PinnedEnvironment after,
            BiPredicate<String, ConfigurationPropertyName> covered,
            Instant at) {
        this.initial = initial;
        this.before = before;
        this.after = after;
        this.at = at;
        this.differences = Differences.between(before, after);
        differences.changed().forEach((spelling, name) -> {
            if (!covered.test(spelling, name)) {
                pending.add(spelling);
            }
        });
        for (int i = 0; i < after.pinned().parts().size(); i++) {
            Part fresh = after.pinned().parts().get(i);
            if (before.pinned().parts().get(i) != fresh) {
                documents.put(fresh.document(), fresh.info());
            }
        }
    }

    @Override
    public boolean initial() {
        return initial;
    }

    @Override
    public Set<String> changedKeys() {
        return Collections.unmodifiableSet(differences.changed().keySet());
    }

    @Override
    public boolean touches(String name) {
        ConfigurationPropertyName wanted = Names.of(name);
        return differences.changed().values().stream()
                .anyMatch(changed -> wanted.equals(changed) || wanted.isAncestorOf(changed));
    }

    @Override
    public Set<String> shadowedKeys() {
        return Collections.unmodifiableSet(differences.shadowed());
    }

    @Override
    public Set<String> pendingRestart() {
        return Collections.unmodifiableSet(pending);
    }

    @Override
    public Map<DocumentId, Optional<VersionInfo>> documents() {
        return Collections.unmodifiableMap(documents);
    }

    @Override
    public PinnedEnvironment before() {
        return before;
    }

    @Override
    public PinnedEnvironment after() {
        return after;
    }

    @Override
    public Instant appliedAt() {
        return at;
    }

    /** Returns the documents and the number of changed names; never a value. */
    @Override
    public String toString() {
        return "EnvironmentChange[" + (initial ? "initial, " : "") + documents.keySet() + ", generation "
                + before.generation() + " to " + after.generation() + ", "
                + differences.changed().size() + " keys]";
    }
}
