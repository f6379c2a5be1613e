package io.edict.spring.internal.listen;

import io.edict.spring.EnvironmentChange;
import io.edict.spring.OnConfigChange;
import io.edict.spring.internal.reload.Reaction;
import io.edict.spring.internal.reload.Reload;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.Ordered;

/**
 * Calls the methods with {@link OnConfigChange}, one after the other. What one throws keeps nobody else from being called,
 * and once the context closes, none is called any more.
 *
 * <p>Contexts below this one are told through this one, which sees them come and go, from the first change after they are there.
 *
 * <p><b>Threads.</b> Reactions come one at a time, on one of the client's threads. The methods are found when all singletons
 * are there, before the first reaction; those of children by the threads that refresh them.
 */
public final class ConfigListeners
        implements Reaction,
                Ordered,
                SmartInitializingSingleton,
                ApplicationListener<ApplicationContextEvent>,
                DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(ConfigListeners.class);

    private final ConfigurableApplicationContext context;
    private final ObjectProvider<Reload> reload;
    private final boolean imported;
    private final SlowCalls slowCalls;
    private volatile List<ListenerMethod> methods = List.of();

    /** The methods of contexts below this one that have no reloading of their own. */
    private final Map<ApplicationContext, List<ListenerMethod>> ofChildren =
            Collections.synchronizedMap(new LinkedHashMap<>());

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

    /** Finds the methods of a context below this one, and forgets them when it closes. */
    @Override
    public void onApplicationEvent(ApplicationContextEvent event) {
        ApplicationContext child = event.getApplicationContext();
        if (child == context) {
            return;
        }
        if (event instanceof ContextClosedEvent) {
            ofChildren.remove(child);
        } else if (event instanceof ContextRefreshedEvent) {
            Reload known = reload.getIfAvailable();
            if (known != null && child.getBeanProvider(Reload.class).getIfAvailable() == known) {
                List<ListenerMethod> found = new ListenerScan(
                                ((ConfigurableApplicationContext) child).getBeanFactory(), known.liveTypes())
                        .methods();
                found.stream().filter(method -> method.filter().initial()).forEach(ConfigListeners::warnOfInitial);
                ofChildren.put(child, found);
            }
        }
    }

    private static void warnOfInitial(ListenerMethod method) {
        log.warn(
                "{} is in a child context, which is told of changes only; it is not called at the start, though it has"
                        + " initial = true",
                method.name());
    }

    @Override
    public void applied(EnvironmentChange change) {
        call(context, methods, change);
        children().forEach((child, found) -> call((ConfigurableApplicationContext) child, found, change));
    }

    private Map<ApplicationContext, List<ListenerMethod>> children() {
        synchronized (ofChildren) {
            return new LinkedHashMap<>(ofChildren);
        }
    }

    private Stream<ListenerMethod> all() {
        return Stream.concat(methods.stream(), children().values().stream().flatMap(List::stream));
    }

    private void call(ConfigurableApplicationContext of, List<ListenerMethod> found, EnvironmentChange change) {
        for (ListenerMethod method : found) {
            if (!context.isActive() || !of.isActive()) {
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
        return all().anyMatch(method -> method.filter().covers(name));
    }

    /**
     * What is known of each method, in the order in which they are called.
     *
     * @return the statistics now
     */
    public List<ListenerStatistics> statistics() {
        return all().map(method -> method.counts().statistics()).toList();
    }

    @Override
    public void destroy() {
        slowCalls.close();
    }
}
