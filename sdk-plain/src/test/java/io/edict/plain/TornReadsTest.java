package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.Binding;
import io.edict.ConfigClient;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Layer;
import io.edict.LayeredSnapshot;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.Live;
import io.edict.Pin;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.TypeRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Values that must agree are published as fast as possible while readers spin on them, in every way in which they can be
 * read: {@value #READS} reads in all. The same harness sees what a reader of two fields sees that are written one after
 * the other.
 */
class TornReadsTest {
    private static final long READS = 10_000_000;

    /** How many transactions come into force meanwhile, at the least. */
    private static final long TRANSACTIONS = 300;

    private static final String A = "torn/a";
    private static final String B = "torn/b";

    private final InMemoryStore store = new InMemoryStore();
    private ConfigClient client;
    private FollowedDocument a;
    private FollowedDocument b;
    private LayeredView layered;

    /** Fields that hold the same number. */
    record Pair(int x, int y) {}

    /** Methods that give the same number. */
    interface Face {
        int x();

        int y();
    }

    @BeforeEach
    void start() {
        client = Edict.connect(store).start();
        publish(1);
        a = client.follow(A);
        b = client.follow(B);
        layered = client.layered(Layers.of(Layer.document(A), Layer.document(B)));
        layered.await(now -> true, Duration.ofSeconds(20));
    }

    @AfterEach
    void stop() {
        client.close();
    }

    /** One transaction over two documents, each of which holds the number several times. */
    private void publish(int n) {
        String pair = "{ x = " + n + ", y = " + n + " }";
        client.publisher()
                .publish(List.of(
                        Publication.of(A, Format.HOCON, "pair = " + pair + "\nlist = [" + n + ", " + n + "]\na = " + n)
                                .keeping(1),
                        Publication.of(B, Format.HOCON, "b = " + n).keeping(1)));
    }

    @Test
    void readersNeverSeeValuesOfTwoVersionsTogether() throws Exception {
        Live<Pair> record = a.live("pair", Pair.class);
        Live<Face> face = a.live("pair", Face.class);
        Live<List<Integer>> list =
                a.live(Binding.of(new TypeRef<List<Integer>>() {}).at("list"));
        Live<Integer> liveA = a.live("a", Integer.class);
        Live<Integer> liveB = b.live("b", Integer.class);
        Live<Integer> derived = record.map(Pair::x);
        List<BooleanSupplier> readers = List.of(
                () -> agree(record.get().x(), record.get()),
                () -> agree(face.get()),
                () -> agree(list.get()),
                () -> agree(layered.snapshot()),
                () -> agree(client.pin(), liveA, liveB),
                () -> agree(a.snapshot(), b),
                () -> inOrder(liveA, liveB),
                () -> record.get().x() <= derived.get());

        Count count =
                spin(readers, this::publish, () -> client.status().counters().applied() > 2 * TRANSACTIONS);

        assertThat(count.violations).hasValue(0);
        assertThat(count.reads).hasValueGreaterThanOrEqualTo(READS);
        assertThat(client.status().counters().applied())
                .as("versions put in force meanwhile")
                .isGreaterThan(2 * TRANSACTIONS);
    }

    @Test
    void sameHarnessSeesFieldsThatAreWrittenOneAfterTheOther() throws Exception {
        AtomicInteger x = new AtomicInteger();
        AtomicInteger y = new AtomicInteger();
        BooleanSupplier reader = () -> x.get() == y.get();

        Count count = spin(
                List.of(reader, reader),
                n -> {
                    x.set(n);
                    y.set(n);
                },
                () -> true);

        assertThat(count.violations).hasValueGreaterThan(0);
    }

    private static boolean agree(int before, Pair pair) {
        return pair.x() == pair.y() && pair.x() >= before;
    }

    private static boolean agree(Face face) {
        return face.x() == face.y();
    }

    private static boolean agree(List<Integer> list) {
        return list.get(0).equals(list.get(1));
    }

    private static boolean agree(LayeredSnapshot both) {
        return both.getInt("a") == both.getInt("b");
    }

    private boolean agree(Pin pin, Live<Integer> liveA, Live<Integer> liveB) {
        int n = pin.get(liveA);
        return n == pin.get(liveB)
                && n == pin.snapshot(a).getInt("a")
                && n == pin.snapshot(b).getInt("b")
                && n == pin.snapshot(layered).getInt("b");
    }

    /** What is read later is of the same transaction or a later one. */
    private static boolean agree(Snapshot first, FollowedDocument later) {
        return first.getInt("a") <= later.snapshot().getInt("b");
    }

    private static boolean inOrder(Live<Integer> first, Live<Integer> second) {
        int n = first.get();
        int m = second.get();
        return n <= m && m <= first.get();
    }

    /** Counts what readers saw. */
    private static final class Count {
        private final AtomicLong reads = new AtomicLong();
        private final AtomicLong violations = new AtomicLong();
    }

    /** Publishes what a number makes, over and over, while each reader reads on a thread of its own. */
    private static Count spin(List<BooleanSupplier> readers, IntConsumer publish, BooleanSupplier enough)
            throws Exception {
        Count count = new Count();
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (BooleanSupplier reader : readers) {
            running.add(CompletableFuture.runAsync(
                    () -> read(reader, count, READS / readers.size() + 1, enough), thread()));
        }
        CompletableFuture<Void> publisher = CompletableFuture.runAsync(
                () -> {
                    for (int n = 2; !done.get(); n++) {
                        publish.accept(n);
                    }
                },
                thread());
        CompletableFuture.allOf(running.toArray(new CompletableFuture<?>[0])).get();
        done.set(true);
        publisher.get();
        return count;
    }

    private static Executor thread() {
        return task -> new Thread(task, "torn-reads").start();
    }

    private static void read(BooleanSupplier reader, Count count, long times, BooleanSupplier enough) {
        long violations = 0;
        long reads = 0;
        while (reads < times || !enough.getAsBoolean()) {
            for (int i = 0; i < 1000; i++) {
                violations += reader.getAsBoolean() ? 0 : 1;
            }
            reads += 1000;
        }
        count.reads.addAndGet(reads);
        count.violations.addAndGet(violations);
    }
}
