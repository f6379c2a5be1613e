package io.edict.spring.internal.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.spring.internal.env.DocumentPropertySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What Spring Boot remembers of a source's names can freeze when several threads bind from the environment at the same time:
 * new names then stay unseen by maps for good, unless the source is another instance.
 */
class FrozenNamesTest {
    private static final int ROUNDS = 12;
    private static final int THREADS = 8;

    private final Publishing publishing = new Publishing();

    @AfterEach
    void close() {
        publishing.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {
        @Bean
        Recorded recorded() {
            return new Recorded();
        }
    }

    @Test
    void namesWhenManyThreadsHaveBoundAreThoseOfTheVersionInForce() throws Exception {
        publishing.publish("shop/orders", text(0));
        ConfigurableApplicationContext context = publishing.start("edict:shop/orders", Beans.class);
        Recorded recorded = context.getBean(Recorded.class);
        recorded.change(0);
        List<String> wrong = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            bindFromManyThreads(context);
            publishing.publish("shop/orders", text(round));
            recorded.change(round);
            Map<String, Integer> map = Binder.get(context.getEnvironment())
                    .bind("map", Bindable.mapOf(String.class, Integer.class))
                    .orElse(Map.of());
            if (!map.equals(Map.of("same", 1, "k" + round, round))) {
                wrong.add(round + ": " + map.keySet());
            }
            List<String> list = Binder.get(context.getEnvironment())
                    .bind("list", Bindable.listOf(String.class))
                    .orElse(List.of());
            if (list.size() != 1 + round % 3) {
                wrong.add(round + ": " + list.size() + " elements");
            }
            Nested nested = Binder.get(context.getEnvironment()).bindOrCreate("nested", Nested.class);
            if ((nested.inner() != null) != (round % 2 == 0)) {
                wrong.add(round + ": nested");
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(context.getEnvironment().getPropertySources().stream()
                        .filter(DocumentPropertySource.class::isInstance)
                        .map(Object::toString))
                .as("each is there once, in its place")
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    record Nested(@Nullable Inner inner) {
        record Inner(int x) {}
    }

    private static String text(int round) {
        return "map { same = 1, k" + round + " = " + round + " }\n"
                + "list = " + List.of("a", "b", "c").subList(0, 1 + round % 3) + "\n"
                + (round % 2 == 0 ? "nested.inner.x = 1" : "nested.other = 1");
    }

    private static void bindFromManyThreads(ConfigurableApplicationContext context) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                done.add(threads.submit(() -> {
                    for (int times = 0; times < 30; times++) {
                        Binder.get(context.getEnvironment()).bind("map", Bindable.mapOf(String.class, Integer.class));
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
