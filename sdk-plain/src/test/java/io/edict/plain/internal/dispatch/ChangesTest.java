package io.edict.plain.internal.dispatch;

import static io.edict.plain.internal.dispatch.TestSnapshot.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigValueFactory;
import io.edict.ConfigChange;
import io.edict.Explanation;
import io.edict.KeyChange;
import io.edict.LayeredChange;
import io.edict.LayeredSnapshot;
import io.edict.ListenerOptions;
import io.edict.LiveChange;
import io.edict.Shadowed;
import io.edict.Snapshot;
import io.edict.Versioned;
import io.edict.error.InvalidRequestException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What listeners of each kind are told, through their queue. */
class ChangesTest {
    private static final String LAYERS = "shop/orders over shop/defaults";
    private static final String LIVE = "live pool as com.shop.Pool of shop/orders";
    private static final ListenerOptions NAMED = ListenerOptions.defaults().named("rates");

    private final ManualExecutor pool = new ManualExecutor();
    private final RecordingReporter reporter = new RecordingReporter();
    private final AtomicLong clock = new AtomicLong();
    private final Dispatch dispatch =
            new Dispatch(pool, (before, after) -> List.of(), reporter, clock::get, Duration.ofSeconds(1));
    private final List<String> keys = new ArrayList<>();
    private final List<String> shadowed = new ArrayList<>();
    private int askedForShadowed;

    @Test
    void documentVersionWithoutChangedKeysIsToldToAListenerForAllPaths() {
        List<ConfigChange> told = new ArrayList<>();
        ListenerQueue<Snapshot, ConfigChange> queue = DocumentQueues.queue(dispatch, told::add, NAMED, version(1));

        queue.offer(version(2));
        pool.drain();

        assertThat(told).containsExactly(new ConfigChange(version(1), version(2), List.of()));
    }

    @Test
    void documentVersionThatChangesNothingAtThePathsIsNotToldAndCountsAsSeen() {
        List<ConfigChange> told = new ArrayList<>();
        Dispatch keyed = new Dispatch(pool, (before, after) -> changes(), reporter, clock::get, Duration.ofSeconds(1));
        ListenerQueue<Snapshot, ConfigChange> queue =
                DocumentQueues.queue(keyed, told::add, NAMED.forPaths("pool"), version(1));
        keys.add("poolSize");
        queue.offer(version(2));
        pool.drain();
        assertThat(told).isEmpty();

        keys.add("pool.size");
        queue.offer(version(2));
        queue.offer(version(3));
        pool.drain();

        assertThat(told).singleElement().satisfies(change -> {
            assertThat(change.before()).isEqualTo(version(2));
            assertThat(change.keys()).extracting(KeyChange::path).containsExactly("pool.size");
        });
    }

    @Test
    void initialCallComesWithoutKeysAtThePaths() {
        List<ConfigChange> told = new ArrayList<>();
        ListenerQueue<Snapshot, ConfigChange> queue =
                DocumentQueues.queue(dispatch, told::add, NAMED.forPaths("pool").withInitialCall());

        queue.offer(version(1));
        pool.drain();

        assertThat(told).containsExactly(new ConfigChange(null, version(1), List.of()));
    }

    @Test
    void callThatIsNotMadeIsNeitherRunningNorSlow() {
        List<ListenerQueue<Snapshot, ConfigChange>> self = new ArrayList<>();
        Dispatch watched = new Dispatch(
                pool,
                (before, after) -> {
                    clock.addAndGet(Duration.ofMinutes(1).toNanos());
                    self.get(0).tend();
                    return List.of();
                },
                reporter,
                clock::get,
                Duration.ofSeconds(1));
        self.add(DocumentQueues.queue(watched, change -> {}, NAMED.forPaths("pool"), version(1)));

        self.get(0).offer(version(2));
        pool.drain();
        self.get(0).tend();

        assertThat(self.get(0).running()).isNull();
        assertThat(reporter.told()).isEmpty();
    }

    @Test
    void layeredViewIsToldInOrderAndMergedToTheNewest() {
        List<LayeredChange> told = new ArrayList<>();
        ListenerQueue<Stamped<LayeredSnapshot>, LayeredChange> queue = layered(NAMED, told);
        LayeredSnapshot first = new TestLayers(1);
        LayeredSnapshot third = new TestLayers(3);
        keys.add("pool.size");
        shadowed.add("pool.name");

        queue.offer(new Stamped<>(1, first));
        pool.drain();
        queue.offer(new Stamped<>(3, third));
        queue.offer(new Stamped<>(2, new TestLayers(2)));
        pool.drain();

        assertThat(told)
                .containsExactly(
                        new LayeredChange(null, first, changes(), hidden()),
                        new LayeredChange(first, third, changes(), hidden()));
    }

    @Test
    void layeredViewWithoutEffectiveChangeIsNotToldWhateverIsShadowed() {
        List<LayeredChange> told = new ArrayList<>();
        ListenerQueue<Stamped<LayeredSnapshot>, LayeredChange> queue = layered(NAMED, told, new TestLayers(1));
        shadowed.add("pool.name");

        queue.offer(new Stamped<>(2, new TestLayers(2)));
        pool.drain();

        assertThat(told).isEmpty();
        assertThat(askedForShadowed).isZero();
    }

    @Test
    void layeredViewTellsKeysAndShadowedValuesAtThePathsOnly() {
        List<LayeredChange> told = new ArrayList<>();
        ListenerQueue<Stamped<LayeredSnapshot>, LayeredChange> queue =
                layered(NAMED.forPaths("pool"), told, new TestLayers(1));
        keys.addAll(List.of("pool.size", "poolSize"));
        shadowed.addAll(List.of("other", "pool.name"));

        queue.offer(new Stamped<>(2, new TestLayers(2)));
        pool.drain();
        keys.remove("pool.size");
        queue.offer(new Stamped<>(3, new TestLayers(3)));
        pool.drain();

        assertThat(told).singleElement().satisfies(change -> {
            assertThat(change.keys()).extracting(KeyChange::path).containsExactly("pool.size");
            assertThat(change.shadowed()).extracting(Shadowed::path).containsExactly("pool.name");
        });
    }

    @Test
    void liveValueEqualToTheOneSeenIsNotTold() {
        List<LiveChange<String>> told = new ArrayList<>();
        ListenerQueue<Stamped<Versioned<String>>, LiveChange<String>> queue = live(told);

        queue.offer(stamped(1, "a"));
        pool.drain();
        queue.offer(stamped(2, "ab".substring(0, 1)));
        pool.drain();
        queue.offer(stamped(3, "b"));
        queue.offer(stamped(4, "a"));
        pool.drain();
        queue.offer(stamped(5, "b"));
        pool.drain();

        assertThat(told)
                .containsExactly(
                        new LiveChange<>(null, stamped(1, "a").value()),
                        new LiveChange<>(
                                stamped(4, "a").value(), stamped(5, "b").value()));
    }

    @Test
    void liveValueWhoseEqualsThrowsIsToldAndTheThrowIsNoFailureOfTheListener() {
        List<LiveChange<Incomparable>> told = new ArrayList<>();
        ListenerQueue<Stamped<Versioned<Incomparable>>, LiveChange<Incomparable>> queue = live(told);

        queue.offer(stamped(1, new Incomparable()));
        pool.drain();
        queue.offer(stamped(2, new Incomparable()));
        pool.drain();

        assertThat(told).hasSize(2);
        assertThat(reporter.told()).containsExactly("incomparable " + LIVE + " StackOverflowError");
    }

    @Test
    void listenerToALiveValueForPathsIsRefused() {
        ListenerOptions options = NAMED.forPaths("pool");

        assertThatThrownBy(() -> Changes.ofLive(LIVE, reporter, options))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(LIVE)
                .hasMessageContaining("[pool]");
    }

    @Test
    void eventsNameTheSubject() {
        ListenerQueue<Stamped<LayeredSnapshot>, LayeredChange> layered = new ListenerQueue<>(
                dispatch,
                change -> {
                    throw new IllegalStateException("secret");
                },
                NAMED,
                Changes.ofLayers(LAYERS, new TestDiff(), NAMED),
                List.of());
        ListenerQueue<Stamped<Versioned<String>>, LiveChange<String>> live = new ListenerQueue<>(
                dispatch,
                change -> {
                    throw new IllegalStateException("secret");
                },
                NAMED,
                Changes.ofLive(LIVE, reporter, NAMED),
                List.of());

        layered.offer(new Stamped<>(1, new TestLayers(1)));
        live.offer(stamped(1, "a"));
        pool.drain();

        assertThat(reporter.told())
                .containsExactly(
                        "failed " + LAYERS + " rates IllegalStateException",
                        "failed " + LIVE + " rates IllegalStateException");
    }

    @Test
    void stampedStateDoesNotShowItsValue() {
        assertThat(new Stamped<>(7, "secret")).hasToString("Stamped[7]");
    }

    private ListenerQueue<Stamped<LayeredSnapshot>, LayeredChange> layered(
            ListenerOptions options, List<LayeredChange> told, LayeredSnapshot... seen) {
        return new ListenerQueue<>(
                dispatch,
                told::add,
                options,
                Changes.ofLayers(LAYERS, new TestDiff(), options),
                List.of(seen).stream()
                        .map(snapshot -> new Stamped<LayeredSnapshot>(1, snapshot))
                        .toList());
    }

    private <T> ListenerQueue<Stamped<Versioned<T>>, LiveChange<T>> live(List<LiveChange<T>> told) {
        return new ListenerQueue<>(dispatch, told::add, NAMED, Changes.ofLive(LIVE, reporter, NAMED), List.of());
    }

    private static <T> Stamped<Versioned<T>> stamped(long sequence, T value) {
        return new Stamped<>(
                sequence, new Versioned<>(value, List.of(version(sequence).info())));
    }

    private List<KeyChange> changes() {
        return keys.stream()
                .<KeyChange>map(path -> new KeyChange.Added(path, ConfigValueFactory.fromAnyRef(1)))
                .toList();
    }

    private List<Shadowed> hidden() {
        return shadowed.stream().map(path -> new Shadowed(path, "low", "high")).toList();
    }

    /** Tells what the test says. */
    private final class TestDiff implements LayeredDiff {
        @Override
        public List<KeyChange> keys(@Nullable LayeredSnapshot before, LayeredSnapshot after) {
            return changes();
        }

        @Override
        public List<Shadowed> shadowed(@Nullable LayeredSnapshot before, LayeredSnapshot after) {
            askedForShadowed++;
            return hidden();
        }
    }

    private record TestLayers(int number) implements LayeredSnapshot, NoValues {
        @Override
        public List<Snapshot> documents() {
            return List.of();
        }

        @Override
        public Explanation explain(String path) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Shadowed> shadowed() {
            return List.of();
        }
    }

    private static final class Incomparable {
        @Override
        public boolean equals(@Nullable Object other) {
            throw new StackOverflowError("secret");
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}
