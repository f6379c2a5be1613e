package io.edict.spring.internal.reload;

import io.edict.spring.EnvironmentChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Sets what changed of a JavaBean, by its setters. An object without a setter is changed within; a list or map without one
 * stays as it is, since it could only be emptied and filled, for all to see.
 */
final class SetProperties {
    private static final Logger log = LoggerFactory.getLogger(SetProperties.class);
    private static final int DEEPEST = 10;

    private final LiveType type;
    private final List<ConfigurationPropertyName> fixed = new ArrayList<>();

    SetProperties(LiveType type) {
        this.type = type;
        findFixed(type.type(), type.prefix(), 0);
    }

    private void findFixed(Class<?> of, ConfigurationPropertyName at, int depth) {
        for (BeanProperty property : BeanProperty.of(of)) {
            ConfigurationPropertyName name = below(at, property);
            if (property.setter() == null && isContainer(property.type())) {
                fixed.add(name);
            } else if (property.setter() == null && depth < DEEPEST && Sameness.isJavaBean(property.type())) {
                findFixed(property.type(), name, depth + 1);
            }
        }
    }

    private static boolean isContainer(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    private static ConfigurationPropertyName below(ConfigurationPropertyName at, BeanProperty property) {
        return at.append(DataObjectPropertyName.toDashedForm(property.name()));
    }

    /** The names of properties that cannot be set. */
    List<ConfigurationPropertyName> fixed() {
        return fixed;
    }

    boolean isFixed(ConfigurationPropertyName name) {
        return fixed.stream().anyMatch(known -> known.equals(name) || known.isAncestorOf(name));
    }

    /**
     * Sets what differs.
     *
     * @param bean the bean
     * @param before what was bound before; the bean itself if nothing was
     * @param after what is bound now
     * @param change tells about properties that cannot be read
     */
    void set(Object bean, Object before, Object after, EnvironmentChange change) {
        set(bean, before, after, new Place(type.prefix(), change, (PinnedEnvironment) change.after()));
    }

    private record Place(ConfigurationPropertyName name, EnvironmentChange change, PinnedEnvironment now) {}

    private void set(Object bean, Object before, Object after, Place place) {
        for (BeanProperty property : BeanProperty.of(after.getClass())) {
            ConfigurationPropertyName name = below(place.name(), property);
            try {
                set(property, bean, before, after, new Place(name, place.change(), place.now()));
            } catch (RuntimeException e) {
                log.warn(
                        "{} cannot be set in a bean of {}: {}",
                        name,
                        type.type().getName(),
                        e.getClass().getName());
            }
        }
    }

    private void set(BeanProperty property, Object bean, Object before, Object after, Place place) {
        Object next = property.read(after);
        if (property.setter() == null) {
            Object inner = property.read(bean);
            Object innerBefore = property.read(before);
            if (inner != null && innerBefore != null && next != null && Sameness.isJavaBean(next.getClass())) {
                set(inner, innerBefore, next, place);
            }
        } else if (property.getter() == null) {
            setUnread(property, bean, place);
        } else if (!Sameness.same(property.read(before), next)) {
            property.write(bean, next);
        }
    }

    /** What cannot be read of a bound object is bound by itself; that it can be was found out with the whole. */
    private static void setUnread(BeanProperty property, Object bean, Place place) {
        if (place.change().touches(place.name().toString())) {
            Bindable<Object> target = Bindable.of(property.settable());
            place.now().binder().bind(place.name(), target).ifBound(value -> property.write(bean, value));
        }
    }
}
