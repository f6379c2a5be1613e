package io.edict.spring.internal.listen;

import io.edict.spring.EnvironmentChange;
import io.edict.spring.EnvironmentView;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.annotation.MergedAnnotations;

/** What a method is called with, parameter by parameter, all of it of the change that the method is told of. */
final class Arguments {
    private final List<Function<EnvironmentChange, Object>> makers;

    private Arguments(List<Function<EnvironmentChange, Object>> makers) {
        this.makers = makers;
    }

    /**
     * Reads a method's parameters.
     *
     * @param method the method
     * @param live the classes that have a live value
     * @param problems takes what is wrong with a parameter, for people
     * @return the arguments, not to be used if there was a problem
     */
    static Arguments of(Method method, Set<Class<?>> live, Consumer<String> problems) {
        List<Function<EnvironmentChange, Object>> makers = new ArrayList<>();
        List<Class<?>> seen = new ArrayList<>();
        for (Class<?> type : method.getParameterTypes()) {
            long before = seen.stream().filter(type::equals).count();
            seen.add(type);
            String problem = problem(type, before, live);
            if (problem == null) {
                makers.add(maker(type, before > 0));
            } else {
                problems.accept("parameter " + seen.size() + ": " + problem);
            }
        }
        return new Arguments(List.copyOf(makers));
    }

    /** What is wrong with a parameter, or null if it is right. */
    private static @Nullable String problem(Class<?> type, long before, Set<Class<?>> live) {
        if (type == EnvironmentChange.class || type == EnvironmentView.class) {
            return before == 0
                    ? null
                    : type.getSimpleName()
                            + " stands there more than once; EnvironmentChange tells before() and after()";
        }
        if (live.contains(type)) {
            return before < 2
                    ? null
                    : type.getName() + " stands there more than twice: the value now, the value before";
        }
        return MergedAnnotations.from(type).isPresent(ConfigurationProperties.class)
                ? type.getName() + " has no live value: only classes that are beans by themselves, neither abstract nor"
                        + " generic nor made by a @Bean method, have one"
                : type.getName() + " is none of EnvironmentChange, EnvironmentView and the classes with"
                        + " @ConfigurationProperties that have a live value";
    }

    private static Function<EnvironmentChange, Object> maker(Class<?> type, boolean second) {
        if (type == EnvironmentChange.class) {
            return change -> change;
        }
        if (type == EnvironmentView.class) {
            return EnvironmentChange::after;
        }
        return second
                ? change -> change.before().value(type)
                : change -> change.after().value(type);
    }

    /** The arguments for a change. */
    Object[] of(EnvironmentChange change) {
        return makers.stream().map(each -> each.apply(change)).toArray();
    }
}
