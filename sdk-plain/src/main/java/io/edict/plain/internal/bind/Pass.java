package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.edict.plain.internal.content.Paths;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one binding gathers on its way: problems, and the paths that were bound. Confined to one thread. */
final class Pass {
    /** Documents nest at most 100 deep; only a default that needs itself goes on for longer. */
    private static final int MAX_DEPTH = 150;

    private final Origins origins;
    private final Problems problems;
    private final boolean strict;
    private final Set<String> paths = new HashSet<>();
    /** Above zero within a list, whose elements are part of one value, and within a default, which stands nowhere. */
    private int unrecorded;

    private int depth;

    Pass(Origins origins, boolean strict) {
        this.origins = origins;
        this.problems = new Problems(origins);
        this.strict = strict;
    }

    Problems problems() {
        return problems;
    }

    boolean isStrict() {
        return strict;
    }

    Set<String> paths() {
        return paths;
    }

    /** Goes into an object, unless that is too deep; then it says so, and there is nothing to leave. */
    boolean enter(ConfigValue value, String path) {
        if (depth == MAX_DEPTH) {
            problems.malformed(path, value.origin(), "nested less than " + MAX_DEPTH + " levels deep");
            return false;
        }
        depth++;
        return true;
    }

    void leave() {
        depth--;
    }

    void stopRecording() {
        unrecorded++;
    }

    void resumeRecording() {
        unrecorded--;
    }

    /** Notes that a value was bound, or all values of an object. */
    void bound(ConfigValue value, String path) {
        if (unrecorded > 0) {
            return;
        }
        if (value instanceof ConfigObject object) {
            for (String key : object.keySet()) {
                bound(object.get(key), below(path, key));
            }
        } else {
            paths.add(path);
        }
    }

    /** Another binding within this one, whose problems and paths are looked at apart. */
    Pass aside() {
        return new Pass(origins, strict);
    }

    /**
     * Lets application code make a value. Whatever it throws, even an Error, is no more than a problem.
     *
     * @param value what stands in the configuration
     * @param path its path
     * @param plan what wants the value
     * @param by whose code it is
     * @param maker makes it; gives an object, or null
     * @return the value, or null if there is a problem, which was told
     */
    @Nullable
    Object make(ConfigValue value, String path, Plan plan, String by, Maker maker) {
        String reason;
        try {
            Object made = maker.make();
            if (made != null) {
                return made;
            }
            reason = by + " gave null";
        } catch (Throwable e) {
            reason = Reasons.of(e, by);
        }
        problems.refused(path, value.origin(), plan.expected(), reason);
        return null;
    }

    /** The path of what stands under a key. */
    static String below(String path, String key) {
        String element = Paths.element(key);
        return path.isEmpty() ? element : path + '.' + element;
    }

    /** Application code that makes a value. */
    @FunctionalInterface
    interface Maker {
        /**
         * Makes the value.
         *
         * @throws Throwable whatever the application throws
         */
        @Nullable
        Object make() throws Throwable;
    }
}
