package io.edict.spring.internal.reload;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.ReflectionUtils;

/**
 * A field, or a method with one argument, whose {@code @Value} has placeholders.
 *
 * @param member the field or method
 * @param expression the annotation's text
 * @param names the properties that it names
 */
record ValueMember(Member member, String expression, Set<ConfigurationPropertyName> names) {
    /** Those of a class, inherited ones included, that can be set again. */
    static List<ValueMember> of(Class<?> type) {
        List<ValueMember> members = new ArrayList<>();
        ReflectionUtils.doWithFields(type, field -> add(field, text(field), members), ValueMember::isSettable);
        ReflectionUtils.doWithMethods(type, method -> add(method, text(method), members), ValueMember::isSettable);
        return members;
    }

    private static boolean isSettable(Field field) {
        return (field.getModifiers() & (Modifier.STATIC | Modifier.FINAL)) == 0 && field.getType() != Optional.class;
    }

    private static boolean isSettable(Method method) {
        return !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && method.getParameterCount() == 1
                && method.getParameterTypes()[0] != Optional.class;
    }

    private static @Nullable String text(AnnotatedElement element) {
        Value value = AnnotatedElementUtils.findMergedAnnotation(element, Value.class);
        if (value == null && element instanceof Method method && method.isAnnotationPresent(Autowired.class)) {
            value = AnnotatedElementUtils.findMergedAnnotation(method.getParameters()[0], Value.class);
        }
        return value == null ? null : value.value();
    }

    private static void add(Member member, @Nullable String text, List<ValueMember> members) {
        if (text != null && text.contains("${")) {
            Set<ConfigurationPropertyName> names =
                    Names.placeholders(text).stream().map(Names::of).collect(Collectors.toSet());
            members.add(new ValueMember(member, text, names));
        }
    }

    /** The type of the value. */
    Class<?> type() {
        return member instanceof Field field ? field.getType() : ((Method) member).getParameterTypes()[0];
    }

    /** The type of the value, generics and annotations included. */
    TypeDescriptor descriptor() {
        return member instanceof Field field
                ? new TypeDescriptor(field)
                : new TypeDescriptor(new MethodParameter((Method) member, 0));
    }

    /** Sets it. */
    void set(Object bean, @Nullable Object value) {
        if (member instanceof Field field) {
            ReflectionUtils.makeAccessible(field);
            ReflectionUtils.setField(field, bean, value);
        } else {
            Method method = (Method) member;
            ReflectionUtils.makeAccessible(method);
            ReflectionUtils.invokeMethod(method, bean, value);
        }
    }

    /** Returns class and member, such as {@code com.acme.Orders.size}. */
    @Override
    public String toString() {
        return member.getDeclaringClass().getName() + "." + member.getName();
    }
}
