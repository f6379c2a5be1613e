package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ClientLifecycleIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final int CYCLES = 100;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @BeforeAll
    static void publish() {
        try (ConfigClient operator = Edict.connect(SERVER.connectString()).start()) {
            operator.publisher().publish(Publication.of("shop/orders", Format.HOCON, "n = 1"));
            operator.publisher().publish(Publication.of("warehouse/stock", Format.JSON, "{\"n\": 1}"));
        }
    }

    @Test
    void hundredCyclesLeaveNothingBehindHereOrOnTheServer() {
        await().atMost(SOON).until(() -> SERVER.metric("zk_num_alive_connections") <= 1);
        long sessions = SERVER.metric("zk_global_sessions");
        long watches = SERVER.metric("zk_watch_count");
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        AtomicInteger heard = new AtomicInteger();

        for (int i = 0; i < CYCLES; i++) {
            try (ConfigClient client = client()) {
                client.follow("shop/orders").subscribe(change -> heard.incrementAndGet());
                client.followNamespace("shop").subscribe(change -> heard.incrementAndGet());
            }
        }
        try (ConfigClient operator = Edict.connect(SERVER.connectString()).start()) {
            operator.publisher().publish(Publication.of("shop/orders", Format.HOCON, "n = 2"));
        }

        await().atMost(SOON).until(() -> SERVER.metric("zk_num_alive_connections") <= 1);
        assertThat(SERVER.metric("zk_global_sessions")).isEqualTo(sessions);
        assertThat(SERVER.metric("zk_watch_count")).isEqualTo(watches);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(edictThreads(before)).isEmpty());
        assertThat(heard).as("no listener of a closed client is called").hasValue(0);
    }

    @Test
    void clientHoldsAtMostEightThreadsAllNamedAndDaemons() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (ConfigClient client = client()) {
            for (int i = 0; i < 20; i++) {
                client.follow("shop/orders").subscribe(change -> {});
            }
            client.publisher().publish(Publication.of("shop/orders", Format.HOCON, "n = 3"));
            client.follow("shop/orders").await(now -> now.getInt("n") == 3, SOON);

            Set<Thread> own = newThreads(before);
            assertThat(own).hasSizeBetween(4, 8).allMatch(Thread::isDaemon);
            assertThat(own).extracting(Thread::getName).noneMatch(name -> name.startsWith("Thread-"));
        }
    }

    private ConfigClient client() {
        return Edict.connect(SERVER.connectString())
                .follow("shop/orders", "warehouse/stock")
                .localCopies(directory)
                .start();
    }

    private static Set<Thread> newThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .filter(thread -> !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    private static Set<String> edictThreads(Set<Thread> before) {
        return newThreads(before).stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("process reaper") && !name.startsWith("Cleaner"))
                .collect(Collectors.toSet());
    }
}
