package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.Binding;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Layer;
import io.edict.LayeredSnapshot;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.Live;
import io.edict.OnDemand;
import io.edict.Pin;
import io.edict.Publication;
import io.edict.error.DocumentAbsentException;
import io.edict.error.StoreUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads do everything at once, from seeds, for some seconds; then all must have come to rest at the newest. */
@Timeout(120)
class ClientStormTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long SECONDS = 5;
    private static final String A = "storm/a";
    private static final String B = "storm/b";
    private static final Layers BOTH = Layers.of(Layer.document(A), Layer.document(B));

    private final InMemoryStore store = new InMemoryStore();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger published = new AtomicInteger();
    private final AtomicReference<String> heardBackwards = new AtomicReference<>();

    @Test
    void clientComesToRestAtTheNewestAndLeavesNoThread() throws Exception {
        ConfigClient publisher = Edict.connect(store).start();
        publish(publisher);
        ConfigClient client = Edict.connect(store)
                .follow(A, B)
                .onDemand(OnDemand.defaults().withMaxDocuments(2))
                .requestTimeout(Duration.ofSeconds(1))
                .start();
        List<CompletableFuture<Void>> storm = new ArrayList<>();
        storm.add(run(() -> publish(publisher)));
        for (int seed = 0; seed < 4; seed++) {
            Reader reader = new Reader(client, new SplittableRandom(seed));
            storm.add(run(reader::step));
        }
        SplittableRandom random = new SplittableRandom(7);
        storm.add(run(() -> churn(client, random)));
        CompletableFuture<Void> all = CompletableFuture.allOf(storm.toArray(new CompletableFuture<?>[0]));
        Awaitility.await()
                .pollDelay(Duration.ofSeconds(SECONDS))
                .atMost(Duration.ofSeconds(SECONDS + 1))
                .until(() -> true);
        over.set(true);
        all.get(30, TimeUnit.SECONDS);
        store.outage(false);

        assertThat(heardBackwards).hasNullValue();
        awaitNewest(client);
        publisher.close();
        client.close();
        client.close();
        Awaitility.await()
                .atMost(SOON)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("edict-") && thread.isAlive()));
    }

    private CompletableFuture<Void> run(Runnable step) {
        return CompletableFuture.runAsync(
                () -> {
                    while (!over.get()) {
                        try {
                            step.run();
                        } catch (StoreUnreachableException e) {
                            Thread.onSpinWait(); // an outage
                        }
                    }
                },
                task -> new Thread(task, "storm").start());
    }

    private void publish(ConfigClient publisher) {
        int n = published.get() + 1;
        publisher
                .publisher()
                .publish(List.of(
                        Publication.of(A, Format.HOCON, "a = " + n).keeping(2),
                        Publication.of(B, Format.HOCON, "b = " + n).keeping(2),
                        Publication.of("storm/c" + n % 8, Format.HOCON, "c = " + n)
                                .keeping(2)));
        published.set(n);
    }

    /** What comes and goes: listeners, live values, views, followed documents, the store. */
    private void churn(ConfigClient client, SplittableRandom random) {
        DocumentId some = DocumentId.of("storm/c" + random.nextInt(8));
        switch (random.nextInt(6)) {
            case 0 -> {
                AtomicInteger last = new AtomicInteger();
                client.follow(A).live("a", Integer.class).subscribe(change -> {
                    if (last.getAndSet(change.newValue()) > change.newValue()) {
                        heardBackwards.set("live value");
                    }
                });
            }
            case 1 -> client.follow(some);
            case 2 -> client.unfollow(some);
            case 3 ->
                client.layered(Layers.of(
                        Layer.text("defaults " + random.nextInt(20), "d = 1"),
                        Layer.document(A),
                        Layer.optionalDocument(some.toString())));
            case 4 -> store.outage(random.nextInt(10) == 0);
            default ->
                client.follow(A)
                        .live("a", Integer.class)
                        .subscribe(change -> {})
                        .close();
        }
        Awaitility.await().pollDelay(Duration.ofMillis(2)).until(() -> true);
    }

    private void awaitNewest(ConfigClient client) {
        int n = published.get();
        assertThat(client.follow(A).await(now -> now.getInt("a") == n, SOON).getInt("a"))
                .isEqualTo(n);
        LayeredView view = client.layered(BOTH);
        view.await(now -> now.getInt("a") == n && now.getInt("b") == n, SOON);
        assertThat(client.follow(B).live("b", Integer.class).await(now -> now == n, SOON))
                .isEqualTo(n);
        for (int i = 0; i < 20; i++) {
            client.layered(Layers.of(Layer.text("last " + i, "d = 1"), Layer.document(A)))
                    .await(now -> now.getInt("a") == n, SOON);
        }
        Awaitility.await()
                .atMost(SOON)
                .until(() -> client.get("storm/c" + n % 8).getInt("c") == n);
    }

    /** Reads in every way, and fails if what it reads goes back, or does not go together. */
    private static final class Reader {
        private final ConfigClient client;
        private final SplittableRandom random;
        private final FollowedDocument a;
        private final FollowedDocument b;
        private final Live<Integer> liveA;
        private final Live<Integer> liveB;
        private final LayeredView both;
        private int newest;

        Reader(ConfigClient client, SplittableRandom random) {
            this.client = client;
            this.random = random;
            this.a = client.follow(A);
            this.b = client.follow(B);
            this.liveA = a.live("a", Integer.class);
            this.liveB = b.live("b", Integer.class).map(n -> n);
            this.both = client.layered(BOTH);
        }

        void step() {
            int n = switch (random.nextInt(7)) {
                case 0 -> a.snapshot().getInt("a");
                case 1 -> b.snapshot().getInt("b");
                case 2 -> liveA.get();
                case 3 -> liveB.get();
                case 4 -> together(both.snapshot());
                case 5 -> together(client.pin());
                default -> onDemand();
            };
            assertThat(n).isGreaterThanOrEqualTo(newest);
            newest = n;
        }

        private int together(LayeredSnapshot snapshot) {
            assertThat(snapshot.getInt("a")).isEqualTo(snapshot.getInt("b"));
            return snapshot.getInt("a");
        }

        private int together(Pin pin) {
            int n = pin.get(liveA);
            assertThat(pin.get(liveB)).isEqualTo(n);
            assertThat(pin.snapshot(a).getInt("a")).isEqualTo(n);
            assertThat(together(pin.snapshot(both))).isEqualTo(n);
            return n;
        }

        /** Of another document each time, so nothing is said of its age. */
        private int onDemand() {
            if (random.nextInt(50) == 0) {
                int i = random.nextInt(8);
                try {
                    int c = client.get(
                            DocumentId.of("storm/c" + i),
                            Binding.of(Integer.class).at("c"));
                    assertThat(c % 8).isEqualTo(i);
                } catch (DocumentAbsentException e) {
                    assertThat(newest).isLessThan(20);
                }
            }
            return newest;
        }
    }
}
