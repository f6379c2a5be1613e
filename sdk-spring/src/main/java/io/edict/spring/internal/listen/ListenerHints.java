package io.edict.spring.internal.listen;

import io.edict.spring.OnConfigChange;
import io.edict.spring.internal.reload.LiveBeans;
import io.edict.spring.internal.reload.Reload;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

/**
 * Says, when an application is processed ahead of time, what is called by reflection: methods with {@link OnConfigChange}, what
 * makes live values, and the constructor of what is bound.
 */
final class ListenerHints implements BeanRegistrationAotProcessor, RuntimeHintsRegistrar {
    ListenerHints() {}

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        BindableRuntimeHintsRegistrar.forTypes(LoggingSettings.class).registerHints(hints);
        Method live = Objects.requireNonNull(
                ClassUtils.getMethodIfAvailable(LiveBeans.class, "live", Reload.class, Class.class));
        hints.reflection().registerMethod(live, ExecutableMode.INVOKE);
    }

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        Class<?> type = ClassUtils.getUserClass(bean.getBeanClass());
        Set<Method> methods = new LinkedHashSet<>();
        for (Method method : ListenerScan.methodsOf(type).keySet()) {
            methods.add(method);
            methods.add(ClassUtils.getInterfaceMethodIfPossible(method, type)); // which a proxy may be called by
        }
        return methods.isEmpty()
                ? null
                : (generation, code) -> methods.forEach(method ->
                        generation.getRuntimeHints().reflection().registerMethod(method, ExecutableMode.INVOKE));
    }
}
