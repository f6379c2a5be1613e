package io.edict.plain.internal.store;

import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.PublishResult;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store announces, and to whom. */
abstract class AnnouncementsContract extends SignedVersionsContract {
    /** In what time a store looks at every head. */
    protected static final Duration CHECK = Duration.ofMillis(200);

    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A namespace that no other test uses. */
    protected String namespace = "";

    /** A document that does not exist yet. */
    protected DocumentId id = DocumentId.of("none/none");

    @BeforeEach
    void chooseNames() {
        namespace = "contract-" + NAMESPACES.incrementAndGet();
        id = DocumentId.of(namespace + "/orders");
    }

    @Test
    void followedDocumentIsAnnouncedAtOnceAndWithEachVersion() {
        RecordingSink sink = new RecordingSink();
        try (StoreWatch watch = store().watch(sink)) {
            await(() -> sink.connectedLast());
            watch.follow(id);
            await(() -> sink.changed(id));
            for (Change change : List.of(text(id, "a = 1"), text(id, "a = 2"), deletion(id))) {
                sink.clear();
                publish(change);
                await(() -> sink.changed(id));
            }
        }
    }

    @Test
    void regularCheckTellsWhatTheHeadLooksLike() {
        DocumentId absent = DocumentId.of(namespace + "/absent");
        publish(text(id, "a = 1"));
        RecordingSink sink = new RecordingSink();
        sink.know(id, current().stamp());
        sink.know(absent, Stamp.ABSENT);
        try (StoreWatch watch = store().watch(sink)) {
            watch.follow(id);
            watch.follow(absent);
            for (int round = 0; round < 2; round++) {
                sink.clear();
                Stamp stamp = current().stamp();
                await(() -> sink.lookedRegularly(id, stamp) && sink.lookedRegularly(absent, Stamp.ABSENT));
                publish(text(id, "a = 2"));
            }
        }
    }

    @Test
    void unfollowedDocumentIsNotAnnounced() {
        DocumentId other = DocumentId.of(namespace + "/billing");
        RecordingSink sink = new RecordingSink();
        try (StoreWatch watch = store().watch(sink)) {
            watch.follow(id);
            watch.follow(other);
            await(() -> sink.changed(id) && sink.changed(other));
            watch.unfollow(id);
            sink.clear();

            publish(text(id, "a = 1"));
            publish(text(other, "b = 1"));

            await(() -> sink.changed(other));
            assertThat(sink.changed(id)).isFalse();
            watch.follow(id);
            await(() -> sink.changed(id));
        }
    }

    @Test
    void followedNamespaceAnnouncesDocumentsThatAreThereAndThoseToCome() {
        DocumentId later = DocumentId.of(namespace + "/later");
        DocumentId foreign = DocumentId.of(namespace + "-other/orders");
        publish(text(id, "a = 1"));
        RecordingSink sink = new RecordingSink();
        try (StoreWatch watch = store().watch(sink)) {
            watch.followNamespace(namespace);
            await(() -> sink.changed(id));
            assertThat(sink.changed(later)).isFalse();
            publish(text(foreign, "c = 1"));
            publish(text(later, "b = 1"));
            await(() -> sink.changed(later));
            assertThat(sink.changed(foreign)).isFalse();
        }
    }

    /** Whoever reads after each announcement may be told otherwise of the next version, but is told. */
    @Test
    void eachVersionOfTheDocumentsOfAFollowedNamespaceIsAnnounced() {
        RecordingSink sink = new RecordingSink();
        try (StoreWatch watch = store().watch(sink)) {
            watch.followNamespace(namespace);
            for (int n = 0; n < 6; n++) {
                for (String name : List.of("orders", "billing")) {
                    DocumentId document = DocumentId.of(namespace + "/" + name);
                    sink.clear();
                    publish(n == 3 ? deletion(document) : text(document, "a = " + n));
                    await(() -> sink.told(document));
                    sink.know(document, store().current(document, deadline()).stamp());
                }
            }
        }
    }

    @Test
    void namespaceThatDoesNotExistYetIsFollowed() {
        RecordingSink sink = new RecordingSink();
        try (StoreWatch watch = store().watch(sink)) {
            watch.followNamespace(namespace);
            for (Change change : List.of(text(id, "a = 1"), text(id, "a = 2"))) {
                sink.clear();
                publish(change);
                await(() -> sink.changed(id));
            }
        }
    }

    @Test
    void closedWatchAnnouncesNothing() {
        RecordingSink closed = new RecordingSink();
        StoreWatch watch = store().watch(closed);
        watch.follow(id);
        watch.followNamespace(namespace);
        await(() -> closed.changed(id));
        watch.close();
        watch.close();
        closed.clear();

        RecordingSink open = new RecordingSink();
        try (StoreWatch other = store().watch(open)) {
            other.follow(id);
            open.clear();
            publish(text(id, "a = 1"));
            await(() -> open.changed(id));
            assertThat(closed.changed(id)).isFalse();
        }
    }

    @Test
    void closingOneWatchLeavesTheOthersWhatTheyFollow() {
        RecordingSink one = new RecordingSink();
        RecordingSink two = new RecordingSink();
        StoreWatch closing = store().watch(one);
        try (StoreWatch staying = store().watch(two)) {
            for (StoreWatch watch : List.of(closing, staying)) {
                watch.follow(id);
                watch.followNamespace(namespace + "-whole");
            }
            DocumentId other = DocumentId.of(namespace + "-whole/billing");
            publish(text(other, "b = 1"));
            await(() -> one.changed(id) && two.changed(id) && one.changed(other) && two.changed(other));

            closing.close();
            two.clear();
            publish(text(id, "a = 1"));
            publish(text(other, "b = 2"));

            await(() -> two.changed(id) && two.changed(other));
        }
    }

    /** Publishes one change. */
    protected PublishResult publish(Change change) {
        UUID publishId = UUID.randomUUID();
        List<PublishResult> results = store().publish(List.of(change), publishId, deadline());
        assertThat(results).hasSize(1);
        assertThat(results.get(0).published().publishId()).isEqualTo(publishId);
        return results.get(0);
    }

    /** Reads {@link #id}. */
    protected Reading current() {
        return store().current(id, deadline());
    }

    /** The version that a reading found. */
    protected static StoredVersion present(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Present.class);
        return ((Reading.Present) reading).version();
    }

    /** More time than anything takes. */
    protected static Deadline deadline() {
        return Deadline.after(PATIENCE);
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
    }
}
