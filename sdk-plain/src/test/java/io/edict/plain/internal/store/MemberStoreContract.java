package io.edict.plain.internal.store;

import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.keeping;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.FencedException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.Installation.Committed;
import io.edict.plain.internal.store.Installation.Outcome;
import io.edict.plain.internal.store.Standing.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What every store does that can be one of several: taking versions of others, and knowing its place among them. */
public abstract class MemberStoreContract {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final DocumentId BILLING = DocumentId.of("shop/billing");
    private static final DocumentId THIRD = DocumentId.of("other/third");

    /** A store over a cluster of its own, in which nothing was ever stored; who gives it closes it. */
    protected abstract MemberStore fresh();

    @Test
    void newClusterHasNoStandingAndTakesOne() {
        MemberStore store = fresh();
        assertThat(store.standing(deadline())).isNull();

        assertThat(store.assign(null, standing("s", Role.STANDBY, 1), deadline()))
                .isTrue();
        Standing first = standing(store);
        assertThat(first).isEqualTo(new Standing("s", 1, Role.STANDBY, 1, "berlin", first.revision()));
        assertThat(store.assign(null, standing("t", Role.PRIMARY, 1), deadline()))
                .isFalse();
        assertThat(store.assign(first, first.as(Role.PRIMARY, 2, "munich"), deadline()))
                .isTrue();
        assertThat(store.assign(first, first.as(Role.STANDBY, 3, "berlin"), deadline()))
                .isFalse();
        assertThat(standing(store).primary()).isEqualTo("munich");
        assertThat(standing(store).revision()).isNotEqualTo(first.revision());
    }

    @Test
    void clusterThatPublishedStandsAlone() {
        MemberStore store = fresh();
        publish(store, text(ORDERS, "a = 1"));

        assertThat(standing(store).role()).isEqualTo(Role.ALONE);
        assertThat(standing(store).epoch()).isZero();
        assertThat(standing(store).storeId()).isEqualTo(head(store, ORDERS).storeId());
    }

    @Test
    void standbyTakesNoPublishesUntilItIsThePrimary() {
        MemberStore store = fresh();
        publish(store, text(ORDERS, "a = 1"));
        Standing alone = standing(store);
        store.assign(alone, alone.as(Role.STANDBY, 4, "berlin"), deadline());

        assertThatThrownBy(() -> publish(store, text(ORDERS, "a = 2")))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("epoch 4 is berlin");
        assertThat(history(store, ORDERS)).hasSize(1);
        Standing standby = standing(store);
        store.assign(standby, standby.as(Role.PRIMARY, 5, "here"), deadline());
        publish(store, text(ORDERS, "a = 2"));
        assertThat(history(store, ORDERS)).hasSize(2);
    }

    @Test
    void whatIsNoPartOfAStoreTakesNoCopiesAndGetsNoIdentityByThem() {
        MemberStore source = fresh();
        publish(source, text(ORDERS, "a = 1"));
        MemberStore target = fresh();

        assertThatThrownBy(() -> copy(source, target, 0, 1, ORDERS))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no part of a store yet");
        assertThat(target.standing(deadline())).isNull();
    }

    @Test
    void standbyTakesCopiesOfWhatItsPrimaryTookBeforeTheNamespaceWasClosed() {
        MemberStore source = fresh();
        MemberStore target = standbyOf(source, text(ORDERS, "a = 1"), text(ORDERS, "a = 2"), text(ORDERS, "a = 3"));
        copy(source, target, 1, 1, ORDERS);
        target.fence(ORDERS.namespace(), new Fence(Fence.State.CLOSED, 3, "north"), deadline());

        assertThat(copy(source, target, 1, 2, ORDERS)).containsExactly(Outcome.APPLIED);

        Standing standby = standing(target);
        target.assign(standby, standby.as(Role.PRIMARY, 1, "here"), deadline());
        assertThatThrownBy(() -> copy(source, target, 1, 3, ORDERS)).isInstanceOf(FencedNamespaceException.class);
        assertThatThrownBy(() -> publish(target, text(ORDERS, "a = 4"))).isInstanceOf(FencedNamespaceException.class);
    }

    @Test
    void copyIsWhatTheOriginalIs() {
        MemberStore source = fresh();
        MemberStore target = standbyOf(source, text(ORDERS, "a = 1"), text(ORDERS, "a = 2"), deletion(ORDERS));

        for (long number = 1; number <= 3; number++) {
            assertThat(copy(source, target, 1, number, ORDERS)).containsExactly(Outcome.APPLIED);
        }
        assertThat(head(target, ORDERS)).isEqualTo(head(source, ORDERS));
        assertThat(target.history(ORDERS, deadline())).isEqualTo(source.history(ORDERS, deadline()));
        assertThat(target.content(ORDERS, 2, deadline())).isEqualTo(source.content(ORDERS, 2, deadline()));
    }

    @Test
    void bigCopyIsWhatTheOriginalIs() {
        MemberStore source = fresh();
        Content big = Content.ofOwned(Changes.noise(3, 2 * 1024 * 1024));
        MemberStore target = standbyOf(source, Changes.content(ORDERS, big));

        copy(source, target, 1, 1, ORDERS);

        assertThat(head(target, ORDERS).content()).isEqualTo(big);
    }

    @Test
    void copyingAgainChangesNothing() {
        MemberStore source = fresh();
        MemberStore target = standbyOf(source, text(ORDERS, "a = 1"), text(ORDERS, "a = 2"));
        copy(source, target, 1, 2, ORDERS);
        Stamp stamp = target.current(ORDERS, deadline()).stamp();

        assertThat(copy(source, target, 1, 2, ORDERS)).containsExactly(Outcome.KNOWN);
        assertThat(copy(source, target, 1, 1, ORDERS)).containsExactly(Outcome.OLDER);
        assertThat(target.current(ORDERS, deadline()).stamp()).isEqualTo(stamp);
        assertThat(history(target, ORDERS)).containsExactly(2L);
    }

    @Test
    void oneOfThoseThatCopyAtOnceAppliesEach() {
        MemberStore source = fresh();
        Change[] changes = new Change[12];
        Arrays.setAll(changes, i -> text(ORDERS, "a = " + i));
        MemberStore target = standbyOf(source, changes);

        Crowd.together(4, copier -> {
            for (long number = 1; number <= changes.length; number++) {
                copy(source, target, 1, number, ORDERS);
            }
            return true;
        });

        assertThat(head(target, ORDERS)).isEqualTo(head(source, ORDERS));
    }

    @Test
    void whatWasPublishedTogetherIsCopiedTogether() {
        MemberStore source = fresh();
        MemberStore target = standbyOf(source, text(BILLING, "b = 0"));
        copy(source, target, 1, 1, BILLING);
        source.publish(
                List.of(text(ORDERS, "a = 1"), text(BILLING, "b = 1"), text(THIRD, "c = 1")),
                UUID.randomUUID(),
                deadline());

        Installation together = new Installation(
                List.of(committed(source, ORDERS, 1), committed(source, BILLING, 2), committed(source, THIRD, 1)), 1);

        assertThat(target.install(together, deadline())).containsOnly(Outcome.APPLIED);
        for (DocumentId id : List.of(ORDERS, BILLING, THIRD)) {
            assertThat(head(target, id)).isEqualTo(head(source, id));
        }
    }

    @Test
    void historyIsPrunedAsTheOriginalsIs() {
        MemberStore source = fresh();
        MemberStore target = standbyOf(source, text(ORDERS, "a = 1"), text(ORDERS, "a = 2"));
        copy(source, target, 1, 1, ORDERS);
        copy(source, target, 1, 2, ORDERS);
        publish(source, keeping(1, text(ORDERS, "a = 3")));

        target.install(new Installation(List.of(committed(source, ORDERS, 3, 3)), 1), deadline());

        assertThat(history(target, ORDERS)).containsExactly(3L);
    }

    @Test
    void versionsThatWereNeverCopiedLeaveAGapThatPublishingGetsOver() {
        MemberStore source = fresh();
        MemberStore target = standbyOf(source, text(ORDERS, "a = 1"), text(ORDERS, "a = 2"), text(ORDERS, "a = 3"));
        copy(source, target, 1, 1, ORDERS);
        copy(source, target, 1, 3, ORDERS);
        assertThat(history(target, ORDERS)).containsExactly(3L, 1L);

        Standing standby = standing(target);
        target.assign(standby, standby.as(Role.PRIMARY, 2, "here"), deadline());
        publish(target, keeping(1, text(ORDERS, "a = 4")));
        assertThat(history(target, ORDERS)).containsExactly(4L);
    }

    @Test
    void anotherLineWithTheSameVersionIsNotTouched() {
        MemberStore source = fresh();
        MemberStore target = standbyOf(source, text(ORDERS, "a = 1"), text(BILLING, "b = 1"));
        Standing standby = standing(target);
        target.assign(standby, standby.as(Role.PRIMARY, 1, "here"), deadline());
        publish(target, text(ORDERS, "a = 7"));

        Installation both = new Installation(List.of(committed(source, ORDERS, 1), committed(source, BILLING, 1)), 1);

        assertThat(target.install(both, deadline())).containsExactly(Outcome.DIVERGED, Outcome.APPLIED);
        assertThat(head(target, ORDERS).content()).isEqualTo(Content.ofText("a = 7"));
        assertThat(target.current(BILLING, deadline())).isEqualTo(new Reading.Missing());
    }

    @Test
    void laterLifeReplacesATailWhichIsSetAside() {
        MemberStore source = fresh();
        MemberStore target = standbyOf(source, text(ORDERS, "a = 1"));
        copy(source, target, 1, 1, ORDERS);
        Standing standby = standing(target);
        target.assign(standby, standby.as(Role.PRIMARY, 1, "here"), deadline());
        publish(target, text(ORDERS, "a = lost-2"));
        publish(target, text(ORDERS, "a = lost-3"));
        List<StoredVersion> tail =
                List.of(target.content(ORDERS, 2, deadline()), target.content(ORDERS, 3, deadline()));
        Standing before = standing(source);
        source.assign(before, before.inLife(2), deadline());
        publish(source, text(ORDERS, "a = 2"));

        assertThat(copy(source, target, 1, 2, ORDERS)).containsExactly(Outcome.APPLIED);

        assertThat(head(target, ORDERS)).isEqualTo(head(source, ORDERS));
        assertThat(head(target, ORDERS).info().version()).isEqualTo(new Version(2, 2));
        assertThat(history(target, ORDERS)).containsExactly(2L, 1L);
        assertThat(target.conflicts(deadline())).isEqualTo(tail);
        publish(source, text(ORDERS, "a = 3"));
        assertThat(copy(source, target, 1, 3, ORDERS)).containsExactly(Outcome.APPLIED);
        assertThat(target.history(ORDERS, deadline())).isEqualTo(source.history(ORDERS, deadline()));
    }

    @Test
    void settingAsideTwiceKeepsOnce() {
        MemberStore store = fresh();
        publish(store, text(ORDERS, "a = 1"));
        publish(store, text(ORDERS, "a = 2"));

        assertThat(store.setAside(ORDERS, List.of(2L, 9L), deadline())).hasSize(1);
        assertThat(store.setAside(ORDERS, List.of(2L), deadline())).isEmpty();
        assertThat(store.conflicts(deadline())).containsExactly(head(store, ORDERS));
        assertThat(history(store, ORDERS)).containsExactly(2L, 1L);
    }

    @Test
    void installerOfAnEarlierEpochIsRefused() {
        MemberStore source = fresh();
        MemberStore target = standbyOf(source, text(ORDERS, "a = 1"));
        Standing standby = standing(target);
        target.assign(standby, standby.as(Role.STANDBY, 2, "munich"), deadline());

        assertThatThrownBy(() -> copy(source, target, 1, 1, ORDERS))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("munich");
        assertThat(copy(source, target, 2, 1, ORDERS)).containsExactly(Outcome.APPLIED);
    }

    @Test
    void versionsOfAnotherStoreAreRefused() {
        MemberStore source = fresh();
        publish(source, text(ORDERS, "a = 1"));
        MemberStore target = fresh();
        publish(target, text(BILLING, "b = 1"));

        assertThatThrownBy(() -> copy(source, target, 1, 1, ORDERS))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("another store");
        assertThat(target.current(ORDERS, deadline())).isEqualTo(new Reading.Missing());
    }

    @Test
    void fenceMovesForwardOnly() {
        MemberStore store = fresh();
        publish(store, text(ORDERS, "a = 1"));
        Fence closed = new Fence(Fence.State.CLOSED, 7, "delta");
        assertThat(store.fence("shop", deadline())).isEqualTo(Fence.OPEN);

        assertThat(store.fence("shop", closed, deadline())).isEqualTo(closed);

        for (Fence late :
                List.of(new Fence(Fence.State.OPEN, 7, "delta"), new Fence(Fence.State.CLOSED, 6, "beta"), closed)) {
            assertThat(store.fence("shop", late, deadline())).isEqualTo(closed);
        }
        Fence back = new Fence(Fence.State.RECEIVING, 9, "delta");
        assertThat(store.fence("shop", back, deadline())).isEqualTo(back);
        assertThat(store.fence("shop", deadline())).isEqualTo(back);
    }

    @Test
    void closedNamespaceTakesNeitherPublishesNorCopies() {
        MemberStore source = fresh();
        MemberStore target = standbyOf(source, text(ORDERS, "a = 1"));
        Standing standby = standing(target);
        target.assign(standby, standby.as(Role.PRIMARY, 1, "here"), deadline());
        target.fence("shop", new Fence(Fence.State.CLOSED, 2, "delta"), deadline());

        assertThatThrownBy(() -> publish(target, text(BILLING, "b = 1")))
                .isInstanceOf(FencedNamespaceException.class)
                .hasMessageContaining("shop/billing")
                .hasMessageContaining("given up to shard delta");
        assertThatThrownBy(() -> copy(source, target, 1, 1, ORDERS)).isInstanceOf(FencedNamespaceException.class);
        assertThatThrownBy(() -> publish(target, text(THIRD, "c = 1"), text(BILLING, "b = 1")))
                .isInstanceOf(FencedNamespaceException.class);

        assertThat(target.current(ORDERS, deadline())).isEqualTo(new Reading.Missing());
        assertThat(target.current(THIRD, deadline())).isEqualTo(new Reading.Missing());
        publish(target, text(THIRD, "c = 1"));
        target.fence("shop", new Fence(Fence.State.OPEN, 3, "delta"), deadline());
        publish(target, text(BILLING, "b = 1"));
        publish(target, text(BILLING, "b = 2"));
        assertThat(history(target, BILLING)).containsExactly(2L, 1L);
    }

    @Test
    void receivingNamespaceTakesCopiesAndNoPublishes() {
        MemberStore source = fresh();
        MemberStore target = standbyOf(source, text(ORDERS, "a = 1"));
        Standing standby = standing(target);
        target.assign(standby, standby.as(Role.PRIMARY, 1, "here"), deadline());
        target.fence("shop", new Fence(Fence.State.RECEIVING, 2, "alpha"), deadline());

        assertThat(copy(source, target, 1, 1, ORDERS)).containsExactly(Outcome.APPLIED);
        assertThatThrownBy(() -> publish(target, text(ORDERS, "a = 2"))).isInstanceOf(FencedNamespaceException.class);

        assertThat(history(target, ORDERS)).containsExactly(1L);
    }

    @Test
    void nothingIsAcknowledgedAfterTheFenceWasClosed() {
        MemberStore store = fresh();
        publish(store, text(ORDERS, "n = 1"));
        AtomicBoolean closing = new AtomicBoolean();

        List<Long> acknowledged = Crowd.together(5, number -> {
            long last = 1;
            if (number == 0) {
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> history(store, ORDERS).size() > 30);
                store.fence("shop", new Fence(Fence.State.CLOSED, 2, "delta"), deadline());
                closing.set(true);
                return head(store, ORDERS).info().version().number();
            }
            try {
                while (true) {
                    last = store.publish(List.of(text(ORDERS, "n = 2")), UUID.randomUUID(), deadline())
                            .get(0)
                            .version()
                            .number();
                }
            } catch (FencedNamespaceException fenced) {
                return last;
            }
        });

        assertThat(closing).isTrue();
        long atTheFence = acknowledged.get(0);
        assertThat(head(store, ORDERS).info().version().number()).isEqualTo(atTheFence);
        assertThat(acknowledged).allMatch(last -> last <= atTheFence);
    }

    @Test
    void shardAdmitsNewNamespacesByTheMapThatItHoldsOnly() {
        MemberStore store = fresh();
        publish(store, text(ORDERS, "a = 1"));
        publish(store, text(ShardStore.MAP, "{}"));
        assertThat(store.fence("other", deadline())).isEqualTo(Fence.ABSENT);

        assertThatThrownBy(() -> publish(store, text(THIRD, "c = 1")))
                .isInstanceOf(FencedNamespaceException.class)
                .hasMessageContaining("not admitted");
        assertThat(store.admit("other", 2, deadline())).isFalse();
        assertThat(store.fence("other", deadline())).isEqualTo(Fence.ABSENT);
        assertThat(store.admit("other", 1, deadline())).isTrue();
        publish(store, text(THIRD, "c = 1"));
        publish(store, text(ORDERS, "a = 2"));
        publish(store, text(ShardStore.MAP, "{}"));

        assertThat(store.admit("other", 1, deadline())).isFalse();
        assertThat(store.admit("later", 1, deadline())).isFalse();
        publish(store, text(THIRD, "c = 2"));
    }

    @Test
    void emptyClusterIsGivenAnIdentityOnce() {
        MemberStore store = fresh();
        assertThat(store.storeId(deadline())).isNull();

        assertThat(store.found("s", deadline())).isTrue();
        assertThat(store.found("t", deadline())).isFalse();

        publish(store, text(ORDERS, "a = 1"));
        assertThat(store.storeId(deadline())).isEqualTo("s");
        assertThat(head(store, ORDERS).storeId()).isEqualTo("s");
    }

    @Test
    void livingClusterAnswersAProbe() {
        MemberStore store = fresh();
        publish(store, text(ORDERS, "a = 1"));

        assertThat(store.probe()).succeedsWithin(Duration.ofSeconds(10));
    }

    /** Publishes to a store, and makes a fresh one its standby. */
    private MemberStore standbyOf(MemberStore source, Change... changes) {
        for (Change change : changes) {
            publish(source, change);
        }
        MemberStore target = fresh();
        target.assign(null, standing(standing(source).storeId(), Role.STANDBY, 1), deadline());
        return target;
    }

    private static Standing standing(String storeId, Role role, long epoch) {
        return new Standing(storeId, 1, role, epoch, "berlin", 0);
    }

    private static Standing standing(MemberStore store) {
        return Objects.requireNonNull(store.standing(deadline()));
    }

    private static List<Outcome> copy(ConfigStore source, MemberStore target, long epoch, long number, DocumentId id) {
        return target.install(new Installation(List.of(committed(source, id, number)), epoch), deadline());
    }

    private static Committed committed(ConfigStore source, DocumentId id, long number) {
        return committed(source, id, number, 1);
    }

    private static Committed committed(ConfigStore source, DocumentId id, long number, long oldestKept) {
        return new Committed(source.content(id, number, deadline()), oldestKept);
    }

    private static void publish(ConfigStore store, Change... changes) {
        store.publish(List.of(changes), UUID.randomUUID(), deadline());
    }

    private static StoredVersion head(ConfigStore store, DocumentId id) {
        return ConfigStoreContract.present(store.current(id, deadline()));
    }

    private static List<Long> history(ConfigStore store, DocumentId id) {
        List<Long> numbers = new ArrayList<>();
        for (VersionInfo info : store.history(id, deadline())) {
            numbers.add(info.version().number());
        }
        return numbers;
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
