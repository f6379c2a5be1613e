package io.edict.plain.internal.zookeeper;

import static io.edict.plain.internal.store.Changes.content;
import static io.edict.plain.internal.store.Changes.keeping;
import static io.edict.plain.internal.store.Changes.noise;
import static io.edict.plain.internal.store.Changes.onlyIf;
import static io.edict.plain.internal.store.Changes.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.Publication.Expectation.Absent;
import io.edict.Publication.Expectation.CurrentIs;
import io.edict.error.ConflictException;
import io.edict.error.CorruptContentException;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.ConfigStoreContract;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Headers;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.testing.RawClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.zookeeper.ZKUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract on one ZooKeeper server, and what hands can do to its nodes. */
class ZooKeeperStoreTest extends ConfigStoreContract {
    private static StoresOnOneServer stores;
    private static RawClient raw;
    private static ConfigStore store;

    @BeforeAll
    static void start() {
        stores = new StoresOnOneServer(CHECK, true);
        raw = stores.raw();
        store = stores.open(LIMIT);
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @Override
    protected ConfigStore store() {
        return store;
    }

    @Override
    protected ConfigStore open() {
        return stores.open(LIMIT);
    }

    @Override
    protected Map<String, String> dump() {
        return stores.dump();
    }

    @Test
    void headRemovedByHandIsMadeAgainWithTheNextNumber() throws Exception {
        publishTimes(3);
        raw.zooKeeper().delete(Paths.head(id), -1);

        assertThat(current()).isEqualTo(new Reading.Missing());
        assertThat(publish(onlyIf(new Absent(), text(id, "a = 4"))).version().number())
                .isEqualTo(4);
        assertThat(kept()).containsExactly(4L, 3L, 2L, 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "{\"edict\":2}\n", "{\"edict\":1}\n", "[[[[[[[["})
    void headOverwrittenByHandIsReplacedWithTheNextNumber(String garbage) throws Exception {
        publishTimes(3);
        raw.zooKeeper().setData(Paths.head(id), garbage.getBytes(UTF_8), -1);

        assertThat(current())
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isInstanceOf(CorruptContentException.class));
        assertThatThrownBy(() -> publish(onlyIf(new CurrentIs(3), text(id, "a = 4"))))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("its head is damaged");
        assertThat(publish(text(id, "a = 4")).version().number()).isEqualTo(4);
        assertThat(present(current()).content()).isEqualTo(Content.ofText("a = 4"));
        assertThat(kept()).containsExactly(4L, 3L, 2L, 1L);
    }

    @Test
    void headSetBackByHandIsFollowedByANumberNeverUsed() throws Exception {
        publishTimes(2);
        byte[] second = raw.zooKeeper().getData(Paths.head(id), false, null);
        publishTimes(3);
        raw.zooKeeper().setData(Paths.head(id), second, -1);

        assertThat(present(current()).info().version().number()).isEqualTo(2);
        assertThat(publish(text(id, "a = 6")).version().number()).isEqualTo(6);
        assertThat(kept()).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "5", "1,2,3", "2,4", "1,2,3,4,5"})
    void historyRemovedByHandDoesNotHinderPublishing(String removed) throws Exception {
        publishTimes(5);
        for (String number : List.of(removed.split(",", -1))) {
            raw.zooKeeper().delete(Paths.history(id, Long.parseLong(number)), -1);
        }

        assertThat(publish(keeping(2, text(id, "a = 6"))).version().number()).isEqualTo(6);
        assertThat(publish(keeping(2, text(id, "a = 7"))).version().number()).isEqualTo(7);
        assertThat(kept()).containsExactly(7L, 6L);
    }

    @Test
    void foreignNodesAreNoVersionsAndNoDocuments() throws Exception {
        publishTimes(2);
        raw.create(Paths.history(id) + "/notes", "hello");
        raw.create(Paths.history(id) + "/007", "hello");
        raw.create(Paths.heads(namespace) + "/not a name", "hello");

        assertThat(kept()).containsExactly(2L, 1L);
        assertThat(store.documents(namespace, deadline())).containsExactly(id);
        assertThat(publish(text(id, "a = 3")).version().number()).isEqualTo(3);
    }

    @Test
    void damagedChunksAreUnreadableUntilPublishedAgain() throws Exception {
        Content big = Content.ofOwned(noise(11, 1024 * 1024));
        publish(content(id, big));
        String sha256 = big.sha256();
        raw.zooKeeper().setData(Paths.chunk(id, sha256, 1), new byte[512 * 1024], -1);
        assertUnreadable("truncated, lengthened or damaged");
        raw.zooKeeper().delete(Paths.chunk(id, sha256, 1), -1);
        assertUnreadable("lost chunks");
        publish(content(id, big));
        assertThat(present(current()).content()).isEqualTo(big);

        raw.zooKeeper().setData(Paths.chunk(id, sha256, 1), new byte[1], -1);
        publish(content(id, big));
        assertThat(present(current()).content()).isEqualTo(big);
        assertThat(store.content(id, 1, deadline()).content()).isEqualTo(big);
    }

    @Test
    void headThatDescribesMillionsOfChunksIsUnreadable() throws Exception {
        publish(content(id, Content.ofOwned(noise(11, 1024 * 1024))));
        String head = raw.read(Paths.head(id));
        String lying = Headers.sealedWithin(head.replace("\"count\":2", "\"count\":1000000"));
        assertThat(lying).isNotEqualTo(head);
        raw.zooKeeper().setData(Paths.head(id), lying.getBytes(UTF_8), -1);

        assertUnreadable("describes its chunks in a way that cannot be");
    }

    private void assertUnreadable(String reason) {
        assertThat(current())
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason())
                                .hasMessageContaining(id + " version 1")
                                .hasMessageContaining(reason));
    }

    @Test
    void publisherWithALowerLimitStillFollowsABiggerVersion() {
        publish(content(id, Content.ofOwned(new byte[2000])));
        ConfigStore small = stores.open(1000);

        assertThat(small.current(id, deadline()))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason())
                                .hasMessageContaining("above this client's limit of 1000"));
        assertThat(small.history(id, deadline())).hasSize(1);
        assertThatThrownBy(() -> small.content(id, 1, deadline())).isInstanceOf(CorruptContentException.class);
        var changes = List.of(onlyIf(new CurrentIs(1), text(id, "a = 2")));
        assertThat(small.publish(changes, new UUID(1, 1), deadline()))
                .extracting(result -> result.version().number())
                .containsExactly(2L);
    }

    @Test
    void bigContentStandsInChunksOutsideOfWhatIsWatched() throws Exception {
        publish(content(id, Content.ofOwned(noise(5, 3 * 1024 * 1024))));

        String head = raw.read(Paths.head(id));
        assertThat(head).startsWith("{\"edict\":1,\"document\":\"" + id + "\"").endsWith("}\n");
        assertThat(raw.zooKeeper().getChildren(Paths.blobs(id), false)).hasSize(1);
        assertThat(raw.zooKeeper()
                        .getChildren(
                                Paths.blobs(id)
                                        + "/"
                                        + raw.zooKeeper()
                                                .getChildren(Paths.blobs(id), false)
                                                .get(0),
                                false))
                .hasSize(6);
    }

    @Test
    void historyRemovedByHandWithItsParentDoesNotHinderPublishing() throws Exception {
        publishTimes(2);
        ZKUtil.deleteRecursive(raw.zooKeeper(), Paths.history(id));

        assertThat(publish(text(id, "a = 3")).version().number()).isEqualTo(3);
        assertThat(kept()).containsExactly(3L);
    }

    @Test
    void blobsRemovedByHandWithTheirNamespaceDoNotHinderPublishing() throws Exception {
        publishTimes(1);
        ZKUtil.deleteRecursive(raw.zooKeeper(), Paths.BLOBS + "/" + namespace);
        Content big = Content.ofOwned(noise(4, 300_000));

        publish(content(id, big));

        assertThat(present(current()).content()).isEqualTo(big);
    }

    private void publishTimes(int times) {
        for (int i = 1; i <= times; i++) {
            publish(text(id, "a = " + i));
        }
    }
}
