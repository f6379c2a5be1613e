package io.edict.spring.internal.reload;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Bindable.BindRestriction;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;

/** Binds and validates classes with {@code @ConfigurationProperties} as Spring Boot does, but tells all that is wrong at once. */
final class TypeBinder {
    private final ConfigurableApplicationContext context;

    /** Found at the first use; finding them twice gives the same. */
    private volatile @Nullable List<ConfigurationPropertiesBindHandlerAdvisor> advisors;

    private volatile @Nullable Validator constraints;

    TypeBinder(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Binds a type.
     *
     * @param type the type
     * @param from what to bind from
     * @param problems gets all that is wrong
     * @return the object, or null if something is wrong
     */
    @Nullable
    Object bind(LiveType type, PinnedEnvironment from, Problems problems) {
        TypeProblems own = new TypeProblems(type, from, problems);
        Bindable<Object> target = type.target();
        try {
            Object bound = from.bind(type.prefix(), target, handler(type, target, own));
            return own.isEmpty() ? bound : null;
        } catch (RuntimeException e) {
            own.failed(e);
            return null;
        }
    }

    private BindHandler handler(LiveType type, Bindable<?> target, TypeProblems problems) {
        BindHandler handler = new NoValueForTheWhole(new IgnoreTopLevelConverterNotFoundBindHandler());
        if (type.annotation().ignoreInvalidFields()) {
            handler = new IgnoreErrorsBindHandler(handler);
        }
        if (!type.annotation().ignoreUnknownFields()) {
            handler = new NoUnboundElementsBindHandler(handler, new UnboundElementsSourceFilter());
        }
        List<Validator> validators = validators(type, target);
        if (!validators.isEmpty()) {
            handler = new ValidationBindHandler(handler, validators.toArray(Validator[]::new));
        }
        for (ConfigurationPropertiesBindHandlerAdvisor advisor : advisors()) {
            handler = advisor.apply(handler);
        }
        return new Collecting(handler, problems);
    }

    private List<ConfigurationPropertiesBindHandlerAdvisor> advisors() {
        List<ConfigurationPropertiesBindHandlerAdvisor> known = advisors;
        if (known == null) {
            known = context.getBeanProvider(ConfigurationPropertiesBindHandlerAdvisor.class)
                    .orderedStream()
                    .toList();
            advisors = known;
        }
        return known;
    }

    private List<Validator> validators(LiveType type, Bindable<?> target) {
        List<Validator> validators = new ArrayList<>();
        if (context.containsBean(EnableConfigurationProperties.VALIDATOR_BEAN_NAME)) {
            validators.add(
                    new Discreet(context.getBean(EnableConfigurationProperties.VALIDATOR_BEAN_NAME, Validator.class)));
        }
        if (target.getAnnotation(Validated.class) != null && ConstraintsPresent.in(context.getClassLoader())) {
            validators.add(new OfType(type.type(), constraints()));
        }
        if (Validator.class.isAssignableFrom(type.type())) {
            validators.add(new Discreet(new Itself(type.type())));
        }
        return validators;
    }

    private Validator constraints() {
        Validator known = constraints;
        if (known == null) {
            known = new Constraints(context);
            constraints = known;
        }
        return known;
    }

    /** Tells whether there is an implementation of Jakarta Validation to ask. */
    private static final class ConstraintsPresent {
        private static final List<String> NEEDED = List.of(
                "jakarta.validation.Validator",
                "jakarta.validation.ValidatorFactory",
                "jakarta.validation.bootstrap.GenericBootstrap");

        static boolean in(@Nullable ClassLoader loader) {
            return NEEDED.stream().allMatch(name -> ClassUtils.isPresent(name, loader));
        }
    }

    /** A type of properties has a prefix, and the prefix's own value is not the object. */
    private static final class NoValueForTheWhole extends AbstractBindHandler {
        NoValueForTheWhole(BindHandler parent) {
            super(parent);
        }

        @Override
        public <T> Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
            Class<?> type = target.getType().resolve();
            boolean isType = type != null && MergedAnnotations.from(type).isPresent(ConfigurationProperties.class);
            return isType ? target.withBindRestrictions(BindRestriction.NO_DIRECT_PROPERTY) : target;
        }
    }

    /** Goes on after a failure, as if there were no value, to find what else is wrong. */
    private static final class Collecting extends AbstractBindHandler {
        private final TypeProblems problems;

        Collecting(BindHandler parent, TypeProblems problems) {
            super(parent);
            this.problems = problems;
        }

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
            try {
                return super.onFailure(name, target, context, error);
            } catch (Exception e) {
                problems.failed(name, target, e);
                return null;
            }
        }
    }

    /** Judges objects of one class, and those within only where the class says so. */
    private record OfType(Class<?> type, Validator validator) implements Validator {
        @Override
        public boolean supports(Class<?> candidate) {
            return type == candidate && validator.supports(candidate);
        }

        @Override
        public void validate(Object target, Errors errors) {
            validator.validate(target, errors);
        }
    }

    /** A class that judges objects of its own. */
    private record Itself(Class<?> type) implements Validator {
        @Override
        public boolean supports(Class<?> candidate) {
            return candidate.isAssignableFrom(type);
        }

        @Override
        public void validate(Object target, Errors errors) {
            ((Validator) target).validate(target, errors);
        }
    }
}
