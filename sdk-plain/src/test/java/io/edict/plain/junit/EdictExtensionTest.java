package io.edict.plain.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ConfigClient;
import io.edict.DocumentStatus.State;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Gate.Verdict;
import io.edict.Publication;
import io.edict.error.DocumentAbsentException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What tests of applications get: on a server that all tests of the class share, and in memory for each test. */
class EdictExtensionTest {
    @RegisterExtension
    static final EdictExtension SERVER = EdictExtension.embeddedZooKeeper();

    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    final EdictExtension memory = EdictExtension.inMemory();

    @Test
    void publishReturnsWhenTheTestsClientsHaveTheVersion() {
        for (EdictExtension edict : new EdictExtension[] {memory, SERVER}) {
            edict.publish("shop/orders", "n = 1");
            FollowedDocument orders = edict.client("shop/orders").follow("shop/orders");

            for (int n = 2; n < 50; n++) {
                edict.publish("shop/orders", "n = " + n);
                assertThat(orders.snapshot().getInt("n")).isEqualTo(n);
            }
        }
    }

    @Test
    void publishReturnsAlsoWhenTheVersionIsRefused() {
        memory.publish("shop/orders", "n = 1");
        ConfigClient client = memory.client(memory.connect()
                .follow("shop/orders")
                .gate(
                        "shop/orders",
                        (candidate, current) ->
                                candidate.getInt("n") > 1 ? Verdict.refuse("n must be 1") : Verdict.accept()));

        memory.publish("shop/orders", "n = 2");

        assertThat(client.follow("shop/orders").status().state()).isEqualTo(State.REFUSING);
    }

    @Test
    void documentsPublishedTogetherAndDeletionsArrive() {
        memory.publish(
                Publication.of("shop/a", Format.HOCON, "n = 1"), Publication.of("shop/b", Format.HOCON, "n = 1"));
        ConfigClient client = memory.client("shop/a", "shop/b");

        memory.delete("shop/b");

        assertThat(client.snapshot("shop/a").getInt("n")).isEqualTo(1);
        assertThat(client.snapshot("shop/b").isDeleted()).isTrue();
    }

    @Test
    void outageIsSeenAndEnds() {
        for (EdictExtension edict : new EdictExtension[] {memory, SERVER}) {
            edict.publish("shop/outage", "n = 1");
            FollowedDocument document = edict.client("shop/outage").follow("shop/outage");

            edict.outage(true);
            Awaitility.await().atMost(SOON).until(() -> document.status().state() == State.STALE);
            edict.outage(false);
            edict.publish("shop/outage", "n = 2");

            assertThat(document.snapshot().getInt("n")).isEqualTo(2);
        }
    }

    @Test
    void eachTestHasAMemoryOfItsOwn() {
        assertThatThrownBy(() -> memory.client("shop/orders")).isInstanceOf(DocumentAbsentException.class);
    }
}
