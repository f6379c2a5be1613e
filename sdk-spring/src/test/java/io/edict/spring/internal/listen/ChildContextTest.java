package io.edict.spring.internal.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.Live;
import io.edict.spring.OnConfigChange;
import io.edict.spring.internal.autoconfigure.EdictAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictListenAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictReloadAutoConfiguration;
import io.edict.spring.internal.testing.Store;
import io.edict.spring.testing.Apps;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Contexts below the one that imports. */
@ExtendWith(OutputCaptureExtension.class)
class ChildContextTest {
    private final Store store = new Store();
    private ConfigurableApplicationContext parent;

    @ConfigurationProperties("pool")
    record Pool(int size) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Pool.class)
    @ImportAutoConfiguration({
        EdictAutoConfiguration.class,
        EdictReloadAutoConfiguration.class,
        EdictListenAutoConfiguration.class
    })
    static class Parent {}

    /** The same beans of Edict's, as a child has them that is an application of its own. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({EdictReloadAutoConfiguration.class, EdictListenAutoConfiguration.class})
    static class OfItsOwn {}

    static class Listening {
        final List<String> heard = new CopyOnWriteArrayList<>();
        private final Live<Pool> live;

        Listening(Live<Pool> live) {
            this.live = live;
        }

        @OnConfigChange("pool")
        void changed(Pool now, Pool before) {
            heard.add(
                    before.size() + " to " + now.size() + ", live " + live.get().size());
        }
    }

    static class Initial {
        @OnConfigChange(value = "pool", initial = true)
        void changed(Pool now) {}
    }

    static class Wrong {
        @OnConfigChange("pool")
        int changed() {
            return 1;
        }
    }

    @BeforeEach
    void start() {
        store.publish("shop/orders", "pool.size = 1");
        parent = Apps.of(Parent.class)
                .store(store.memory())
                .with("spring.config.import=edict:shop/orders")
                .start();
    }

    @AfterEach
    void end() {
        parent.close();
        store.close();
    }

    private AnnotationConfigApplicationContext child(Class<?>... beans) {
        AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
        child.setParent(parent);
        child.register(beans);
        child.refresh();
        return child;
    }

    private List<ListenerStatistics> statistics() {
        return parent.getBean(ConfigListeners.class).statistics();
    }

    @Test
    void methodInAChildIsToldOfChangesUntilTheChildCloses() {
        AnnotationConfigApplicationContext child = child(Listening.class);
        Listening listening = child.getBean(Listening.class);
        assertThat(statistics()).hasSize(1);

        store.publish("shop/orders", "pool.size = 2");
        await().until(() -> listening.heard.equals(List.of("1 to 2, live 2")));

        child.close();
        assertThat(statistics()).isEmpty();
    }

    @Test
    void methodInAChildWithBeansOfEdictsIsToldOnce() {
        try (AnnotationConfigApplicationContext child = child(OfItsOwn.class, Listening.class)) {
            Listening listening = child.getBean(Listening.class);
            store.publish("shop/orders", "pool.size = 2");
            await().until(() -> !listening.heard.isEmpty());
            store.publish("shop/orders", "pool.size = 3");
            await().until(() -> listening.heard.contains("2 to 3, live 3"));
            assertThat(listening.heard).containsExactly("1 to 2, live 2", "2 to 3, live 3");
        }
    }

    @Test
    void methodInAChildThatWantsACallAtTheStartIsWarnedOf(CapturedOutput output) {
        child(Initial.class).close();

        assertThat(output).contains("Initial.changed", "is in a child context, which is told of changes only");
    }

    @Test
    void methodInAChildThatCannotBeCalledFailsTheChildAlone() {
        assertThatThrownBy(() -> child(Wrong.class)).hasMessageContaining("Wrong.changed", "it returns something");
        assertThat(parent.isActive()).isTrue();
    }
}
