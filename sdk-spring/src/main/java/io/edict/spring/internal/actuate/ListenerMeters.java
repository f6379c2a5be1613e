package io.edict.spring.internal.actuate;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.spring.internal.listen.ConfigListeners;
import io.edict.spring.internal.listen.ListenerStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Meters of the methods with {@code @OnConfigChange}. They have the method's name as a tag, which the application's code
 * bounds. The methods are known only when the context is refreshed, which may be before or after a registry is bound.
 */
public final class ListenerMeters implements MeterBinder, ApplicationListener<ContextRefreshedEvent> {
    private final ObjectProvider<ConfigListeners> listeners;

    @GuardedBy("this")
    private final Set<MeterRegistry> registries = new LinkedHashSet<>();

    @GuardedBy("this")
    private boolean known;

    /**
     * Meters of methods.
     *
     * @param listeners the methods, if there are any
     */
    public ListenerMeters(ObjectProvider<ConfigListeners> listeners) {
        this.listeners = listeners;
    }

    @Override
    public synchronized void bindTo(MeterRegistry registry) {
        registries.add(registry);
        if (known) {
            register(registry);
        }
    }

    @Override
    public synchronized void onApplicationEvent(ContextRefreshedEvent event) {
        known = true;
        registries.forEach(this::register);
    }

    private void register(MeterRegistry registry) {
        ConfigListeners called = listeners.getIfAvailable();
        if (called == null) {
            return;
        }
        for (ListenerStatistics method : called.statistics()) {
            String name = method.name();
            FunctionTimer.builder(
                            "edict.listener",
                            called,
                            asked -> of(asked, name)
                                    .map(ListenerStatistics::calls)
                                    .orElse(0L),
                            asked -> of(asked, name)
                                    .map(now -> (double) now.total().toNanos())
                                    .orElse(0.0),
                            TimeUnit.NANOSECONDS)
                    .description("Calls of a method with @OnConfigChange")
                    .tag("method", name)
                    .register(registry);
            FunctionCounter.builder(
                            "edict.listener.thrown",
                            called,
                            asked -> of(asked, name)
                                    .map(ListenerStatistics::failures)
                                    .orElse(0L))
                    .description("Calls of a method with @OnConfigChange that threw")
                    .baseUnit("calls")
                    .tag("method", name)
                    .register(registry);
        }
    }

    private static Optional<ListenerStatistics> of(ConfigListeners called, String name) {
        return called.statistics().stream()
                .filter(method -> method.name().equals(name))
                .findFirst();
    }
}
