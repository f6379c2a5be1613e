package io.edict.plain.internal.bind;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.edict.Binding;
import io.edict.Converter;
import io.edict.error.InvalidRequestException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Binds configuration to types. May be used from any thread; takes no lock while it runs application code, and does no I/O.
 *
 * <p>A type is compiled the first time it is bound, with all that it is made of. Several threads that bind a new type at
 * once may each compile it; all then use the plan of one of them.
 */
public final class Binder {
    private final Map<Class<?>, Converter<?>> converters;
    private final Map<Shape, Plan> plans = new ConcurrentHashMap<>();
    /** Two threads that look for it at once both find one, and either will do. */
    private volatile @Nullable Constraints constraints;

    /**
     * Makes a binder.
     *
     * @param converters how to make values of types that Edict does not know, or knows otherwise
     */
    public Binder(Map<Class<?>, Converter<?>> converters) {
        this.converters = Map.copyOf(converters);
    }

    /**
     * Checks that there are configurations that could be bound, and prepares for them.
     *
     * @param binding what to bind
     * @throws InvalidRequestException if the type cannot be bound whatever the configuration; it names the member
     */
    public void prepare(Binding<?> binding) {
        Location.of(binding.path());
        if (plan(binding).mayHaveConstraints()) {
            constraints();
        }
    }

    /**
     * Binds a configuration.
     *
     * @param binding what to bind, and to which type
     * @param config the configuration, with all substitutions resolved
     * @param origins tells where values come from
     * @param <T> the type
     * @return the value, or all that is wrong with the configuration
     * @throws InvalidRequestException as {@link #prepare}
     */
    public <T> Bound<T> bind(Binding<T> binding, Config config, Origins origins) {
        Location location = Location.of(binding.path());
        Plan plan = plan(binding);
        Pass pass = new Pass(origins, binding.isStrict());
        ConfigValue value = location.find(config.root(), pass);
        if (!pass.problems().isEmpty()) {
            return refused(pass);
        }
        T fallback = binding.fallback();
        if (fallback != null && (value == null || value.valueType() == ConfigValueType.NULL)) {
            return new Bound.Value<>(fallback, Set.of());
        }
        String path = location.path();
        Object bound = value == null ? absent(plan, config, path, pass) : plan.bindElement(value, path, pass);
        if (bound == null) {
            return refused(pass);
        }
        @SuppressWarnings("unchecked") // the plan is that of the binding's type
        T typed = (T) bound;
        ConfigOrigin origin = value == null ? config.origin() : value.origin();
        check(binding, typed, new Located(plan, value, origin, path), pass);
        return pass.problems().isEmpty() ? new Bound.Value<>(typed, Set.copyOf(pass.paths())) : refused(pass);
    }

    private Plan plan(Binding<?> binding) {
        Shape shape = Shape.of(binding.type(), Map.of(), "The type to bind");
        Plan known = plans.get(shape);
        if (known != null) {
            return known;
        }
        Plan compiled = new Compiler(converters).compile(shape);
        Plan other = plans.putIfAbsent(shape, compiled);
        return other == null ? compiled : other;
    }

    private static @Nullable Object absent(Plan plan, Config config, String path, Pass pass) {
        Object absent = plan.whenAbsent();
        if (absent == null) {
            pass.problems().absent(path, config.origin(), plan.expected());
        }
        return absent;
    }

    private <T> void check(Binding<T> binding, T value, Located located, Pass pass) {
        if (located.plan() != null && located.plan().mayHaveConstraints()) {
            constraints().check(value, located, pass);
        }
        for (Binding.Requirement<T> requirement : binding.requirements()) {
            String reason = requirement.reason();
            try {
                if (requirement.condition().test(value)) {
                    continue;
                }
            } catch (Throwable e) { // code of the application, like constructors and converters
                reason += " (" + Reasons.of(e, "the condition") + ")";
            }
            pass.problems().refused(located.path(), located.origin(), "what the binding requires", reason);
        }
    }

    /** Looked for when the first value is bound, because that takes its time. */
    private Constraints constraints() {
        Constraints found = constraints;
        if (found == null) {
            found = Constraints.find();
            constraints = found;
        }
        return found;
    }

    private static <T> Bound<T> refused(Pass pass) {
        return new Bound.Refused<>(pass.problems().list(), pass.problems().more());
    }
}
