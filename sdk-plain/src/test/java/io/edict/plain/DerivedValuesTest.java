package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus.State;
import io.edict.FollowedDocument;
import io.edict.Gate.Verdict;
import io.edict.Live;
import io.edict.Snapshot;
import io.edict.error.BindingException;
import io.edict.error.BindingProblem;
import io.edict.error.BindingProblem.Kind;
import io.edict.error.BindingProblem.Place;
import io.edict.error.ClientClosedException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.DocumentRefusedException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.junit.EdictExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Live values that a function makes of whole versions, and waiting for a document as a start does. */
class DerivedValuesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");

    @RegisterExtension
    final EdictExtension edict = EdictExtension.inMemory();

    @TempDir
    private Path directory;

    private static int doubled(Snapshot snapshot) {
        int n = snapshot.getInt("n");
        if (n < 0) {
            String message = "n of " + snapshot.id() + " version " + snapshot.version() + " is negative";
            Place place = new Place(snapshot.id(), snapshot.version(), 1);
            throw new BindingException(
                    message,
                    snapshot.id(),
                    snapshot.version(),
                    List.of(new BindingProblem(Kind.REFUSED, "n", place, "a number", message)));
        }
        return 2 * n;
    }

    @Test
    void derivedValueFollowsAndTellsItsListeners() {
        edict.publish("shop/orders", "n = 1");
        Live<Integer> live = edict.client("shop/orders").follow("shop/orders").derive(DerivedValuesTest::doubled);
        List<Integer> heard = new CopyOnWriteArrayList<>();
        live.subscribe(change -> heard.add(change.newValue()));

        edict.publish("shop/orders", "n = 2");

        assertThat(live.get()).isEqualTo(4);
        await().atMost(SOON).until(() -> heard.equals(List.of(4)));
        assertThat(live.current().version().number()).isEqualTo(2);
    }

    @Test
    void versionIsRefusedWithTheFunctionsOwnProblems() {
        edict.publish("shop/orders", "n = 1");
        FollowedDocument orders = edict.client("shop/orders").follow("shop/orders");
        Live<Integer> live = orders.derive(DerivedValuesTest::doubled);
        Live<String> mapped = live.map(n -> "n" + n);

        edict.publish("shop/orders", "n = -1");

        assertThat(live.get()).isEqualTo(2);
        assertThat(mapped.get()).isEqualTo("n2");
        assertThat(orders.snapshot().getInt("n")).isEqualTo(1);
        assertThat(orders.status().state()).isEqualTo(State.REFUSING);
        assertThat(orders.status().refused())
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.reason()).contains("n of shop/orders version 2 is negative"));
    }

    @Test
    void whatTheFunctionThrowsOtherwiseIsReportedByItsClass() {
        edict.publish("shop/orders", "n = 1");
        FollowedDocument orders = edict.client("shop/orders").follow("shop/orders");
        orders.derive(snapshot -> List.of("only one").get(snapshot.getInt("n") - 1));

        edict.publish("shop/orders", "n = 7");

        assertThat(orders.snapshot().getInt("n")).isEqualTo(1);
        assertThat(orders.status().refused())
                .hasValueSatisfying(refusal -> assertThat(refusal.reason()).contains("IndexOutOfBounds"));
    }

    @Test
    void derivingFailsWhereTheVersionInForceDoesNotDo() {
        edict.publish("shop/orders", "n = -1");
        FollowedDocument orders = edict.client("shop/orders").follow("shop/orders");

        assertThatThrownBy(() -> orders.derive(DerivedValuesTest::doubled))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("is negative");
        assertThatThrownBy(() -> orders.derive(snapshot -> null)).isInstanceOf(BindingException.class);
    }

    @Test
    void followingWithATimeoutReturnsWithAVersion() {
        edict.publish("shop/orders", "n = 1");
        ConfigClient client = edict.client(edict.connect());

        assertThat(client.follow(ORDERS, SOON).snapshot().getInt("n")).isEqualTo(1);
    }

    @Test
    void followingWithATimeoutTakesTheLocalCopyWhenTheStoreIsSilent() {
        edict.publish("shop/orders", "n = 1");
        try (ConfigClient before = edict.connect().localCopies(directory).start()) {
            before.follow(ORDERS, SOON);
        }
        edict.outage(true);
        ConfigClient client = edict.client(edict.connect().localCopies(directory));

        FollowedDocument orders = client.follow(ORDERS, Duration.ofMillis(200));

        assertThat(orders.snapshot().getInt("n")).isEqualTo(1);
        edict.outage(false);
        edict.publish("shop/orders", "n = 2");
        orders.await(now -> now.getInt("n") == 2, SOON);
    }

    @Test
    void followingWithATimeoutSaysWhyThereIsNothingAndGoesOnFollowing() {
        ConfigClient client = edict.client(edict.connect()
                .gate(
                        "shop/orders",
                        (candidate, current) ->
                                candidate.getInt("n") < 0 ? Verdict.refuse("negative") : Verdict.accept()));
        assertThatThrownBy(() -> client.follow(ORDERS, SOON)).isInstanceOf(DocumentAbsentException.class);

        edict.publish("shop/orders", "n = -1");
        assertThatThrownBy(() -> client.follow(ORDERS, SOON)).isInstanceOf(DocumentRefusedException.class);

        edict.publish("shop/orders", "n = 1");
        client.follow(ORDERS).await(now -> now.getInt("n") == 1, SOON);
    }

    @Test
    void followingWithATimeoutFailsWhenTheStoreIsSilentAndThereIsNoCopy() {
        edict.outage(true);
        ConfigClient client = edict.client(edict.connect());

        assertThatThrownBy(() -> client.follow(ORDERS, Duration.ofMillis(100)))
                .isInstanceOf(StoreUnreachableException.class)
                .hasMessageContaining("within 100 ms");

        client.close();
        assertThatThrownBy(() -> client.follow(ORDERS, Duration.ofMillis(100)))
                .isInstanceOf(ClientClosedException.class);
    }
}
