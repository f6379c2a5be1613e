package io.edict.plain.internal.files;

import static io.edict.plain.internal.store.Changes.info;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Kind;
import io.edict.plain.internal.store.Content;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When a changed file counts as saved, and when an unchanged one as judged. */
class SettlingTest {
    private static final DocumentId ORDERS = DocumentId.of("shop/orders");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<WorkingFile> EMPTY = file(0, NOON);
    private static final List<WorkingFile> SAVED = file(5, NOON.plusMillis(4));

    private final Settling settling = new Settling(50);
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Known known = new Known(now::get);
    private final VersionInfo head = info(ORDERS, 3, Kind.CONTENT, Content.ofText("a = 1"));

    private static List<WorkingFile> file(long size, Instant modified) {
        long nanos = TimeUnit.SECONDS.toNanos(modified.getEpochSecond()) + modified.getNano();
        return List.of(new WorkingFile("orders.conf", size, nanos, "key"));
    }

    @Test
    void fileIsSettledWhenItStaysTheSameForTheTime() {
        assertThat(settling.settled(ORDERS, SAVED, 100)).isFalse();
        assertThat(settling.settled(ORDERS, SAVED, 149)).isFalse();
        assertThat(settling.settled(ORDERS, SAVED, 150)).isTrue();
    }

    @Test
    void secondStepOfASaveBeginsTheTimeAnew() {
        assertThat(settling.settled(ORDERS, EMPTY, 100)).isFalse();
        assertThat(settling.settled(ORDERS, SAVED, 149)).isFalse();
        assertThat(settling.settled(ORDERS, SAVED, 198)).isFalse();
        assertThat(settling.settled(ORDERS, SAVED, 199)).isTrue();
    }

    @Test
    void removalAndCreationIsSeenAsOneSave() {
        assertThat(settling.settled(ORDERS, List.of(), 100)).isFalse();
        assertThat(settling.settled(ORDERS, SAVED, 149)).isFalse();
        assertThat(settling.settled(ORDERS, SAVED, 200)).isTrue();
    }

    @Test
    void whatIsAsItWasBeforeIsNotWaitedFor() {
        settling.settled(ORDERS, SAVED, 100);
        assertThat(settling.waiting()).isTrue();
        settling.retain(Set.of());
        assertThat(settling.waiting()).isFalse();
    }

    @Test
    void fileJudgedWithinATickOfItsChangeIsJudgedOnceMore() {
        known.put(ORDERS, SAVED, head);
        assertThat(known.covers(ORDERS, SAVED, head)).isTrue();
        now.set(NOON.plusSeconds(3));
        assertThat(known.covers(ORDERS, SAVED, head)).isFalse();
        known.put(ORDERS, SAVED, head);
        now.set(NOON.plusSeconds(300));
        assertThat(known.covers(ORDERS, SAVED, head)).isTrue();
    }

    @Test
    void otherFilesOrAnotherHeadAreJudged() {
        now.set(NOON.plusSeconds(300));
        known.put(ORDERS, SAVED, head);
        assertThat(known.covers(ORDERS, EMPTY, head)).isFalse();
        assertThat(known.covers(ORDERS, List.of(), head)).isFalse();
        assertThat(known.covers(ORDERS, SAVED, info(ORDERS, 4, Kind.CONTENT, Content.ofText("a = 1"))))
                .isFalse();
        known.forget(ORDERS);
        assertThat(known.covers(ORDERS, SAVED, head)).isFalse();
        assertThat(known.covers(ORDERS, List.of(), null)).isTrue();
    }
}
