package io.edict.spring.internal.reload;

import jakarta.validation.MessageInterpolator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.validation.MessageInterpolatorFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** Asks Jakarta Validation, whose messages then do not show the values that they are about. */
final class Constraints extends LocalValidatorFactoryBean {
    /** In place of a message that was put together by a constraint's code. */
    private static final String OWN = "its own message is left out, since it may quote the value";

    Constraints(ConfigurableApplicationContext context) {
        setApplicationContext(context);
        setMessageInterpolator(new WithoutValue(new MessageInterpolatorFactory(context).getObject()));
        afterPropertiesSet();
    }

    /** Keeps the value that is refused, and what a constraint's code made of it, from whoever makes the message. */
    private record WithoutValue(MessageInterpolator messages) implements MessageInterpolator {
        @Override
        public String interpolate(String template, Context context) {
            return isDeclared(template, context) ? messages.interpolate(template, hiding(context)) : OWN;
        }

        @Override
        public String interpolate(String template, Context context, Locale locale) {
            return isDeclared(template, context) ? messages.interpolate(template, hiding(context), locale) : OWN;
        }

        private static boolean isDeclared(String template, Context context) {
            return template.equals(context.getConstraintDescriptor().getMessageTemplate());
        }

        private static Context hiding(Context context) {
            return (Context) Proxy.newProxyInstance(
                    context.getClass().getClassLoader(),
                    ClassUtils.getAllInterfaces(context),
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "getValidatedValue" -> "…";
                        case "getMessageParameters", "getExpressionVariables" -> Map.of();
                        default -> invoke(context, method, arguments);
                    });
        }

        private static @Nullable Object invoke(Context context, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            try {
                return method.invoke(context, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }
    }
}
