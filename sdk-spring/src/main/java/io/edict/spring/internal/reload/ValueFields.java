package io.edict.spring.internal.reload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.spring.EnvironmentChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.BeanExpressionResolver;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/**
 * Sets fields and calls methods with {@code @Value} again when what their expressions give has changed. All of them are
 * evaluated and converted before a version comes into force, which is refused if one cannot be; only then the first is set.
 *
 * <p>Concerns singletons and what they have in fields that are not final, or take by methods with one argument; arguments of
 * constructors and of {@code @Bean} methods stay as they are. Placeholders are read from the new version; what else an
 * expression of SpEL reads, other beans say, is read as it is. Beans are known by their names, and found when they are set.
 */
public final class ValueFields implements Participant, Reaction, Ordered {
    private static final Logger log = LoggerFactory.getLogger(ValueFields.class);

    private final ConfigurableListableBeanFactory factory;

    /** Found at the first use, when all beans are there. */
    @GuardedBy("this")
    private @Nullable List<Target> targets;

    /**
     * What a bean has.
     *
     * @param bean its name
     * @param member the field or method
     */
    private record Target(String bean, ValueMember member) {}

    /**
     * What an expression gives.
     *
     * @param text the expression with its placeholders filled in, for comparing
     * @param value what that gives, of the type that is wanted
     */
    private record Given(String text, @Nullable Object value) {}

    /**
     * Finds nothing yet.
     *
     * @param factory the beans
     */
    public ValueFields(ConfigurableListableBeanFactory factory) {
        this.factory = factory;
    }

    @Override
    public int getOrder() {
        return VALUES;
    }

    private synchronized List<Target> targets() {
        return targets == null ? List.of() : targets;
    }

    private synchronized void find(PinnedEnvironment inForce) {
        if (targets == null) {
            List<Target> found = new ArrayList<>();
            for (String name : factory.getBeanDefinitionNames()) {
                find(name, inForce, found);
            }
            targets = found;
        }
    }

    private void find(String name, PinnedEnvironment inForce, List<Target> into) {
        if (!factory.getMergedBeanDefinition(name).isAbstract() && factory.isSingleton(name)) {
            Object made = factory.getSingleton(name);
            Class<?> type = made == null
                    ? AutoProxyUtils.determineTargetClass(factory, name)
                    : AopProxyUtils.ultimateTargetClass(made);
            if (type != null && !type.getName().startsWith("org.springframework.")) {
                ValueMember.of(ClassUtils.getUserClass(type)).stream()
                        .filter(member -> canBeGiven(member, inForce))
                        .forEach(member -> into.add(new Target(name, member)));
            }
        }
    }

    /** What Spring has set, and this class cannot, for whatever reason, must not refuse versions. */
    private boolean canBeGiven(ValueMember member, PinnedEnvironment inForce) {
        try {
            give(member, inForce, null);
            return true;
        } catch (RuntimeException e) {
            log.warn(
                    "{} does not follow its @Value, which needs more than the environment: {}",
                    member,
                    e.getClass().getName());
            return false;
        }
    }

    private Set<ValueMember> members() {
        return targets().stream().map(Target::member).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public void prepare(Preparation preparation) {
        find(preparation.before());
        for (ValueMember member : members()) {
            Given current = (Given) preparation.current(member);
            try {
                preparation.put(member, give(member, preparation.environment(), current));
            } catch (RuntimeException e) {
                refuse(preparation, member);
            }
        }
    }

    private static void refuse(Preparation preparation, ValueMember member) {
        Problems problems = ((Preparing) preparation).problems();
        String name = member.names().stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
        ConfigurationProperty property = member.names().stream()
                .map(preparation.environment()::find)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        String where = property == null || property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
        problems.refuse(name + where + " cannot be read as " + member.type().getName() + " (@Value of " + member + ")");
    }

    private Given give(ValueMember member, PinnedEnvironment environment, @Nullable Given current) {
        String compared = environment.comparable(member.expression());
        if (current != null && current.text().equals(compared)) {
            return current;
        }
        String text = environment.resolveRequiredPlaceholders(member.expression());
        Object value = text;
        BeanExpressionResolver expressions = factory.getBeanExpressionResolver();
        if (expressions != null && text.contains("#{")) {
            value = expressions.evaluate(text, new BeanExpressionContext(factory, null));
        }
        return new Given(
                text, factory.getTypeConverter().convertIfNecessary(value, member.type(), member.descriptor()));
    }

    @Override
    public void applied(EnvironmentChange change) {
        PinnedEnvironment before = (PinnedEnvironment) change.before();
        PinnedEnvironment after = (PinnedEnvironment) change.after();
        for (Target target : targets()) {
            if (after.prepared(target.member()) instanceof Given now
                    && !now.text().equals(text(target.member(), before))) {
                set(target, now.value());
            }
        }
    }

    private static String text(ValueMember member, PinnedEnvironment environment) {
        return environment.prepared(member) instanceof Given given
                ? given.text()
                : environment.comparable(member.expression());
    }

    private void set(Target target, @Nullable Object value) {
        Object bean = factory.getSingleton(target.bean());
        if (bean == null) {
            return; // made later, of what is in force then
        }
        Object inner = AopProxyUtils.getSingletonTarget(bean);
        Object owner = inner == null ? bean : inner;
        try {
            if (target.member().member().getDeclaringClass().isInstance(owner)) {
                target.member().set(owner, value);
            }
        } catch (RuntimeException e) {
            log.warn(
                    "{} of the bean {} cannot be set: {}",
                    target.member(),
                    target.bean(),
                    e.getClass().getName());
        }
    }

    @Override
    public boolean covers(String name) {
        ConfigurationPropertyName wanted = Names.of(name);
        return members().stream().anyMatch(member -> member.names().contains(wanted));
    }
}
