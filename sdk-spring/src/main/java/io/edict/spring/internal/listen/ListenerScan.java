package io.edict.spring.internal.listen;

import io.edict.DocumentId;
import io.edict.error.EdictException;
import io.edict.spring.OnConfigChange;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.OrderUtils;

/**
 * Finds the methods with {@link OnConfigChange} of all beans by the beans' types, once, when singletons are there: lazy beans
 * and those of other scopes are not made for it. All that is wrong with any of them is reported together.
 */
final class ListenerScan {
    private static final Logger log = LoggerFactory.getLogger(ListenerScan.class);

    private final ConfigurableListableBeanFactory beans;
    private final Set<Class<?>> live;
    private final List<Found> found = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private record Found(int order, ListenerMethod method) {}

    ListenerScan(ConfigurableListableBeanFactory beans, Set<Class<?>> live) {
        this.beans = beans;
        this.live = live;
    }

    /**
     * Finds the methods.
     *
     * @return the methods in the order in which they are to be called
     * @throws IllegalStateException if one of them cannot be called, naming each such method
     */
    List<ListenerMethod> methods() {
        for (String name : beans.getBeanNamesForType(Object.class)) {
            Class<?> type = ScopedProxyUtils.isScopedTarget(name) ? null : targetType(beans, name);
            if (type != null) {
                methodsOf(type).forEach((method, annotation) -> add(name, method, annotation));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "Methods with @OnConfigChange that cannot be called:\n  - " + String.join("\n  - ", problems));
        }
        return found.stream()
                .sorted(Comparator.comparingInt(Found::order))
                .map(Found::method)
                .toList();
    }

    /** The class behind a bean's proxies, or null if it is not known. */
    private static @Nullable Class<?> targetType(ConfigurableListableBeanFactory beans, String name) {
        Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
        if (type != null && ScopedObject.class.isAssignableFrom(type)) {
            Class<?> target = AutoProxyUtils.determineTargetClass(beans, ScopedProxyUtils.getTargetBeanName(name));
            return target == null ? type : target;
        }
        return type;
    }

    /** The annotated methods of a class, those of its superclasses and interfaces too. */
    static Map<Method, OnConfigChange> methodsOf(Class<?> type) {
        if (type.getName().startsWith("org.springframework.")
                || !AnnotationUtils.isCandidateClass(type, OnConfigChange.class)) {
            return Map.of();
        }
        try {
            return annotated(type);
        } catch (IllegalStateException | LinkageError e) {
            // A class of a library that names classes which are not there; its methods cannot even be listed.
            log.debug(
                    "The methods of {} cannot be looked at: {}",
                    type.getName(),
                    e.getClass().getName());
            return Map.of();
        }
    }

    private static Map<Method, OnConfigChange> annotated(Class<?> type) {
        return MethodIntrospector.selectMethods(type, (MethodIntrospector.MetadataLookup<@Nullable OnConfigChange>)
                method -> AnnotatedElementUtils.findMergedAnnotation(method, OnConfigChange.class));
    }

    private void add(String bean, Method method, OnConfigChange annotation) {
        String subject = method.getDeclaringClass().getName() + "." + method.getName() + " of bean '" + bean + "'";
        Consumer<String> report = problem -> problems.add(subject + ": " + problem);
        checkMethod(bean, method, report);
        ListenerFilter filter =
                new ListenerFilter(names(annotation, report), documents(annotation, report), annotation.initial());
        Arguments arguments = Arguments.of(method, live, report);
        Integer order = OrderUtils.getOrder(method);
        found.add(new Found(
                order == null ? Ordered.LOWEST_PRECEDENCE : order,
                new ListenerMethod(beans, bean, method, filter, arguments)));
    }

    private void checkMethod(String bean, Method method, Consumer<String> report) {
        if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
            report.accept("it is static or private, so that no proxy of the bean could be honoured");
            return;
        }
        if (method.getReturnType() != void.class) {
            report.accept("it returns something, which nobody would look at; to refuse a version, use a ConfigGate");
        }
        Class<?> type = beans.getType(bean);
        try {
            if (type != null) {
                AopUtils.selectInvocableMethod(method, type);
            }
        } catch (IllegalStateException e) {
            report.accept("the bean's proxy has no such method; declare it in an interface of the bean, or let the"
                    + " proxy be of the class (proxyTargetClass = true)");
        }
    }

    private List<String> names(OnConfigChange annotation, Consumer<String> report) {
        List<String> names = new ArrayList<>();
        for (String text : annotation.value()) {
            String name = resolved(text, report);
            if (name != null && !ListenerFilter.isName(name)) {
                report.accept("\"" + text + "\" names no property; a name covers all below it, without a pattern");
            } else if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    private List<DocumentId> documents(OnConfigChange annotation, Consumer<String> report) {
        List<DocumentId> documents = new ArrayList<>();
        for (String text : annotation.documents()) {
            String id = resolved(text, report);
            try {
                if (id != null) {
                    documents.add(DocumentId.of(id));
                }
            } catch (EdictException e) {
                report.accept("\"" + text + "\" names no document; write namespace/name");
            }
        }
        return documents;
    }

    private @Nullable String resolved(String text, Consumer<String> report) {
        try {
            String resolved = beans.resolveEmbeddedValue(text);
            if (resolved != null && !resolved.contains("${")) {
                return resolved.strip();
            }
        } catch (IllegalArgumentException e) {
            // Its message may hold values; the text in the annotation says enough.
        }
        report.accept("a placeholder in \"" + text + "\" has no value");
        return null;
    }
}
