package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.edict.plain.internal.content.KeyNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record or a method of an interface, and the key that it is bound to.
 *
 * @param name its name
 * @param key its key, or how its key is spelt by default
 * @param isExact whether the key must stand there exactly like this
 * @param plan how to make values
 * @param byDefault the value where there is none, or null
 * @param hasBody whether a body makes the value where there is none
 */
record Member(
        String name,
        String key,
        boolean isExact,
        Plan plan,
        @Nullable ConfigValue byDefault,
        boolean hasBody) {
    /** Stands for the value that a body will make. */
    static final Object BODY = new Object();

    /** The key in its canonical form, under which others are the same. */
    String canonical() {
        return KeyNames.canonical(key);
    }

    /** Whether the name is that of a getter, and leaves this when {@code get} or {@code is} is taken off. */
    boolean isGetterOf(String property) {
        String capital = Character.toUpperCase(property.charAt(0)) + property.substring(1);
        return name.equals("get" + capital) || name.equals("is" + capital);
    }

    /**
     * Makes the value.
     *
     * @param object what it stands in, if at all
     * @param keys the keys under which it stands there: none, one, or too many
     * @param path the object's path
     * @param pass what to tell problems to
     * @return the value, {@link #BODY}, or null if there is a problem, which was told
     */
    @Nullable
    Object bind(ConfigObject object, List<String> keys, String path, Pass pass) {
        if (keys.size() > 1) {
            pass.problems().ambiguous(Pass.below(path, key), object.origin(), plan.expected(), keys);
            return null;
        }
        String at = Pass.below(path, keys.isEmpty() ? key : keys.get(0));
        ConfigValue value = keys.isEmpty() ? null : object.get(keys.get(0));
        if (value != null && value.valueType() != ConfigValueType.NULL) {
            return plan.bind(value, at, pass);
        }
        if (value != null) {
            pass.bound(value, at);
        }
        return bindAbsent(object, value, at, pass);
    }

    /** A null counts as absent if there is something to do about that. */
    private @Nullable Object bindAbsent(ConfigObject object, @Nullable ConfigValue value, String path, Pass pass) {
        if (byDefault != null) {
            pass.stopRecording();
            Object bound = plan.bindElement(byDefault, path, pass);
            pass.resumeRecording();
            return bound;
        }
        if (hasBody) {
            return BODY;
        }
        if (value != null) {
            return plan.bindElement(value, path, pass);
        }
        Object absent = plan.whenAbsent();
        if (absent == null) {
            pass.problems().absent(path, object.origin(), plan.expected());
        }
        return absent;
    }
}
