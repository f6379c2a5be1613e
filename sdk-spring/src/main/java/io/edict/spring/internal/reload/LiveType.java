package io.edict.spring.internal.reload;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindConstructorProvider;
import org.springframework.boot.context.properties.bind.BindMethod;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.validation.annotation.Validated;

/**
 * A class with {@code @ConfigurationProperties}, read as Spring Boot reads it.
 *
 * @param type the class
 * @param annotation its annotation
 * @param prefix what its properties' names begin with
 * @param target what to bind
 */
record LiveType(
        Class<?> type, ConfigurationProperties annotation, ConfigurationPropertyName prefix, Bindable<Object> target) {
    /** Reads a class, or gives null if it has no annotation of its own or nothing that binding could begin with. */
    static @Nullable LiveType of(Class<?> type) {
        ConfigurationProperties annotation = find(type, ConfigurationProperties.class);
        if (annotation == null || type.isInterface() || type.isAnnotation()) {
            return null;
        }
        List<Annotation> annotations = new ArrayList<>(List.of(annotation));
        Validated validated = find(type, Validated.class);
        if (validated != null) {
            annotations.add(validated);
        }
        Bindable<Object> target = Bindable.of(ResolvableType.forClass(type));
        target = target.withAnnotations(annotations.toArray(Annotation[]::new));
        boolean byConstructor = BindConstructorProvider.DEFAULT.getBindConstructor(target, false) != null;
        if (!byConstructor && !hasPlainConstructor(type)) {
            return null; // a container injects into its constructor; nobody else can make one
        }
        target = target.withBindMethod(byConstructor ? BindMethod.VALUE_OBJECT : BindMethod.JAVA_BEAN);
        return new LiveType(type, annotation, ConfigurationPropertyName.of(annotation.prefix()), target);
    }

    private static boolean hasPlainConstructor(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors()).anyMatch(made -> made.getParameterCount() == 0);
    }

    private static <A extends Annotation> @Nullable A find(Class<?> type, Class<A> annotation) {
        return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY)
                .get(annotation)
                .synthesize(MergedAnnotation::isPresent)
                .orElse(null);
    }

    /** Whether it is bound by its constructor, and else by setters. */
    boolean byConstructor() {
        return target.getBindMethod() == BindMethod.VALUE_OBJECT;
    }

    /** Whether a property belongs to it. */
    boolean covers(ConfigurationPropertyName name) {
        return prefix.equals(name) || prefix.isAncestorOf(name);
    }
}
