package io.edict.plain.internal.zookeeper;

import static io.edict.plain.internal.store.Changes.content;
import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.keeping;
import static io.edict.plain.internal.store.Changes.noise;
import static io.edict.plain.internal.store.Changes.onlyIf;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication.Expectation.Absent;
import io.edict.Publication.Expectation.CurrentIs;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.ConflictException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.FencedException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.FencedNamespaceException;
import io.edict.plain.internal.store.MemberStore;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.testing.RawClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A publisher that remembers, after each single fact that it remembers has changed behind its back. */
class WarmPublishesTest {
    private static final AtomicInteger NAMESPACES = new AtomicInteger();

    private static StoresOnOneServer stores;
    private static RawClient raw;
    private static MemberStore warm;
    private static MemberStore other;

    private final String namespace = "warm" + NAMESPACES.incrementAndGet();
    private final DocumentId id = DocumentId.of(namespace + "/document");

    @BeforeAll
    static void start() {
        stores = new StoresOnOneServer(Duration.ofHours(1), true);
        raw = stores.raw();
        warm = (MemberStore) stores.open(1 << 24);
        other = (MemberStore) stores.open(1 << 24);
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @BeforeEach
    void warmUp() {
        publish(warm, text(id, "a = 1"));
        publish(warm, text(id, "a = 2"));
        publish(warm, text(id, "a = 3"));
    }

    @Test
    void headThatMovedIsFollowedByTheNextNumber() {
        VersionInfo theirs = publish(other, text(id, "a = 4")).published();

        PublishResult result = publish(warm, text(id, "a = 5"));

        assertThat(result.version().number()).isEqualTo(5);
        assertThat(result.before()).isEqualTo(theirs);
    }

    @Test
    void conflictIsFoundThatMemoryDoesNotTellOf() {
        publish(other, text(id, "a = 4"));

        assertThatThrownBy(() -> publish(warm, onlyIf(new CurrentIs(3), text(id, "a = 5"))))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        conflict -> assertThat(conflict.actual().orElseThrow().number())
                                .isEqualTo(4));
        assertThat(numbers(id)).containsExactly(4L, 3L, 2L, 1L);
    }

    @Test
    void conflictThatOnlyMemoryTellsOfIsNone() {
        publish(other, text(id, "a = 4"));

        assertThat(publish(warm, onlyIf(new CurrentIs(4), text(id, "a = 5")))
                        .version()
                        .number())
                .isEqualTo(5);
    }

    @Test
    void documentThatOnlyMemoryHoldsForAbsentIsDeleted() {
        publish(warm, deletion(id));
        publish(other, text(id, "a = 5"));

        assertThat(publish(warm, deletion(id)).version().number()).isEqualTo(6);
    }

    @Test
    void documentThatOnlyMemoryHoldsForPresentIsAbsent() {
        publish(other, deletion(id));

        assertThatThrownBy(() -> publish(warm, deletion(id))).isInstanceOf(DocumentAbsentException.class);
        assertThat(publish(warm, onlyIf(new Absent(), text(id, "a = 5")))
                        .version()
                        .number())
                .isEqualTo(5);
    }

    @Test
    void absenceThatMemoryDeniesCounts() {
        publish(other, deletion(id));

        assertThat(publish(warm, onlyIf(new Absent(), text(id, "a = 5")))
                        .version()
                        .number())
                .isEqualTo(5);
    }

    @Test
    void formatOfADeletionIsThatOfTheVersionBefore() {
        Change yaml = text(id, "a: 4");
        publish(other, new Change(id, yaml.kind(), Format.YAML, yaml.content(), yaml.origin(), yaml.rule()));

        assertThat(publish(warm, deletion(id)).published().format()).isEqualTo(Format.YAML);
    }

    @Test
    void oneStaleDocumentOfATransactionKeepsAllFromBeingBuiltOnMemory() {
        DocumentId second = DocumentId.of(namespace + "/second");
        publish(warm, text(second, "b = 1"));
        publish(other, text(second, "b = 2"));

        List<PublishResult> results =
                warm.publish(List.of(text(id, "a = 4"), text(second, "b = 3")), UUID.randomUUID(), deadline());

        assertThat(results).extracting(result -> result.version().number()).containsExactly(4L, 3L);
        assertThat(results.get(0).published().together())
                .extracting(VersionInfo.Member::number)
                .containsExactly(4L, 3L);
        assertThat(numbers(id)).containsExactly(4L, 3L, 2L, 1L);
    }

    @Test
    void headMadeAnewByHandUpToTheSameDataVersionIsNotTakenForTheOldOne() throws Exception {
        raw.zooKeeper().delete(Paths.head(id), -1);
        for (int i = 4; i <= 6; i++) {
            publish(other, keeping(1, text(id, "a = " + i)));
        }
        assertThat(raw.zooKeeper().exists(Paths.head(id), false).getVersion())
                .as("what is remembered of version 3")
                .isEqualTo(2);

        assertThat(publish(warm, text(id, "a = 7")).version().number()).isEqualTo(7);
        assertThat(numbers(id)).containsExactly(7L, 6L);
    }

    @Test
    void namespaceRemovedByHandAndMadeAnewStartsAnew() throws Exception {
        for (String room : List.of(Paths.HEADS, Paths.HISTORY, Paths.BLOBS, Paths.BELLS)) {
            ZKUtil.deleteRecursive(raw.zooKeeper(), room + "/" + namespace);
        }

        assertThat(publish(warm, text(id, "a = 1")).version().number()).isEqualTo(1);
        for (String room : List.of(Paths.HEADS, Paths.HISTORY, Paths.BLOBS, Paths.BELLS)) {
            ZKUtil.deleteRecursive(raw.zooKeeper(), room + "/" + namespace);
        }
        publish(other, text(id, "a = 1"));
        publish(other, text(id, "a = 2"));
        assertThat(publish(warm, text(id, "a = 3")).version().number()).isEqualTo(3);
    }

    @Test
    void historyAndBellsRemovedByHandAreMadeAgain() throws Exception {
        raw.zooKeeper().delete(Paths.history(id, 1), -1);
        assertThat(publish(warm, keeping(2, text(id, "a = 4"))).version().number())
                .isEqualTo(4);
        ZKUtil.deleteRecursive(raw.zooKeeper(), Paths.bells(id));
        assertThat(publish(warm, text(id, "a = 5")).version().number()).isEqualTo(5);

        assertThat(numbers(id)).containsExactly(5L, 4L, 3L);
        assertThat(raw.zooKeeper().getChildren(Paths.bellPage(id, 0), false)).hasSize(1);
    }

    @Test
    void fenceIsSeenAtOnceAndSoIsItsEnd() {
        other.fence(namespace, new Fence(Fence.State.CLOSED, 1, "west"), deadline());
        assertThatThrownBy(() -> publish(warm, text(id, "a = 4"))).isInstanceOf(FencedNamespaceException.class);

        other.fence(namespace, new Fence(Fence.State.OPEN, 2, "west"), deadline());
        assertThat(publish(warm, text(id, "a = 4")).version().number()).isEqualTo(4);
        assertThat(publish(warm, text(id, "a = 5")).version().number()).isEqualTo(5);
    }

    @Test
    void whatTheClusterSaysOfItselfIsSeenAtOnce() {
        Standing alone = Objects.requireNonNull(other.standing(deadline()));
        long incarnation = other.raiseIncarnation(alone.incarnation(), deadline());
        assertThat(publish(warm, text(id, "a = 4")).version().incarnation()).isEqualTo(incarnation);

        Standing raised = Objects.requireNonNull(other.standing(deadline()));
        Standing standby = new Standing(
                raised.storeId(), raised.incarnation(), Standing.Role.STANDBY, 1, "berlin", raised.revision());
        other.assign(raised, standby, deadline());
        try {
            assertThatThrownBy(() -> publish(warm, text(id, "a = 5"))).isInstanceOf(FencedException.class);
        } finally {
            Standing now = Objects.requireNonNull(other.standing(deadline()));
            other.assign(
                    now,
                    new Standing(now.storeId(), now.incarnation(), Standing.Role.ALONE, 0, "", now.revision()),
                    deadline());
        }
        assertThat(publish(warm, text(id, "a = 5")).version().number()).isEqualTo(5);
    }

    @Test
    void newNodesHaveTheRightsThatWereGrantedLast() {
        Granting granting = granting(raw);
        for (int round = 0; round < 3; round++) {
            NamespaceAcl acl = acl(round);
            granting.grant(namespace, acl);

            publish(warm, text(id, "round = " + round));
            publish(warm, content(id, Content.ofOwned(noise(round, 400_000))));
            for (int i = 0; i < 33; i++) {
                publish(warm, text(id, "a = " + i)); // over the end of a page of bells
            }
            publish(warm, text(DocumentId.of(namespace + "/new" + round), "a = 1"));

            assertThat(granting.deviating(namespace, acl)).as("round %s", round).isEmpty();
        }
    }

    static Granting granting(RawClient client) {
        return new Granting(
                new Handle(client.zooKeeper()),
                new Calls(new StoreErrors("here"), "here"),
                Deadline.after(Duration.ofMinutes(5)));
    }

    /** Everybody may do everything, and somebody of a number may read. */
    static NamespaceAcl acl(int number) {
        return new NamespaceAcl(List.of(
                new ACL(Perms.ALL, new Id("world", "anyone")),
                new ACL(Perms.READ, new Id("ip", "10.0." + number / 250 + "." + number % 250))));
    }

    private static PublishResult publish(MemberStore store, Change change) {
        return store.publish(List.of(change), UUID.randomUUID(), deadline()).get(0);
    }

    private static List<Long> numbers(DocumentId id) {
        return other.history(id, deadline()).stream()
                .map(info -> info.version().number())
                .toList();
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(20));
    }
}
