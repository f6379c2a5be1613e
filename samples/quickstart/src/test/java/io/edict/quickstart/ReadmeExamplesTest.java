package io.edict.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.Binding;
import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.Default;
import io.edict.Format;
import io.edict.Layer;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.Live;
import io.edict.Publication;
import io.edict.plain.Edict;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows, run. */
class ReadmeExamplesTest {
    @TempDir
    private Path directory;

    private final AtomicInteger resized = new AtomicInteger();

    @Test
    void firstLinesOfTheReadmeDoWhatTheySay() {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start();
                ConfigClient operator = Edict.connect(server.connectString()).start()) {
            operator.publisher()
                    .publish(Publication.of("shop/orders", Format.HOCON, "pool { size = 10, timeout = 5s }"));
            application(server.connectString());
            assertThat(operator.publisher()
                            .history(operator.follow("shop/orders").id()))
                    .hasSize(2);
        }
    }

    private void application(String servers) {
        ConfigClient client = Edict.connect(servers) // "zk1:2181,zk2:2181,zk3:2181"
                .bind("shop/orders", POOL) // what does not fit is refused
                .localCopies(directory) // start from here when every server is down
                .start();
        Live<Pool> pool = client.follow("shop/orders").live(POOL);
        int size = pool.get().size(); // from memory, without a lock: always whole, always the newest good version
        pool.subscribe(change -> resize(change.newValue())); // equal values notify nobody
        assertThat(size).isEqualTo(10);
        publish(client.publisher());
        Awaitility.await().untilAsserted(() -> assertThat(resized).hasValue(40));
        client.publisher().publish(Publication.of("shop/common", Format.HOCON, "pool.timeout = 3s"));
        client.close();
        layers(servers);
    }

    private static void layers(String servers) {
        Layers layers = Layers.of(
                Layer.systemProperties("orders."), // -Dorders.pool.size=5
                Layer.environment("ORDERS_"), // ORDERS_POOL_SIZE=5
                Layer.document("shop/orders"),
                Layer.document("shop/common"));
        ConfigClient client = Edict.connect(servers).layered(layers).start();
        LayeredView config = client.layered(layers);
        Live<Duration> timeout = config.live("pool.timeout", Duration.class);
        String why = config.snapshot().explain("pool.timeout").toString(); // which layer, document, version and line
        assertThat(timeout.get()).isEqualTo(Duration.ofSeconds(5));
        assertThat(why).contains("shop/orders version 2", "hiding shop/common version 1");
        client.close();
    }

    private static void publish(ConfigPublisher publisher) {
        publisher.publish(Publication.of("shop/orders", Format.HOCON, "pool { size = 40, timeout = 5s }")
                .ifVersion(1) // nobody else's change is overwritten unseen
                .because("The sale begins"));
    }

    record Pool(@Default("10") int size, Duration timeout) {}

    static final Binding<Pool> POOL =
            Binding.of(Pool.class).at("pool").require(pool -> pool.size() <= 500, "pool.size must be at most 500");

    private void resize(Pool pool) {
        resized.set(pool.size());
    }
}
