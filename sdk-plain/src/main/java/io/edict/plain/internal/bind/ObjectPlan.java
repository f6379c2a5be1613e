package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Records and interfaces: objects with known keys. */
final class ObjectPlan implements Plan {
    private final String type;
    /** Set once, before any other thread sees the plan: types may contain themselves. */
    private List<Member> members = List.of();

    private Maker maker = values -> null;

    ObjectPlan(String type) {
        this.type = type;
    }

    /** Completes the plan. */
    void complete(List<Member> all, Maker by) {
        members = List.copyOf(all);
        maker = by;
    }

    /** The member of a name, or the one whose getter has it. */
    @Nullable
    Member member(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name) || member.isGetterOf(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public @Nullable Object bind(ConfigValue value, String path, Pass pass) {
        if (!(value instanceof ConfigObject object)) {
            pass.problems().malformed(path, value.origin(), expected());
            return null;
        }
        if (!pass.enter(value, path)) {
            return null;
        }
        Object[] values = bindMembers(object, path, pass);
        pass.leave();
        return values == null ? null : pass.make(value, path, this, type, () -> maker.make(values));
    }

    @Override
    public boolean mayHaveConstraints() {
        return true;
    }

    @Override
    public String expected() {
        return "an object for " + type;
    }

    private Object @Nullable [] bindMembers(ConfigObject object, String path, Pass pass) {
        Keys keys = new Keys(object);
        Set<String> known = new HashSet<>();
        Object[] values = new Object[members.size()];
        boolean isComplete = true;
        for (int i = 0; i < values.length; i++) {
            List<String> found = keys.of(members.get(i));
            known.addAll(found);
            Object bound = members.get(i).bind(object, found, path, pass);
            isComplete &= bound != null;
            values[i] = bound;
        }
        if (pass.isStrict() && known.size() < object.size()) {
            refuseUnknown(object, known, path, pass);
        }
        return isComplete ? values : null;
    }

    private void refuseUnknown(ConfigObject object, Set<String> known, String path, Pass pass) {
        List<String> names = members.stream().map(Member::key).toList();
        for (String key : new TreeSet<>(object.keySet())) {
            ConfigValue value = known.contains(key) ? null : object.get(key);
            if (value != null) {
                pass.problems().unknown(Pass.below(path, key), value.origin(), type, names);
            }
        }
    }

    /** Makes an object of the values of its members. */
    @FunctionalInterface
    interface Maker {
        /**
         * Makes the object.
         *
         * @throws Throwable whatever the application's code throws
         */
        @Nullable
        Object make(Object[] values) throws Throwable;
    }
}
