package io.edict.spring.internal.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** What a native image must keep: ZooKeeper makes its sockets by class name, and the bootstrap context is reached by reflection. */
final class EdictRuntimeHints implements RuntimeHintsRegistrar {
    private static final List<String> SOCKETS =
            List.of("org.apache.zookeeper.ClientCnxnSocketNIO", "org.apache.zookeeper.ClientCnxnSocketNetty");

    /** Those that have the same name in all versions of Spring Boot, then those of 4, then those of 3. */
    private static final List<String> REACHED = List.of(
            "org.springframework.boot.context.config.ConfigDataLocationResolverContext",
            "org.springframework.boot.context.config.ConfigDataLoaderContext",
            "org.springframework.boot.context.event.ApplicationStartingEvent",
            "org.springframework.boot.bootstrap.ConfigurableBootstrapContext",
            "org.springframework.boot.bootstrap.BootstrapRegistry$InstanceSupplier",
            "org.springframework.boot.bootstrap.BootstrapContextClosedEvent",
            "org.springframework.boot.ConfigurableBootstrapContext",
            "org.springframework.boot.BootstrapRegistry$InstanceSupplier",
            "org.springframework.boot.BootstrapContextClosedEvent");

    /** Called by Spring. */
    EdictRuntimeHints() {}

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        for (String socket : SOCKETS) {
            hints.reflection().registerTypeIfPresent(classLoader, socket, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
        }
        for (String type : REACHED) {
            hints.reflection().registerTypeIfPresent(classLoader, type, MemberCategory.INVOKE_PUBLIC_METHODS);
        }
    }
}
