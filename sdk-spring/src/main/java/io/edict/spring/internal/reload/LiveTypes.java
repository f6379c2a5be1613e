package io.edict.spring.internal.reload;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Binds all classes that have a live value. The key of each is the class. A type below whose prefix nothing differs, neither in a
 * source nor by way of placeholders, keeps its object.
 */
final class LiveTypes implements Participant, PinnedEnvironment.TypeValues {
    private static final Logger log = LoggerFactory.getLogger(LiveTypes.class);

    private final TypeBinder binder;

    /** Those that could be bound; replaced once, before anyone has a live value. */
    private volatile List<LiveType> types;

    LiveTypes(List<LiveType> types, TypeBinder binder) {
        this.types = List.copyOf(types);
        this.binder = binder;
    }

    List<LiveType> types() {
        return types;
    }

    /** Whether a name belongs to one of them. */
    boolean cover(ConfigurationPropertyName name) {
        return types.stream().anyMatch(type -> type.covers(name));
    }

    /**
     * Leaves out for good what binding alone cannot make: a class with setters that needs more than properties, such as what a
     * container injects. Spring Boot reports it itself if its bean cannot be bound.
     */
    void settle(PinnedEnvironment environment) {
        List<LiveType> settled = new ArrayList<>();
        for (LiveType type : types) {
            Problems problems = new Problems();
            if (type.byConstructor() || binder.bind(type, environment, problems) != null) {
                settled.add(type);
            } else {
                log.debug("{} has no live value: {}", type.type().getName(), problems.text());
            }
        }
        types = List.copyOf(settled);
    }

    @Override
    public void prepare(Preparation preparation) {
        Preparing preparing = (Preparing) preparation;
        Problems problems = preparing.problems();
        for (LiveType type : types) {
            Object current = preparation.current(type.type());
            Object value = current != null && !preparing.differences().touch(type.prefix())
                    ? current
                    : binder.bind(type, preparation.environment(), problems);
            if (value != null) {
                preparation.put(type.type(), value);
            }
        }
    }

    @Override
    public Object bind(Class<?> type, PinnedEnvironment from) {
        Problems problems = new Problems();
        Object value = binder.bind(of(type), from, problems);
        problems.throwIfAny();
        if (value == null) {
            throw new IllegalStateException("There is neither a value of " + type.getName() + " nor a problem");
        }
        return value;
    }

    /** The type of a class, or throws if it has no live value. */
    LiveType of(Class<?> type) {
        return types.stream()
                .filter(known -> known.type() == type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type.getName()
                        + " has no live value; it must be the class of a bean, have @ConfigurationProperties, and be bound"
                        + " by its constructor, or by setters without anything else"));
    }
}
