package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients to whom no event of any watch ever comes, on a real server: neither bells nor heads are heard. */
class EventsLostIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(30);

    /** In what time a client looks at every head, which is when it finds what it was not told. */
    private static final Duration CHECK = Duration.ofSeconds(1);

    /** More than fits a bell, or a head. */
    private static final String PADDING = "padding = \"" + "0123456789abcdef".repeat(5_000) + "\"\n";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allConvergeByTheRegularLook(boolean bells) {
        String alone = "deaf/alone-" + bells;
        String big = "deaf/big-" + bells;
        String whole = "deaf-whole-" + bells;
        Cluster direct = Cluster.at(SERVER.connectString()).announceContent(bells);
        try (TcpProxy proxy = TcpProxy.silent(SERVER.clientPort());
                ConfigClient operator = Edict.connect(direct).start()) {
            publish(operator, 1, alone, big, whole + "/a", whole + "/b");
            Cluster deaf = Cluster.at(proxy.connectString()).announceContent(bells);
            try (ConfigClient client = Edict.connect(deaf)
                    .checkEvery(CHECK)
                    .follow(alone, big)
                    .followNamespace(whole)
                    .start()) {
                for (int n = 2; n < 8; n++) {
                    publish(operator, n, alone, big, whole + "/a", whole + "/b", whole + "/fresh" + n);
                    awaitN(client, n, alone, big, whole + "/a", whole + "/b", whole + "/fresh" + n);
                }
                assertThat(client.status().counters().healed()).isPositive();
                assertThat(proxy.swallowed()).isPositive();
            }
        }
    }

    @Test
    void publishingNeedsNoEvent() {
        try (TcpProxy proxy = TcpProxy.silent(SERVER.clientPort());
                ConfigClient client = Edict.connect(proxy.connectString()).start()) {
            for (int n = 1; n < 5; n++) {
                publish(client, n, "deaf/published");
            }
            assertThat(client.publisher().history(DocumentId.of("deaf/published")))
                    .hasSize(4);
        }
    }

    private static void publish(ConfigClient by, int n, String... ids) {
        ConfigPublisher publisher = by.publisher();
        for (String id : ids) {
            String padding = id.contains("big") ? PADDING : "";
            publisher.publish(Publication.of(id, Format.HOCON, padding + "n = " + n));
        }
    }

    private static void awaitN(ConfigClient client, int n, String... ids) {
        for (String text : ids) {
            DocumentId id = DocumentId.of(text);
            await(id + " at " + n)
                    .atMost(SOON)
                    .until(() -> found(client, id).map(now -> now.getInt("n")).orElse(0) == n);
        }
    }

    private static Optional<Snapshot> found(ConfigClient client, DocumentId id) {
        return id.namespace().startsWith("deaf-whole")
                ? client.followNamespace(id.namespace()).find(id.name())
                : Optional.of(client.snapshot(id.toString()));
    }
}
