package io.edict.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Gate.Verdict;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.plain.Edict;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows, run. */
class ReadmeExamplesTest {
    @TempDir
    private Path directory;

    @Test
    void firstLinesOfTheReadmeDoWhatTheySay() {
        try (EmbeddedZooKeeper server = EmbeddedZooKeeper.start();
                ConfigClient operator = Edict.connect(server.connectString()).start()) {
            operator.publisher().publish(Publication.of("shop/orders", Format.HOCON, "pool.size = 10"));
            application(server.connectString());
            assertThat(operator.publisher()
                            .history(operator.follow("shop/orders").id()))
                    .hasSize(2);
        }
    }

    private void application(String servers) {
        Pool pool = new Pool();
        ConfigClient client = Edict.connect(servers) // "zk1:2181,zk2:2181,zk3:2181"
                .follow("shop/orders")
                .localCopies(directory) // start from here when every server is down
                .gate("shop/orders", Pool::check) // refuse a version before anything sees it
                .start();
        FollowedDocument orders = client.follow("shop/orders");
        pool.resize(orders.snapshot().getInt("pool.size")); // from memory, always the newest good version
        orders.subscribe(change -> pool.resize(change.after().getInt("pool.size")));
        assertThat(pool.size).hasValue(10);
        publish(client.publisher());
        Awaitility.await().untilAsserted(() -> assertThat(pool.size).hasValue(40));
        client.close();
    }

    private static void publish(ConfigPublisher publisher) {
        publisher.publish(Publication.of("shop/orders", Format.HOCON, "pool.size = 40")
                .ifVersion(1) // nobody else's change is overwritten unseen
                .because("The sale begins"));
    }

    /** Something that an application configures. */
    private static final class Pool {
        private final AtomicInteger size = new AtomicInteger();

        static Verdict check(Snapshot candidate, Optional<Snapshot> current) {
            return candidate.getInt("pool.size") <= 500
                    ? Verdict.accept()
                    : Verdict.refuse("pool.size must be at most 500");
        }

        void resize(int to) {
            size.set(to);
        }
    }
}
