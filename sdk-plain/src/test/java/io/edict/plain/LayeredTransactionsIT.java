package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Layer;
import io.edict.LayeredSnapshot;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.Live;
import io.edict.Pin;
import io.edict.Publication;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two documents published together, as fast as a real server process takes it, while readers spin on a layered view of
 * both: at no moment is one document seen without the other.
 */
class LayeredTransactionsIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TRANSACTIONS = 1500;

    @Test
    void layeredViewNeverShowsHalfATransaction() throws Exception {
        run("half", SERVER.connectString(), () -> {});
    }

    @Test
    void connectionsThatBreakMeanwhileMakeNoDifference() throws Exception {
        try (TcpProxy proxy = TcpProxy.to(SERVER.clientPort())) {
            run("broken", proxy.connectString(), () -> {
                proxy.cut();
                proxy.restore();
            });
        }
    }

    private static List<Publication> transaction(String namespace, int n) {
        return List.of(
                Publication.of(namespace + "/limits", Format.HOCON, "limit = " + n + ", total = ${size}")
                        .unchecked(),
                Publication.of(namespace + "/pool", Format.HOCON, "size = " + n));
    }

    private static void run(String namespace, String servers, Runnable trouble) throws Exception {
        List<ClientEvent> splits = new CopyOnWriteArrayList<>();
        Layers layers = Layers.of(Layer.document(namespace + "/limits"), Layer.document(namespace + "/pool"));
        try (ConfigClient operator = Edict.connect(SERVER.connectString()).start()) {
            operator.publisher().publish(transaction(namespace, 1));
            try (ConfigClient client = Edict.connect(servers)
                    .layered(layers)
                    .transactionWait(Duration.ofSeconds(20))
                    .onEvent(event -> {
                        if (event instanceof ClientEvent.TransactionSplit) {
                            splits.add(event);
                        }
                    })
                    .start()) {
                Harness harness = new Harness(client, client.layered(layers));
                harness.start();
                for (int n = 2; n <= TRANSACTIONS; n++) {
                    operator.publisher().publish(transaction(namespace, n));
                    if (n % 300 == 0) {
                        trouble.run();
                    }
                }
                harness.view.await(now -> now.getInt("limit") == TRANSACTIONS, SOON);
                await().atMost(SOON).until(() -> harness.heard.contains(TRANSACTIONS));
                harness.stop();

                assertThat(harness.violations).hasValue(0);
                assertThat(harness.heard).isSorted();
                assertThat(harness.seen)
                        .as("different versions that a reader saw")
                        .hasValueGreaterThan(50);
                assertThat(splits).isEmpty();
            }
        }
    }

    /** Readers that compare what must agree. */
    private static final class Harness {
        private final ConfigClient client;
        private final LayeredView view;
        private final Live<Integer> limit;
        private final Live<Integer> size;
        private final AtomicBoolean done = new AtomicBoolean();
        private final AtomicLong violations = new AtomicLong();
        private final AtomicLong seen = new AtomicLong();
        private final List<Integer> heard = new CopyOnWriteArrayList<>();
        private CompletableFuture<Void> reading = CompletableFuture.completedFuture(null);

        Harness(ConfigClient client, LayeredView view) {
            this.client = client;
            this.view = view;
            this.limit = view.live("limit", Integer.class);
            this.size = view.live("size", Integer.class);
        }

        void start() {
            view.subscribe(change -> {
                check(change.after());
                heard.add(change.after().getInt("limit"));
            });
            reading = CompletableFuture.runAsync(this::read, task -> new Thread(task, "reader").start());
        }

        void stop() {
            done.set(true);
            reading.join();
        }

        private void read() {
            int last = 0;
            while (!done.get()) {
                LayeredSnapshot now = view.snapshot();
                check(now);
                int n = now.getInt("limit");
                violations.addAndGet(n < last ? 1 : 0);
                seen.addAndGet(n > last ? 1 : 0);
                last = n;
                Pin pin = client.pin();
                violations.addAndGet(pin.get(limit).equals(pin.get(size)) ? 0 : 1);
            }
        }

        private void check(LayeredSnapshot snapshot) {
            boolean whole = snapshot.getInt("limit") == snapshot.getInt("size")
                    && snapshot.getInt("total") == snapshot.getInt("size");
            violations.addAndGet(whole ? 0 : 1);
        }
    }
}
