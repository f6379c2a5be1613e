package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.testing.RawClient;
import io.edict.plain.testing.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A transaction of which one document cannot be read. */
class TransactionSplitIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void documentWhosePartnerNeverArrivesComesIntoForceAfterTheWaitAndThatIsReported() throws Exception {
        List<ClientEvent.TransactionSplit> splits = new CopyOnWriteArrayList<>();
        try (ConfigClient operator = Edict.connect(SERVER.connectString()).start();
                RawClient raw = RawClient.connect(SERVER.connectString());
                ConfigClient client = Edict.connect(SERVER.connectString())
                        .transactionWait(Duration.ofMillis(400))
                        .onEvent(event -> {
                            if (event instanceof ClientEvent.TransactionSplit split) {
                                splits.add(split);
                            }
                        })
                        .start()) {
            operator.publisher()
                    .publish(List.of(
                            Publication.of("split/a", Format.HOCON, "n = 1"),
                            Publication.of("split/b", Format.HOCON, "n = 1")));
            raw.zooKeeper().setData("/edict/heads/split/b", "damaged".getBytes(StandardCharsets.UTF_8), -1);

            FollowedDocument damaged = client.follow("split/b");
            FollowedDocument whole = client.follow("split/a");

            assertThat(whole.await(now -> true, SOON).getInt("n")).isEqualTo(1);
            assertThat(damaged.find()).isEmpty();
            await().atMost(SOON).until(() -> !splits.isEmpty());
            assertThat(splits.get(0).id()).isEqualTo(DocumentId.of("split/a"));
            assertThat(splits.get(0).missing()).containsExactly(DocumentId.of("split/b"));
        }
    }
}
