package io.edict.spring.internal.listen;

import io.edict.spring.EnvironmentChange;
import io.edict.spring.OnConfigChange;
import io.edict.spring.internal.reload.Reaction;
import io.edict.spring.internal.reload.Reload;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Calls the methods with {@link OnConfigChange}, one after the other. What one throws keeps nobody else from being called,
 * and once the context closes, none is called any more.
 *
 * <p><b>Threads.</b> Reactions come one at a time, on one of the client's threads. The methods are found when all singletons
 * are there, before the first reaction.
 */
public final class ConfigListeners implements Reaction, Ordered, SmartInitializingSingleton, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(ConfigListeners.class);

    private final ConfigurableApplicationContext context;
    private final ObjectProvider<Reload> reload;
    private final boolean imported;
    private final SlowCalls slowCalls;
    private volatile List<ListenerMethod> methods = List.of();

    /**
     * Without methods yet.
     *
     * @param context the context whose beans have the methods
     * @param reload tells the classes that have live values
     * @param imported whether there is anything that can change
     * @param slowAfter how long a method may run before the log is told of it
     */
    public ConfigListeners(
            ConfigurableApplicationContext context,
            ObjectProvider<Reload> reload,
            boolean imported,
            Duration slowAfter) {
        this.context = context;
        this.reload = reload;
        this.imported = imported;
        this.slowCalls = new SlowCalls(slowAfter);
    }

    @Override
    public int getOrder() {
        return LISTENERS;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Reload known = reload.getIfAvailable();
        methods = new ListenerScan(context.getBeanFactory(), known == null ? Set.of() : known.liveTypes()).methods();
        if (!imported && !methods.isEmpty()) {
            log.warn(
                    "Nothing is imported from Edict, so nothing will change for {} methods with @OnConfigChange, {} first; set"
                            + " spring.config.import=edict:",
                    methods.size(),
                    methods.get(0).name());
        }
    }

    @Override
    public void applied(EnvironmentChange change) {
        for (ListenerMethod method : methods) {
            if (!context.isActive()) {
                return;
            }
            if (method.filter().admits(change)) {
                call(method, change);
            }
        }
    }

    private void call(ListenerMethod method, EnvironmentChange change) {
        Future<?> watch = slowCalls.watch(method);
        long began = System.nanoTime();
        method.counts().begin();
        boolean failed = true;
        try {
            method.call(change);
            failed = false;
        } catch (Throwable e) {
            report(method, e);
        } finally {
            watch.cancel(false);
            method.counts().end(System.nanoTime() - began, failed);
        }
    }

    private static void report(ListenerMethod method, Throwable error) {
        if (error instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        OptionalLong heldBack = method.failures().admit();
        if (heldBack.isPresent()) {
            log.warn(
                    "{} threw; what is in force stays, and it is called again for the next change{}. {}",
                    method.name(),
                    heldBack.getAsLong() == 0 ? "" : " (" + heldBack.getAsLong() + " more since this was last logged)",
                    Thrown.text(error));
        }
    }

    @Override
    public boolean covers(String name) {
        return methods.stream().anyMatch(method -> method.filter().covers(name));
    }

    /**
     * What is known of each method, in the order in which they are called.
     *
     * @return the statistics now
     */
    public List<ListenerStatistics> statistics() {
        return methods.stream().map(method -> method.counts().statistics()).toList();
    }

    @Override
    public void destroy() {
        slowCalls.close();
    }
}
