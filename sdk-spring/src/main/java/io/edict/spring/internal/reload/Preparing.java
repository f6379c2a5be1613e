package io.edict.spring.internal.reload;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One generation in the making. Used by one thread. */
final class Preparing implements Preparation {
    private final PinnedEnvironment environment;
    private final PinnedEnvironment before;
    private final Problems problems = new Problems();
    private final Map<Object, Object> made = new HashMap<>();
    private @Nullable Differences differences;

    /**
     * Begins.
     *
     * @param environment what the environment would be
     * @param before what it is
     */
    Preparing(PinnedEnvironment environment, PinnedEnvironment before) {
        this.environment = environment;
        this.before = before;
    }

    /** What would change. */
    Differences differences() {
        Differences known = differences;
        if (known == null) {
            known = Differences.between(before, environment);
            differences = known;
        }
        return known;
    }

    @Override
    public PinnedEnvironment environment() {
        return environment;
    }

    @Override
    public PinnedEnvironment before() {
        return before;
    }

    @Override
    public @Nullable Object current(Object key) {
        return before.prepared(key);
    }

    @Override
    public void put(Object key, Object value) {
        Object known = current(key);
        made.put(key, known != null && same(known, value) ? known : value);
    }

    /** The equals of a value is the application's. */
    private static boolean same(Object known, Object value) {
        try {
            return Sameness.same(known, value);
        } catch (RuntimeException | StackOverflowError e) {
            return false;
        }
    }

    @Override
    public @Nullable Object prepared(Object key) {
        return made.get(key);
    }

    @Override
    public void refuse(String reason) {
        problems.refuse(reason);
    }

    @Override
    public boolean refused() {
        return !problems.isEmpty();
    }

    Problems problems() {
        return problems;
    }

    Map<Object, Object> made() {
        return made;
    }
}
