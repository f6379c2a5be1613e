package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.testing.ServerProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often the server is asked for a publish, as it counts it itself. */
class OneRoundTripIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    /** Beside the publishes, there may be a ping. */
    private static final int PINGS = 1;

    /** Of one page of bells, beyond the middle of which nothing is pruned. */
    private static final int PUBLISHES = 12;

    @Test
    void warmPublisherSendsOneRequestForAVersion() throws Exception {
        try (ConfigClient client = client()) {
            publish(client, 1);
            publish(client, 2);
            long before = SERVER.metric("zk_packets_received");
            for (int i = 3; i < 3 + PUBLISHES; i++) {
                publish(client, i);
            }

            assertThat(SERVER.metric("zk_packets_received") - before)
                    .isBetween((long) PUBLISHES, (long) PUBLISHES + PINGS);
        }
    }

    @Test
    void warmPublisherSendsOneRequestForATransactionADeletionAndAnExpectationThatHolds() throws Exception {
        try (ConfigClient client = client()) {
            Publication one = Publication.of("warm/one", Format.HOCON, "n = 1");
            Publication two = Publication.of("cold/two", Format.HOCON, "n = 1");
            client.publisher().publish(List.of(one, two));
            client.publisher().publish(List.of(one, two));
            long before = SERVER.metric("zk_packets_received");
            client.publisher().publish(List.of(two, one));
            client.publisher().publish(Publication.deletion(DocumentId.of("warm/one")));
            client.publisher().publish(one.ifAbsent());
            client.publisher().publish(two.ifVersion(3));

            assertThat(SERVER.metric("zk_packets_received") - before).isBetween(4L, 4L + PINGS);
        }
    }

    private static ConfigClient client() {
        return Edict.connect(SERVER.connectString())
                .sessionTimeout(Duration.ofSeconds(30))
                .checkEvery(Duration.ofHours(1))
                .start();
    }

    private static void publish(ConfigClient client, int number) {
        client.publisher().publish(Publication.of("warm/document", Format.HOCON, "n = " + number));
    }
}
