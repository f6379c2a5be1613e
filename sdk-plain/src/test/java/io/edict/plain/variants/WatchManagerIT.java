package io.edict.plain.variants;

import static io.edict.plain.variants.Clients.NEVER;
import static io.edict.plain.variants.Clients.SOON;
import static io.edict.plain.variants.Clients.awaitConnection;
import static io.edict.plain.variants.Clients.awaitN;
import static io.edict.plain.variants.Clients.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ClusterStatus.Connection;
import io.edict.ConfigClient;
import io.edict.plain.Edict;
import io.edict.plain.testing.ServerOptions;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A server that comes back with another kind of watches, as in a rolling change of its settings. */
class WatchManagerIT {
    private static final ServerOptions OPTIMIZED = ServerOptions.quick()
            .systemProperty("zookeeper.watchManagerName", "org.apache.zookeeper.server.watch.WatchManagerOptimized");

    /** So many documents that one watch covers them, where servers take such a watch. */
    private static final int CROWD = 250;

    private static final String LAST_OF_CROWD = "crowd/d" + (CROWD - 1);

    @Test
    void followerGoesOnWithOneShotWatchesAndTakesPersistentOnesAgainWhereTheyAreAllowed() throws InterruptedException {
        try (ServerProcess server = ServerProcess.standalone()) {
            server.start();
            try (TcpProxy proxy = TcpProxy.to(server.clientPort());
                    ConfigClient operator = Edict.connect(server.connectString())
                            .requestTimeout(SOON)
                            .start();
                    ConfigClient client = Edict.connect(proxy.connectString())
                            .checkEvery(NEVER)
                            .start()) {
                follow(operator, client);
                changes(operator, client, 2);

                restart(server, OPTIMIZED, client);
                changes(operator, client, 10);
                assertIdle(server);

                restart(server, ServerOptions.quick(), client);
                changes(operator, client, 20);
                assertNoLooks(server, operator, client);
                assertThat(client.status().counters().healed()).isZero();
                assertThat(proxy.connections())
                        .as("a few a second while a server starts, not thousands")
                        .isLessThan(100);
            }
        }
    }

    private static void follow(ConfigClient operator, ConfigClient client) {
        publish(operator, "single/document", 1);
        publish(operator, "whole/known", 1);
        client.followNamespace("whole");
        for (int i = 0; i < CROWD; i++) {
            client.follow("crowd/d" + i);
        }
        awaitN(client, "single/document", 1);
        awaitN(client, "whole/known", 1);
    }

    private static void changes(ConfigClient operator, ConfigClient client, int from) {
        for (int n = from; n < from + 5; n++) {
            publish(operator, "single/document", n);
            publish(operator, "whole/known", n);
            publish(operator, "whole/late" + n, n);
            publish(operator, LAST_OF_CROWD, n);
            awaitN(client, "single/document", n);
            awaitN(client, "whole/known", n);
            awaitN(client, "whole/late" + n, n);
            awaitN(client, LAST_OF_CROWD, n);
        }
    }

    private static void restart(ServerProcess server, ServerOptions options, ConfigClient client) {
        server.reconfigure(options);
        server.kill();
        awaitConnection(client, Connection.SUSPENDED);
        server.start();
        awaitConnection(client, Connection.CONNECTED);
    }

    /** Against publishes that nobody follows, each followed one costs a read more, and some pings, but no look. */
    private static void assertNoLooks(ServerProcess server, ConfigClient operator, ConfigClient client) {
        long before = server.metric("zk_packets_received");
        for (int n = 100; n < 140; n++) {
            publish(operator, "single/unfollowed", n);
        }
        long unfollowed = server.metric("zk_packets_received") - before;
        before = server.metric("zk_packets_received");
        for (int n = 100; n < 140; n++) {
            publish(operator, "single/document", n);
            awaitN(client, "single/document", n);
        }
        assertThat(server.metric("zk_packets_received") - before).isLessThan(unfollowed + 40 + 35);
    }

    /** Clients that ask again and again for a watch that they do not get ask thousands of times a second. */
    private static void assertIdle(ServerProcess server) throws InterruptedException {
        long before = server.metric("zk_packets_received");
        new CountDownLatch(1).await(3, TimeUnit.SECONDS);
        assertThat(server.metric("zk_packets_received") - before).isLessThan(20);
    }
}
