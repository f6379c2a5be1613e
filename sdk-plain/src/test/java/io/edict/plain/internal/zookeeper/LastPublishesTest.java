package io.edict.plain.internal.zookeeper;

import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a publish may build on what the one before it left. */
class LastPublishesTest {
    private static final DocumentId ID = DocumentId.of("shop/orders");
    private static final List<DocumentId> IDS = List.of(ID);
    private static final ClusterNode CLUSTER = new ClusterNode("store-a", 1, 7);
    private static final Map<String, NamespaceAcl> OPEN = Map.of("shop", NamespaceAcl.OPEN);
    private static final long SESSION = 0x1234;
    private static final Current NEVER = new Current(null, -1, null, new Current.Kept(1, 0, List.of()));

    private final Planner planner = new Planner(ZooKeeperSettings.Sizes.withContent(1024 * 1024), true);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final LastPublishes last = new LastPublishes(nanos::get);

    @Test
    void nothingIsKnownBeforeTheFirstPublish() {
        assertThat(recall()).isNull();
    }

    @Test
    void headIsRememberedAsItWasLeftAndCheckedWithTheVersionInHistory() {
        read(NEVER);
        Basis basis = known();

        assertThat(basis.recalled()).isTrue();
        assertThat(basis.access()).isEqualTo(OPEN);
        assertThat(basis.states().get(0).zkVersion()).isZero();
        assertThat(plan(basis).operations().stream().map(Op::getPath).toList())
                .startsWith(
                        "/edict/cluster",
                        "/edict/heads/shop",
                        "/edict/history/shop",
                        "/edict/heads/shop/orders",
                        "/edict/history/shop/orders/1")
                .contains("/edict/history/shop/orders/2");
        recalled();
        assertThat(known().states().get(0).zkVersion()).isEqualTo(1);
    }

    @Test
    void rightsAreReadAgainAfterTenSecondsHoweverOftenTheyWereUsed() {
        read(NEVER);
        for (int i = 0; i < 9; i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            recalled();
        }
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(recall()).isNull();
    }

    @Test
    void anotherSessionAClusterThatIsNotKnownOrTakesNothingAndAnotherDocumentAreRead() {
        read(NEVER);
        LastPublishes.Moment now = new LastPublishes.Moment(SESSION, nanos.get());
        Standing demoted = new Standing("store-a", 1, Standing.Role.STANDBY, 2, "berlin", 8);

        assertThat(last.recall(CLUSTER, new LastPublishes.Moment(SESSION + 1, nanos.get()), IDS))
                .isNull();
        assertThat(last.recall(null, now, IDS)).isNull();
        assertThat(last.recall(new ClusterNode(demoted), now, IDS)).isNull();
        assertThat(last.recall(CLUSTER, now, List.of(ID, DocumentId.of("shop/other"))))
                .isNull();
    }

    @Test
    void documentThatOthersPublishIsReadUntilItIsFoundAsItWasLeft() {
        read(NEVER);
        last.failed(IDS);
        read(at(5));
        assertThat(recall()).as("somebody else was there").isNull();
        read(at(9));
        assertThat(recall()).as("and again").isNull();
        read(at(10));

        assertThat(recall()).isNotNull();
    }

    @Test
    void whatIsForgottenIsRead() {
        read(NEVER);
        last.forget(IDS);

        assertThat(recall()).isNull();
    }

    private @Nullable Basis recall() {
        return last.recall(CLUSTER, new LastPublishes.Moment(SESSION, nanos.get()), IDS);
    }

    private Basis known() {
        return Objects.requireNonNull(recall());
    }

    private void read(Current state) {
        applied(Basis.read(CLUSTER, List.of(state), OPEN));
    }

    private void recalled() {
        applied(known());
    }

    private void applied(Basis basis) {
        last.applied(plan(basis), basis, new LastPublishes.Moment(SESSION, nanos.get()));
    }

    private Plan plan(Basis basis) {
        return planner.plan(basis, List.of(text(ID, "a = 1")), Issuer.unsigned(new UUID(4, 2)));
    }

    /** A head at a data version. */
    private Current at(int zkVersion) {
        Head head = Objects.requireNonNull(plan(Basis.read(CLUSTER, List.of(NEVER), OPEN))
                .parts()
                .get(0)
                .after()
                .head());
        return Current.of(head, zkVersion);
    }
}
