package io.edict.spring.internal.reload;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ReflectionUtils;

/** Lets a native image call what makes live values, whose bean definitions are made when it runs. */
final class LiveBeansHints implements RuntimeHintsRegistrar {
    /** Spring makes it. */
    LiveBeansHints() {}

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
        ReflectionUtils.doWithMethods(
                LiveBeans.class, method -> hints.reflection().registerMethod(method, ExecutableMode.INVOKE));
    }
}
