package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import io.edict.plain.internal.content.KeyNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Constants by their exact name, or else by the one name that is the same under the rule for keys. */
final class EnumPlan implements Plan {
    private final Map<String, Object> exact = new HashMap<>();
    private final Map<String, Object> relaxed = new HashMap<>();
    private final String expected;

    EnumPlan(Class<?> type) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            String canonical = KeyNames.canonical(name);
            names.add(name);
            exact.put(name, constant);
            if (taken.add(canonical)) {
                relaxed.put(canonical, constant);
            } else {
                relaxed.remove(canonical);
            }
        }
        expected = "one of " + Problems.listed(names);
    }

    @Override
    public @Nullable Object bind(ConfigValue value, String path, Pass pass) {
        Object constant = find(value);
        if (constant == null) {
            pass.problems().malformed(path, value.origin(), expected);
        } else {
            pass.bound(value, path);
        }
        return constant;
    }

    @Override
    public String expected() {
        return expected;
    }

    private @Nullable Object find(ConfigValue value) {
        String name;
        try {
            name = ScalarPlan.text(value);
        } catch (ConfigException e) {
            return null;
        }
        Object constant = exact.get(name);
        return constant == null ? relaxed.get(KeyNames.canonical(name)) : constant;
    }
}
