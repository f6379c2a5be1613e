package io.edict.spring.internal.reload;

import jakarta.validation.MessageInterpolator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Locale;
import org.springframework.boot.validation.MessageInterpolatorFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.validation.beanvalidation.LocalValidatorFactoryBean;

/** Asks Jakarta Validation, whose messages then do not show the values that they are about. */
final class Constraints extends LocalValidatorFactoryBean {
    Constraints(ConfigurableApplicationContext context) {
        setApplicationContext(context);
        setMessageInterpolator(new Discreet(new MessageInterpolatorFactory(context).getObject()));
        afterPropertiesSet();
    }

    /** Hides the value that is refused from whoever makes the message. */
    private record Discreet(MessageInterpolator messages) implements MessageInterpolator {
        @Override
        public String interpolate(String template, Context context) {
            return messages.interpolate(template, hiding(context));
        }

        @Override
        public String interpolate(String template, Context context, Locale locale) {
            return messages.interpolate(template, hiding(context), locale);
        }

        private static Context hiding(Context context) {
            return (Context) Proxy.newProxyInstance(
                    context.getClass().getClassLoader(),
                    ClassUtils.getAllInterfaces(context),
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("getValidatedValue")) {
                            return "…";
                        }
                        try {
                            return method.invoke(context, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getTargetException();
                        }
                    });
        }
    }
}
