package io.edict.spring.servers;

import static io.edict.spring.servers.Following.importing;
import static io.edict.spring.servers.Following.operator;
import static io.edict.spring.servers.Following.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.plain.testing.ServerProcess;
import io.edict.spring.internal.autoconfigure.EdictAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictListenAutoConfiguration;
import io.edict.spring.internal.autoconfigure.EdictReloadAutoConfiguration;
import io.edict.spring.testing.Apps;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What many starts and ends in one process leave on the server, as the server itself counts, and in the process. */
@Timeout(300)
class StartsAndEndsIT {
    private static final int STARTS = 100;

    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final List<String> COUNTED =
            List.of("zk_global_sessions", "zk_num_alive_connections", "zk_watch_count", "zk_ephemerals_count");

    private ConfigClient operator;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        EdictAutoConfiguration.class,
        EdictReloadAutoConfiguration.class,
        EdictListenAutoConfiguration.class
    })
    @EnableConfigurationProperties(Following.Pool.class)
    @Import(Following.Heard.class)
    static class Small {}

    /** Fails when all of the above is there. */
    @Configuration(proxyBeanMethods = false)
    static class Failing {
        @Bean
        Object failing(Following.Heard last) {
            throw new IllegalStateException("no bean after " + last.getClass().getSimpleName());
        }
    }

    @BeforeEach
    void publishFirst() {
        operator = operator(SERVER.connectString());
        publish(operator, "cycles/orders", 10);
    }

    @AfterEach
    void close() {
        operator.close();
    }

    private static Apps app(String id, Class<?>... sources) {
        return Apps.of(sources).with("edict.servers=" + SERVER.connectString(), importing(id));
    }

    /** By {@code mntr}, {@code cons} and {@code wchs}; the connection that asks is counted each time. */
    private static Map<String, Long> onTheServer() {
        Map<String, Long> counts = new TreeMap<>();
        COUNTED.forEach(name -> counts.put(name, SERVER.metric(name)));
        counts.put(
                "sessions by cons",
                SERVER.ask("cons").lines().filter(line -> line.contains("sid=")).count());
        counts.put(
                "watches by wchs", Long.parseLong(SERVER.ask("wchs").replaceAll("(?s).*Total watches:(\\d+).*", "$1")));
        return counts;
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("awaitility"))
                .sorted()
                .toList();
    }

    @Test
    void startsAndEndsLeaveNoSessionWatchOrThread() {
        runOnce(0);
        Map<String, Long> before = settled();
        List<String> threads = threads();
        List<WeakReference<Object>> contexts = new ArrayList<>();

        for (int i = 1; i <= STARTS; i++) {
            if (i % 10 == 0) {
                assertThatThrownBy(() ->
                                app("cycles/orders", Small.class, Failing.class).start())
                        .hasStackTraceContaining("no bean after");
            } else if (i % 10 == 5) {
                assertThatThrownBy(() -> app("cycles/none", Small.class).start())
                        .hasMessageContaining("cycles/none");
            } else {
                contexts.add(runOnce(i));
            }
        }

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(onTheServer()).isEqualTo(before);
            assertThat(threads()).hasSizeLessThanOrEqualTo(threads.size());
            System.gc();
            assertThat(contexts).allMatch(context -> context.get() == null);
        });
    }

    /** Starts, sees that the server has a session and watches more, follows a version now and then, and ends. */
    private WeakReference<Object> runOnce(int number) {
        Map<String, Long> before = number % 10 == 1 ? settled() : Map.of();
        try (ConfigurableApplicationContext context =
                app("cycles/orders", Small.class).start()) {
            if (number % 10 == 1) {
                Map<String, Long> now = onTheServer();
                before.forEach((name, count) -> assertThat(now.get(name))
                        .as(name)
                        .isGreaterThan(name.equals("zk_ephemerals_count") ? count - 1 : count));
                publish(operator, "cycles/orders", 10 + number);
                Following.awaitHeard(context, 10 + number);
            }
            return new WeakReference<>(context.getBean(ConfigClient.class));
        }
    }

    /** What the server counts when it counts the same twice: it hears of an end a moment later. */
    private static Map<String, Long> settled() {
        List<Map<String, Long>> seen = new ArrayList<>(List.of(onTheServer()));
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    seen.add(onTheServer());
                    return seen.get(seen.size() - 1).equals(seen.get(seen.size() - 2));
                });
        return seen.get(seen.size() - 1);
    }
}
