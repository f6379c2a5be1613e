package io.edict.spring.internal.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.Live;
import io.edict.spring.EnvironmentChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class WalkingSkeletonTest {
    private final Publishing publishing = new Publishing();

    @AfterEach
    void close() {
        publishing.close();
    }

    @ConfigurationProperties("pool")
    record Pool(int size, List<String> nodes) {}

    record User(Live<Pool> pool, Pool start, List<Live<?>> all) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties(Pool.class)
    static class Beans {
        @Bean
        User user(Live<Pool> pool, Pool start, List<Live<?>> all) {
            return new User(pool, start, all);
        }

        @Bean
        Recording recording() {
            return new Recording();
        }
    }

    static final class Recording implements Reaction {
        final List<EnvironmentChange> changes = new CopyOnWriteArrayList<>();

        @Override
        public void applied(EnvironmentChange change) {
            changes.add(change);
        }
    }

    @Test
    void liveValueWhenAVersionIsPublishedFollowsItAndReactionsAreToldWhatChanged() {
        publishing.publish("shop/orders", "pool { size = 10, nodes = [a, b] }");
        try (ConfigurableApplicationContext context =
                publishing.app("edict:shop/orders", Beans.class).start()) {
            User user = context.getBean(User.class);
            assertThat(user.pool().get())
                    .isEqualTo(new Pool(10, List.of("a", "b")))
                    .isEqualTo(user.start());
            assertThat(user.all()).containsExactly(user.pool());
            Recording recording = context.getBean(Recording.class);
            await().until(() -> recording.changes.size() == 1);
            assertThat(recording.changes.get(0).initial()).isTrue();

            publishing.publish("shop/orders", "pool { size = 20, nodes = [a, b] }");
            user.pool().await(pool -> pool.size() == 20, Duration.ofSeconds(10));
            assertThat(context.getEnvironment().getProperty("pool.size")).isEqualTo("20");
            assertThat(context.getBean(Pool.class).size()).isEqualTo(10);
            await().until(() -> recording.changes.size() == 2);
            EnvironmentChange change = recording.changes.get(1);
            assertThat(change.changedKeys()).containsExactly("pool.size");
            assertThat(change.before().getProperty("pool.size")).isEqualTo("10");
            assertThat(change.after().getProperty("pool.size")).isEqualTo("20");
        }
    }
}
