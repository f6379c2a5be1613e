package io.edict.spring.internal.reload;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.Validator;

/** A validator of the application's whose messages are left out, since they may quote values; their codes stay. */
record Discreet(Validator validator) implements Validator {
    @Override
    public boolean supports(Class<?> type) {
        return validator.supports(type);
    }

    @Override
    public void validate(Object target, Errors errors) {
        Class<?> type = errors instanceof BindingResult ? BindingResult.class : Errors.class;
        validator.validate(target, (Errors) Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    return invoke(errors, method, arguments == null ? null : without(method.getName(), arguments));
                }));
    }

    /** The arguments of a call that reports an error, without its message, which comes last. */
    private static @Nullable Object[] without(String method, @Nullable Object[] arguments) {
        @Nullable Object[] discreet = arguments.clone();
        int last = arguments.length - 1;
        if (method.startsWith("reject") && (method.equals("reject") ? last > 0 : last > 1)) {
            discreet[last] = null;
        } else if (method.equals("addError") && arguments[0] instanceof FieldError error) {
            discreet[0] = new FieldError(
                    error.getObjectName(),
                    error.getField(),
                    null,
                    error.isBindingFailure(),
                    error.getCodes(),
                    null,
                    null);
        } else if (method.equals("addError") && arguments[0] instanceof ObjectError error) {
            discreet[0] = new ObjectError(error.getObjectName(), error.getCodes(), null, null);
        }
        return discreet;
    }

    private static @Nullable Object invoke(Errors errors, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(errors, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
