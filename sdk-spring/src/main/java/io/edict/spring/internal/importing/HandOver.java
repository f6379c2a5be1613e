package io.edict.spring.internal.importing;

import io.edict.ConfigClient;
import io.edict.spring.EdictProperties;
import java.util.List;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Makes the client a part of the application context, when that exists and has no bean yet.
 *
 * <p>The beans are singletons with an entry among those to destroy, not definitions: so the client is closed also if the
 * refresh fails before any bean has been made, it is closed after everything that was made later, and there is nothing that
 * ahead-of-time processing would have to write down.
 */
final class HandOver {
    static final String HANDLE = "edictClientHandle";
    static final String CLIENT = "edictConfigClient";

    private final SharedClient client;
    private final ConfigurableApplicationContext context;

    HandOver(SharedClient client, ConfigurableApplicationContext context) {
        this.client = client;
        this.context = context;
    }

    /** Whether the application is only being processed ahead of time, on a machine that need not reach a store. */
    static boolean isForAotOnly() {
        return Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING);
    }

    void run() {
        ConfigClient running = client.running();
        if (running == null && !isForAotOnly()) {
            return;
        }
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        beans.registerSingleton(HANDLE, client);
        beans.registerSingleton(CLIENT, running == null ? new NoClient(client) : running);
        ((DefaultSingletonBeanRegistry) beans).registerDisposableBean(HANDLE, client::close);
        whenRefreshed(this::refreshed);
        client.takenOver();
        refuseLatecomers();
    }

    /** Of this context alone: events of its children come by here too. */
    private void whenRefreshed(Runnable task) {
        ApplicationListener<ContextRefreshedEvent> listener = event -> {
            if (event.getApplicationContext() == context) {
                task.run();
            }
        };
        context.addApplicationListener(listener);
    }

    private void refreshed() {
        BundledTls tls = client.connecting().tls();
        if (tls != null) {
            tls.followUpdates(context);
        }
        client.started();
    }

    private void refuseLatecomers() {
        EdictProperties used = client.properties();
        List<String> late = LateSettings.of(context.getEnvironment())
                .besides(used, client.connecting().bySettings());
        if (!late.isEmpty() && !isForAotOnly()) {
            throw Failures.latecomers(late);
        }
    }

    /** Stands for the client, so that conditions find it, where there is none. */
    private record NoClient(ClientHandle handle) implements FactoryBean<ConfigClient> {
        @Override
        public ConfigClient getObject() {
            return handle.client();
        }

        @Override
        public Class<?> getObjectType() {
            return ConfigClient.class;
        }
    }
}
