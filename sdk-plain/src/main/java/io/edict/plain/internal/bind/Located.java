package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import io.edict.plain.internal.content.KeyNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a bound value, and what it was bound to: leads from names in Java back to keys.
 *
 * @param plan how it was made, or null if it is part of something that was made in one piece
 * @param value what stands in the configuration, or null if nothing does
 * @param origin where that stands, or what is around it
 * @param path its path
 */
record Located(
        @Nullable Plan plan,
        @Nullable ConfigValue value,
        @Nullable ConfigOrigin origin,
        String path) {
    /** What belongs to a component of a record or to a method of an interface. */
    Located member(String name) {
        Member member = unwrapped() instanceof ObjectPlan type ? type.member(name) : null;
        if (member == null) {
            return new Located(null, null, origin, path.isEmpty() ? name : path + '.' + name);
        }
        ConfigObject object = value instanceof ConfigObject known ? known : null;
        List<String> keys = object == null ? List.of() : new Keys(object).of(member);
        String key = keys.isEmpty() ? member.key() : keys.get(0);
        return inner(member.plan(), object == null ? null : object.get(key), Pass.below(path, key));
    }

    /** What belongs to an element of a list. */
    Located element(int index) {
        ConfigList list = value == null ? null : ListPlan.list(value);
        Plan element = unwrapped() instanceof ListPlan type ? type.element() : null;
        ConfigValue at = list != null && index < list.size() ? list.get(index) : null;
        return inner(element, at, path + '[' + index + ']');
    }

    /** What belongs to a value of a map. */
    Located entry(Object key) {
        if (!(unwrapped() instanceof MapPlan type) || !(value instanceof ConfigObject object)) {
            return this;
        }
        String name = key.toString();
        String found = object.containsKey(name) ? name : relaxed(object, name);
        return found == null ? this : inner(type.element(), object.get(found), Pass.below(path, found));
    }

    private static @Nullable String relaxed(ConfigObject object, String name) {
        String canonical = KeyNames.canonical(name);
        return object.keySet().stream()
                .filter(key -> KeyNames.canonical(key).equals(canonical))
                .findFirst()
                .orElse(null);
    }

    private Located inner(@Nullable Plan inner, @Nullable ConfigValue at, String where) {
        return new Located(inner, at, at == null ? origin : at.origin(), where);
    }

    private @Nullable Plan unwrapped() {
        Plan inner = plan;
        while (inner instanceof OptionalPlan optional) {
            inner = optional.inner();
        }
        return inner;
    }
}
