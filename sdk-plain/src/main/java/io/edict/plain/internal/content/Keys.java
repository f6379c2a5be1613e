package io.edict.plain.internal.content;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The keys at a place of a configuration that may not be resolved. Immutable. */
public final class Keys {
    /** Objects that are merged there. */
    private final List<ConfigObject> objects;

    /**
     * The keys of an object.
     *
     * @param root the object
     */
    public Keys(ConfigObject root) {
        this(List.of(root));
    }

    private Keys(List<ConfigObject> objects) {
        this.objects = objects;
    }

    /**
     * The keys here.
     *
     * @return the keys, sorted
     */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        objects.forEach(object -> names.addAll(object.keySet()));
        return names;
    }

    /**
     * The keys below one of these.
     *
     * @param key the key
     * @return what is known below it
     */
    public Keys below(String key) {
        List<ConfigObject> inner = new ArrayList<>();
        for (ConfigObject object : objects) {
            ConfigValue value = object.get(key);
            if (value != null && Unresolved.is(value)) {
                Layer.in(Unresolved.rendered(value)).forEach(layer -> inner.addAll(layer.objects()));
            } else if (value instanceof ConfigObject found) {
                inner.add(found);
            }
        }
        return new Keys(inner);
    }
}
