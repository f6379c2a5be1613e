package io.edict.plain.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigValueFactory;
import io.edict.ConfigChange;
import io.edict.DocumentId;
import io.edict.KeyChange;
import io.edict.ListenerOptions;
import io.edict.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A listener for some paths applies what it is told to a mirror. Whatever was merged or not told in between, the mirror
 * then is what stands at these paths, and each call had something to tell.
 */
class PathsOracleTest {
    private static final int STEPS = 150;
    private static final List<DocumentId> DOCUMENTS =
            List.of(DocumentId.of("shop/orders"), DocumentId.of("shop/stock"));

    private final ManualExecutor pool = new ManualExecutor();
    private final RecordingReporter reporter = new RecordingReporter();
    private final Map<Snapshot, Map<String, Integer>> contents = new HashMap<>();
    private final Map<DocumentId, Snapshot> newest = new HashMap<>();
    private final Map<DocumentId, Snapshot> drained = new HashMap<>();
    private final Map<DocumentId, Map<String, Integer>> mirror = new HashMap<>();
    private final List<ConfigChange> calls = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void mirrorOfWhatWasToldIsWhatStandsAtThePaths(long seed) {
        Random random = new Random(seed);
        List<List<String>> paths = RandomPaths.several(random, 1 + random.nextInt(2));
        ListenerOptions options = ListenerOptions.defaults()
                .forPaths(paths.stream().map(RandomPaths::plain).toArray(String[]::new));
        Dispatch dispatch = new Dispatch(pool, this::diff, reporter, System::nanoTime, Duration.ofSeconds(1));
        ListenerQueue<Snapshot, ConfigChange> queue = DocumentQueues.queue(dispatch, this::apply, options);
        int quiet = 0;
        for (int i = 0; i < STEPS; i++) {
            queue.offer(next(random));
            if (random.nextInt(3) == 0) {
                calls.clear();
                pool.drain();
                quiet += checkAll(paths);
            }
        }
        assertThat(reporter.told()).isEmpty();
        assertThat(quiet).isPositive();
    }

    /** Counts the documents with a new version of which nothing was told. */
    private int checkAll(List<List<String>> paths) {
        int quiet = 0;
        for (DocumentId id : DOCUMENTS) {
            Snapshot after = newest.get(id);
            Snapshot before = after == null ? null : drained.put(id, after);
            if (after == null || before == after) {
                assertThat(callsOf(id)).isEmpty();
                continue;
            }
            boolean told = before == null || !selected(before, paths).equals(selected(after, paths));
            assertThat(callsOf(id)).hasSize(told ? 1 : 0);
            assertThat(mirror.getOrDefault(id, new TreeMap<>())).isEqualTo(selected(after, paths));
            quiet += told ? 0 : 1;
        }
        return quiet;
    }

    private List<ConfigChange> callsOf(DocumentId id) {
        return calls.stream().filter(change -> change.id().equals(id)).toList();
    }

    private void apply(ConfigChange change) {
        calls.add(change);
        Map<String, Integer> values = mirror.computeIfAbsent(change.id(), id -> new TreeMap<>());
        for (KeyChange key : change.keys()) {
            if (key instanceof KeyChange.Added added) {
                assertThat(values.put(added.path(), (Integer) added.newValue().unwrapped()))
                        .isNull();
            } else if (key instanceof KeyChange.Updated updated) {
                assertThat(values.put(
                                updated.path(), (Integer) updated.newValue().unwrapped()))
                        .isEqualTo(updated.oldValue().unwrapped());
            } else {
                assertThat(values.remove(key.path())).isNotNull();
            }
        }
    }

    /** The next version of one of the documents: a few keys are another, gone or new. */
    private Snapshot next(Random random) {
        DocumentId id = DOCUMENTS.get(random.nextInt(DOCUMENTS.size()));
        Snapshot before = newest.get(id);
        Map<String, Integer> content = new TreeMap<>(contentOf(before));
        for (int left = random.nextInt(3); left > 0; left--) {
            String path = RandomPaths.plain(RandomPaths.one(random));
            if (random.nextBoolean()) {
                content.put(path, random.nextInt(3));
            } else {
                content.remove(path);
            }
        }
        Snapshot after =
                TestSnapshot.version(id, before == null ? 1 : before.version().number() + 1);
        contents.put(after, content);
        newest.put(id, after);
        return after;
    }

    private Map<String, Integer> selected(Snapshot snapshot, List<List<String>> paths) {
        Map<String, Integer> selected = new TreeMap<>(contentOf(snapshot));
        selected.keySet()
                .removeIf(path ->
                        paths.stream().noneMatch(top -> RandomPaths.isAtOrBelow(RandomPaths.elements(path), top)));
        return selected;
    }

    private Map<String, Integer> contentOf(@Nullable Snapshot snapshot) {
        return snapshot == null ? new TreeMap<>() : contents.getOrDefault(snapshot, new TreeMap<>());
    }

    private List<KeyChange> diff(@Nullable Snapshot before, Snapshot after) {
        Map<String, Integer> old = contentOf(before);
        Map<String, Integer> now = contentOf(after);
        TreeSet<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        List<KeyChange> changes = new ArrayList<>();
        for (String path : paths) {
            Integer from = old.get(path);
            Integer to = now.get(path);
            if (from == null && to != null) {
                changes.add(new KeyChange.Added(path, ConfigValueFactory.fromAnyRef(to)));
            } else if (from != null && to == null) {
                changes.add(new KeyChange.Removed(path, ConfigValueFactory.fromAnyRef(from)));
            } else if (from != null && to != null && !from.equals(to)) {
                changes.add(new KeyChange.Updated(
                        path, ConfigValueFactory.fromAnyRef(from), ConfigValueFactory.fromAnyRef(to)));
            }
        }
        return changes;
    }
}
