package io.edict.plain.internal.bind;

import jakarta.validation.Configuration;
import jakarta.validation.MessageInterpolator;
import jakarta.validation.ValidationException;
import jakarta.validation.metadata.ConstraintDescriptor;
import java.util.Locale;

/**
 * Makes the messages of constraints without the value that violates them, which some quote: it is hidden from the
 * provider's interpolator.
 *
 * @param provider the provider's interpolator
 */
record SafeInterpolator(MessageInterpolator provider) implements MessageInterpolator {
    /** What a message may call the value by. */
    private static final String VALUE = "validatedValue";

    /** Needs no expression language, unlike Hibernate Validator's own default. */
    private static final String SIMPLE = "org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator";

    /** Over the provider's own interpolator, or over a simpler one where that cannot work. */
    static SafeInterpolator over(Configuration<?> configuration) {
        try {
            return new SafeInterpolator(configuration.getDefaultMessageInterpolator());
        } catch (ValidationException | LinkageError e) {
            return new SafeInterpolator(simple());
        }
    }

    private static boolean quotesValue(String template) {
        return template.contains(VALUE);
    }

    @Override
    public String interpolate(String template, Context context) {
        return quotesValue(template) ? name(context) : provider.interpolate(template, new Hidden(context));
    }

    @Override
    public String interpolate(String template, Context context, Locale locale) {
        return quotesValue(template) ? name(context) : provider.interpolate(template, new Hidden(context), locale);
    }

    private static MessageInterpolator simple() {
        try {
            Object made = Class.forName(SIMPLE).getDeclaredConstructor().newInstance();
            return (MessageInterpolator) made;
        } catch (ReflectiveOperationException | LinkageError e) {
            return new Names();
        }
    }

    private static String name(MessageInterpolator.Context context) {
        return "it violates "
                + context.getConstraintDescriptor()
                        .getAnnotation()
                        .annotationType()
                        .getSimpleName();
    }

    /** What is left where no interpolator works: the names of constraints. */
    private record Names() implements MessageInterpolator {
        @Override
        public String interpolate(String template, Context context) {
            return name(context);
        }

        @Override
        public String interpolate(String template, Context context, Locale locale) {
            return name(context);
        }
    }

    /** All about a violation but the value. */
    private record Hidden(Context context) implements Context {
        @Override
        public ConstraintDescriptor<?> getConstraintDescriptor() {
            return context.getConstraintDescriptor();
        }

        @Override
        public Object getValidatedValue() {
            return "the value";
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new ValidationException("Nothing but the constraint is told");
        }
    }
}
