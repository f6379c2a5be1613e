package io.edict.plain.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.PublishResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the tests of a store have in common: names that no other test uses, and short ways to publish and read.
 *
 * <p>A subclass opens stores whose documents may have {@link #LIMIT} bytes and which look at all heads every 200 ms; all
 * stores of one test class may share what is below them.
 */
public abstract class ConfigStoreHarness {
    /** The most bytes that a document may have. */
    protected static final int LIMIT = 4 * 1024 * 1024;

    /** In what time a store looks at every head. */
    protected static final Duration CHECK = Duration.ofMillis(200);

    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A namespace that no other test uses. */
    protected String namespace = "";

    /** A document that does not exist yet. */
    protected DocumentId id = DocumentId.of("none/none");

    /** A store that is open for the whole class. */
    protected abstract ConfigStore store();

    /** Opens a store of its own over the same documents. */
    protected abstract ConfigStore open();

    /** All that is stored, by place, in a form that tells any change. */
    protected abstract Map<String, String> dump();

    @BeforeEach
    void chooseNames() {
        namespace = "contract-" + NAMESPACES.incrementAndGet();
        id = DocumentId.of(namespace + "/orders");
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

    /** The numbers that history keeps of {@link #id}. */
    protected LongStream kept() {
        return store().history(id, deadline()).stream()
                .mapToLong(info -> info.version().number());
    }

    List<Long> numbers() {
        return kept().boxed().toList();
    }

    /** More time than anything takes. */
    protected static Deadline deadline() {
        return Deadline.after(PATIENCE);
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    interface Task<T> {
        T run(int number) throws Exception;
    }

    /** Runs a task on several threads at once. */
    static <T> List<T> together(int threads, Task<T> task) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = IntStream.range(0, threads)
                    .mapToObj(number -> pool.submit(() -> task.run(number)))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get(20, TimeUnit.SECONDS));
            }
            return results;
        } catch (Exception e) {
            throw new AssertionError("A thread failed", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
