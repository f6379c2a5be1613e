package io.edict.plain.internal.store;

import static io.edict.plain.internal.store.Changes.content;
import static io.edict.plain.internal.store.Changes.deletion;
import static io.edict.plain.internal.store.Changes.keeping;
import static io.edict.plain.internal.store.Changes.noise;
import static io.edict.plain.internal.store.Changes.onlyIf;
import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication.Expectation.Absent;
import io.edict.Publication.Expectation.CurrentIs;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Kind;
import io.edict.error.ClientClosedException;
import io.edict.error.ConflictException;
import io.edict.error.ContentTooLargeException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.VersionNotKeptException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What every store does, whatever is below it. A subclass opens stores whose documents may have {@link #LIMIT} bytes and
 * which look at all heads every 200 ms; all stores of one test class may share what is below them.
 */
public abstract class ConfigStoreContract extends AnnouncementsContract {
    /** The most bytes that a document may have. */
    protected static final int LIMIT = 4 * 1024 * 1024;

    /** All that is stored, by place, in a form that tells any change. */
    protected abstract Map<String, String> dump();

    @Test
    void publishedVersionIsRead() {
        PublishResult result = publish(text(id, "a = 1"));

        assertThat(result.before()).isNull();
        assertThat(result.version().number()).isEqualTo(1);
        StoredVersion version = present(current());
        assertThat(version.info()).isEqualTo(result.published());
        assertThat(version.content()).isEqualTo(Content.ofText("a = 1"));
        assertThat(version.info().origin()).isEqualTo(Changes.ORIGIN);
        assertThat(version.info().together()).containsExactly(new VersionInfo.Member(id, 1));
    }

    @Test
    void readingWithoutWaitingFindsTheSame() {
        publish(text(id, "a = 1"));

        assertThat(store().read(id, true).join()).isEqualTo(current());
        assertThat(store().read(id, false).join()).isEqualTo(current());
    }

    @Test
    void otherStoreReadsWhatThisOnePublished() {
        PublishResult result = publish(text(id, "a = 1"));

        try (ConfigStore other = open()) {
            assertThat(present(other.current(id, deadline())).info()).isEqualTo(result.published());
        }
    }

    @Test
    void whatWasNeverPublishedIsMissing() {
        assertThat(current()).isEqualTo(new Reading.Missing());
        assertThat(store().read(id, false).join()).isEqualTo(new Reading.Missing());
        assertThat(store().history(id, deadline())).isEmpty();
        assertThat(store().documents(namespace, deadline())).isEmpty();
    }

    @Test
    void emptyContentIsPresent() {
        publish(text(id, ""));

        StoredVersion version = present(current());
        assertThat(version.content().size()).isZero();
        assertThat(version.info().kind()).isEqualTo(Kind.CONTENT);
    }

    @Test
    void stampChangesWithEachVersionOnly() {
        publish(text(id, "a = 1"));
        Stamp first = current().stamp();

        assertThat(current().stamp()).isEqualTo(first).isNotEqualTo(Stamp.ABSENT);
        publish(text(id, "a = 1"));
        assertThat(current().stamp()).isNotEqualTo(first);
    }

    @Test
    void unconditionalPublishFollowsWhateverIsThere() {
        publish(text(id, "a = 1"));
        PublishResult second = publish(text(id, "a = 2"));

        assertThat(second.version().number()).isEqualTo(2);
        assertThat(second.replaced().orElseThrow().version().number()).isEqualTo(1);
    }

    @Test
    void createOnlyHoldsOnce() {
        Change create = onlyIf(new Absent(), text(id, "a = 1"));
        publish(create);

        assertThatThrownBy(() -> publish(create)).isInstanceOf(ConflictException.class);
        assertThat(numbers()).containsExactly(1L);
    }

    @Test
    void expectedVersionHoldsOrNothingIsWritten() {
        publish(text(id, "a = 1"));
        publish(onlyIf(new CurrentIs(1), text(id, "a = 2")));

        Map<String, String> before = dump();
        for (long wrong : new long[] {1, 3}) {
            assertThatThrownBy(() -> publish(onlyIf(new CurrentIs(wrong), text(id, "a = 3"))))
                    .isInstanceOf(ConflictException.class)
                    .hasMessageContaining(id.toString())
                    .hasMessageContaining("version 2");
        }
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void oneOfManyWithTheSameExpectationWins() {
        publish(text(id, "a = 1"));

        List<Boolean> won = Crowd.together(8, number -> {
            try {
                publish(onlyIf(new CurrentIs(1), text(id, "a = " + number)));
                return true;
            } catch (ConflictException lost) {
                return false;
            }
        });

        assertThat(won).containsOnlyOnce(true);
        assertThat(numbers()).containsExactly(2L, 1L);
    }

    @Test
    void unconditionalPublishersAtOnceAllGetANumberOfTheirOwn() {
        List<Long> numbers = Crowd.together(
                8, number -> publish(text(id, "a = " + number)).version().number());

        assertThat(numbers).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(numbers()).hasSize(8);
    }

    @Test
    void severalDocumentsArePublishedTogether() {
        DocumentId other = DocumentId.of(namespace + "/billing");
        publish(text(other, "b = 0"));
        UUID publishId = UUID.randomUUID();
        if (refusesTogether(this::dump, text(id, "a = 1"), text(other, "b = 1"))) {
            return;
        }

        List<PublishResult> results =
                store().publish(List.of(text(id, "a = 1"), text(other, "b = 1")), publishId, deadline());

        assertThat(results).extracting(result -> result.version().number()).containsExactly(1L, 2L);
        for (DocumentId each : List.of(id, other)) {
            VersionInfo info = present(store().current(each, deadline())).info();
            assertThat(info.publishId()).isEqualTo(publishId);
            assertThat(info.together()).extracting(VersionInfo.Member::id).containsExactlyInAnyOrder(id, other);
        }
    }

    @Test
    void oneConflictLeavesAllDocumentsAsTheyWere() {
        DocumentId other = DocumentId.of(namespace + "/billing");
        publish(text(other, "b = 1"));
        Map<String, String> before = dump();

        List<Change> changes = List.of(text(id, "a = 1"), onlyIf(new Absent(), text(other, "b = 2")));
        if (refusesTogether(this::dump, changes.toArray(new Change[0]))) {
            return;
        }

        assertThatThrownBy(() -> store().publish(changes, UUID.randomUUID(), deadline()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(other.toString());
        assertThat(dump()).isEqualTo(before);
        assertThat(current()).isEqualTo(new Reading.Missing());
    }

    @Test
    void deletionIsAVersion() {
        publish(text(id, "a = 1"));
        PublishResult result = publish(deletion(id));

        assertThat(result.version().number()).isEqualTo(2);
        StoredVersion version = present(current());
        assertThat(version.info().isDeletion()).isTrue();
        assertThat(version.info().format()).isEqualTo(Format.HOCON);
        assertThat(version.content()).isEqualTo(Content.EMPTY);
        assertThat(numbers()).containsExactly(2L, 1L);
        assertThat(store().content(id, 1, deadline()).content()).isEqualTo(Content.ofText("a = 1"));
    }

    @Test
    void whatIsNotThereIsNotDeleted() {
        assertThatThrownBy(() -> publish(deletion(id))).isInstanceOf(DocumentAbsentException.class);
        publish(text(id, "a = 1"));
        publish(deletion(id));
        assertThatThrownBy(() -> publish(deletion(id))).isInstanceOf(DocumentAbsentException.class);
        assertThat(numbers()).containsExactly(2L, 1L);
    }

    @Test
    void numbersGoOnAfterDeletion() {
        publish(text(id, "a = 1"));
        publish(keeping(1, deletion(id)));

        PublishResult again = publish(onlyIf(new Absent(), text(id, "a = 1")));

        assertThat(again.version().number()).isEqualTo(3);
        assertThat(present(current()).content()).isEqualTo(Content.ofText("a = 1"));
    }

    @Test
    void historyKeepsTheNewest() {
        for (int i = 1; i <= 5; i++) {
            publish(keeping(3, text(id, "a = " + i)));
        }

        assertThat(numbers()).containsExactly(5L, 4L, 3L);
        publish(keeping(1, text(id, "a = 6")));
        assertThat(numbers()).containsExactly(6L);
        publish(keeping(3, text(id, "a = 7")));
        assertThat(numbers()).containsExactly(7L, 6L);
    }

    @Test
    void historyIsNewestFirstAndEachVersionHasItsContent() {
        List<VersionInfo> published = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            published.add(0, publish(text(id, "a = " + i)).published());
        }

        assertThat(store().history(id, deadline())).isEqualTo(published);
        for (int i = 1; i <= 20; i++) {
            StoredVersion version = store().content(id, i, deadline());
            assertThat(version.content()).isEqualTo(Content.ofText("a = " + i));
            assertThat(version.info()).isEqualTo(published.get(20 - i));
        }
    }

    @Test
    void versionThatIsNotKeptIsNotFound() {
        publish(text(id, "a = 1"));
        publish(keeping(1, text(id, "a = 2")));

        for (long number : new long[] {1, 3}) {
            assertThatThrownBy(() -> store().content(id, number, deadline()))
                    .isInstanceOf(VersionNotKeptException.class)
                    .hasMessageContaining(id + " does not hold version " + number);
        }
    }

    @Test
    void contentAboveTheLimitIsRefusedAndNothingIsWritten() {
        publish(text(id, "a = 1"));
        DocumentId other = DocumentId.of(namespace + "/billing");
        Map<String, String> before = dump();

        Change tooBig = content(id, Content.ofOwned(new byte[LIMIT + 1]));
        List<Change> changes = publishesTogether() ? List.of(text(other, "b = 1"), tooBig) : List.of(tooBig);

        assertThatThrownBy(() -> store().publish(changes, UUID.randomUUID(), deadline()))
                .isInstanceOf(ContentTooLargeException.class)
                .hasMessageContaining(id.toString());
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void bigContentComesBackAsItWas() {
        Content packs = Content.ofText("key = \"some value\"\n".repeat(200_000));
        Content doesNotPack = Content.ofOwned(noise(7, 3 * 1024 * 1024));
        Content full = Content.ofOwned(new byte[LIMIT]);

        for (Content content : List.of(packs, doesNotPack, full)) {
            publish(content(id, content));
            assertThat(present(current()).content()).isEqualTo(content);
        }
        assertThat(store().content(id, 1, deadline()).content()).isEqualTo(packs);
        assertThat(store().content(id, 2, deadline()).content()).isEqualTo(doesNotPack);
    }

    @Test
    void namespacesAndDocumentsAreListedSortedDeletedOnesIncluded() {
        for (String name : List.of("c", "a", "b")) {
            publish(text(DocumentId.of(namespace + "/" + name), "x = 1"));
        }
        publish(deletion(DocumentId.of(namespace + "/b")));

        assertThat(store().documents(namespace, deadline()))
                .extracting(DocumentId::name)
                .containsExactly("a", "b", "c");
        assertThat(store().namespaces(deadline())).contains(namespace).isSorted();
    }

    @Test
    void closedStoreSaysSo() {
        ConfigStore closing = open();
        assertThat(closing.current(id, deadline())).isEqualTo(new Reading.Missing());
        closing.close();
        closing.close();

        assertThat(closing.status())
                .extracting(ClusterStatus::connection)
                .containsOnly(ClusterStatus.Connection.CLOSED);
        assertThatThrownBy(() -> closing.publish(List.of(text(id, "a = 1")), UUID.randomUUID(), deadline()))
                .isInstanceOf(ClientClosedException.class);
        assertThatThrownBy(() -> closing.current(id, deadline())).isInstanceOf(ClientClosedException.class);
        assertThat(closing.read(id, false)).isCompletedExceptionally();
        assertThat(current()).isEqualTo(new Reading.Missing());
    }

    /** The numbers that history keeps of {@link #id}. */
    protected LongStream kept() {
        return store().history(id, deadline()).stream()
                .mapToLong(info -> info.version().number());
    }

    private List<Long> numbers() {
        return kept().boxed().toList();
    }
}
