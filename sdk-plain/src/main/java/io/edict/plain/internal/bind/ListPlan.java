package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists, sets and arrays.
 *
 * @param element how to make elements
 * @param finish makes the collection of its elements
 */
record ListPlan(Plan element, Function<List<Object>, Object> finish) implements Plan {
    @Override
    public @Nullable Object bind(ConfigValue value, String path, Pass pass) {
        ConfigList list = list(value);
        if (list == null) {
            pass.problems().malformed(path, value.origin(), expected());
            return null;
        }
        pass.bound(value, path);
        pass.stopRecording();
        List<Object> elements = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            Object bound = element.bindElement(list.get(i), path + '[' + i + ']', pass);
            if (bound != null) {
                elements.add(bound);
            }
        }
        pass.resumeRecording();
        return elements.size() == list.size()
                ? pass.make(value, path, this, "an element", () -> finish.apply(elements))
                : null;
    }

    @Override
    public boolean mayHaveConstraints() {
        return element.mayHaveConstraints();
    }

    @Override
    public String expected() {
        return "a list";
    }

    /** As typesafe-config reads it: an object whose keys are numbers is a list, too, which properties need. */
    static @Nullable ConfigList list(ConfigValue value) {
        try {
            return value.atKey(ScalarPlan.AT).getList(ScalarPlan.AT);
        } catch (ConfigException e) {
            return null;
        }
    }
}
