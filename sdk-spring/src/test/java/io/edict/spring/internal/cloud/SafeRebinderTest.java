package io.edict.spring.internal.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.spring.Reloadable;
import io.edict.spring.internal.autoconfigure.EdictAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictCloudAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictReloadAutoConfiguration;
import io.edict.spring.internal.testing.Store;
import io.edict.spring.testing.Apps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.properties.ConfigurationPropertiesRebinder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class SafeRebinderTest {
    /** The beans that Spring Cloud's rebinder began with: it destroys each first. */
    private static final List<String> destroyed = Collections.synchronizedList(new ArrayList<>());

    /** Has one bean fail, though what it is bound to was bound to an object of its class before. */
    private static volatile boolean failing;

    private final Store store = new Store();

    @BeforeEach
    void publishTheFirstVersion() {
        store.publish("shop/orders", version(1));
        destroyed.clear();
    }

    private static String version(int number) {
        return "touched.size = %1$d, failing.size = %1$d, followed.size = %1$d, library.size = %1$d, mark = %1$d"
                .formatted(number);
    }

    @AfterEach
    void end() {
        failing = false;
        store.close();
    }

    abstract static class Sized implements DisposableBean {
        private volatile int size;

        public int getSize() {
            return size;
        }

        public void setSize(int size) {
            this.size = size;
        }

        @Override
        public void destroy() {
            destroyed.add(getClass().getSimpleName());
        }
    }

    @ConfigurationProperties("touched")
    static class Touched extends Sized {}

    @ConfigurationProperties("failing")
    static class Failing extends Sized {
        @Override
        public void setSize(int size) {
            if (failing && Thread.currentThread().getName().contains("listener")) {
                throw new IllegalStateException("canary");
            }
            super.setSize(size);
        }
    }

    @ConfigurationProperties("untouched")
    static class Untouched extends Sized {}

    @Reloadable
    @ConfigurationProperties("followed")
    static class Followed extends Sized {}

    @ConfigurationProperties("fixed")
    record Fixed(int size) {}

    static class OfALibrary extends Sized {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({Touched.class, Failing.class, Untouched.class, Followed.class, Fixed.class})
    @ImportAutoConfiguration({
        RefreshAutoConfiguration.class,
        ConfigurationPropertiesRebinderAutoConfiguration.class,
        EdictAutoConfiguration.class,
        EdictReloadAutoConfiguration.class,
        EdictCloudAutoConfiguration.class
    })
    static class Base {
        @Bean
        @ConfigurationProperties("library")
        OfALibrary ofALibrary() {
            return new OfALibrary();
        }
    }

    private ConfigurableApplicationContext start(String... properties) {
        return Apps.of(Base.class)
                .store(store.memory())
                .with("spring.config.import=edict:shop/orders")
                .with(properties)
                .start();
    }

    @Test
    void safeRebinderWhenAVersionIsInForceBindsAnewWhatItTouchesAndNothingElse(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start("edict.cloud.safe-rebinder=true")) {
            failing = true;
            store.publish("shop/orders", version(2));
            await().until(() -> context.getBean(Touched.class).getSize() == 2);
            await().until(() -> destroyed.contains("Failing") && destroyed.contains("Touched"));
            assertThat(destroyed).containsExactlyInAnyOrder("Touched", "Failing");
            assertThat(context.getBean(Followed.class).getSize()).isEqualTo(2);
            assertThat(context.getBean(OfALibrary.class).getSize()).isEqualTo(1);
            await().until(() -> output.toString().contains("could not be bound anew"));
            assertThat(output).doesNotContain("canary");

            CloudBridge bridge = context.getBean(CloudBridge.class);
            assertThat(bridge.covers("touched.size")).isTrue();
            assertThat(bridge.covers("library.size")).isFalse();
        }
    }

    @Test
    void springCloudsOwnRebinderWhenNothingIsSetBindsAllBeansAnew() {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(context.getBean(ConfigurationPropertiesRebinder.class)).isNotInstanceOf(SafeRebinder.class);
            store.publish("shop/orders", version(1).replace("touched.size = 1", "touched.size = 2"));
            await().until(() -> destroyed.contains("Untouched"));
            assertThat(context.getBean(CloudBridge.class).covers("library.size"))
                    .isTrue();
        }
    }
}
