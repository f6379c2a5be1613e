package io.edict.spring.internal.reload;

import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationExcludeFilter;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.util.ReflectionUtils;
import org.jspecify.annotations.Nullable;

/**
 * Leaves live values out of what is processed ahead of time: generated code cannot name a class that only its own package
 * sees. {@link LiveRegistrar} adds them again when the application runs.
 */
final class LiveBeansAtRunTime implements BeanRegistrationExcludeFilter, RuntimeHintsRegistrar {
    /** Spring makes it. */
    LiveBeansAtRunTime() {}

    @Override
    public boolean isExcludedFromAotProcessing(RegisteredBean bean) {
        return LiveRegistrar.isLive(bean.getBeanName());
    }

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        ReflectionUtils.doWithMethods(
                LiveBeans.class, method -> hints.reflection().registerMethod(method, ExecutableMode.INVOKE));
    }
}
