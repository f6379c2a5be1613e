package io.edict.plain.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Gate.Verdict;
import io.edict.Publication;
import io.edict.error.ClientClosedException;
import io.edict.plain.ClientBuilder;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Meters of real clients of a store in memory. */
@Timeout(60)
class EdictMetricsTest {
    private static final String ID = "shop/orders";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final InMemoryStore store = new InMemoryStore();

    /** How far the application's clock is ahead of the publisher's, in ms. */
    private final AtomicLong ahead = new AtomicLong();

    private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new Clock() {
        @Override
        public long wallTime() {
            return System.currentTimeMillis() + ahead.get();
        }

        @Override
        public long monotonicTime() {
            return System.nanoTime();
        }
    });

    @TempDir
    private Path directory;

    private static void publish(ConfigClient client, String id, String text) {
        client.publisher().publish(Publication.of(id, Format.HOCON, text));
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(SOON).until(condition);
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private double seconds(String name, String... tags) {
        return registry.get(name).tags(tags).timeGauge().value(TimeUnit.SECONDS);
    }

    private double count(String name) {
        return registry.get(name).functionCounter().count();
    }

    private Timer propagation() {
        return registry.get("edict.propagation").timer();
    }

    @Test
    void metersWhenBoundAreThoseOfTheTableInTheReadme() throws IOException {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, ID, "x = 1");
            client.follow(ID);
            EdictMetrics.of(client).documents("shop/orders").bindTo(registry);

            Set<String> shown = registry.getMeters().stream()
                    .map(Meter::getId)
                    .map(EdictMetricsTest::row)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(shown).isEqualTo(table());
            assertThat(registry.getMeters())
                    .allSatisfy(
                            meter -> assertThat(meter.getId().getDescription()).isNotBlank());
        }
    }

    private static String row(Meter.Id id) {
        String tags = id.getTags().stream().map(Tag::getKey).collect(Collectors.joining(", "));
        return id.getName() + "|" + tags + "|" + (id.getBaseUnit() == null ? "" : id.getBaseUnit());
    }

    /** Name, tags and unit of each row in the README's section. */
    private static Set<String> table() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String section = readme.substring(readme.indexOf("## Metrics"));
        return Pattern.compile("(?m)^\\| `(edict\\.[a-z.]+)` \\| ([^|]*) \\| ([^|]*) \\|")
                .matcher(section)
                .results()
                .map(row -> row.group(1) + "|"
                        + row.group(2).replace("`", "").strip().replace("–", "") + "|"
                        + row.group(3).strip().replace("–", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void connectionWhenTheStoreGoesAwayAndComesBackIsShown() {
        try (ConfigClient client = Edict.connect(store).start()) {
            EdictMetrics.of(client).bindTo(registry);

            until(() -> gauge("edict.connected", "cluster", "memory") == 1);
            store.outage(true);
            until(() -> gauge("edict.connected", "cluster", "memory") == 0);
            store.outage(false);
            until(() -> gauge("edict.connected", "cluster", "memory") == 1);
        }
    }

    @Test
    void documentsAreCountedByState() {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, ID, "x = 1");
            client.follow(ID);
            client.follow("shop/none");
            EdictMetrics.of(client).bindTo(registry);

            until(() -> gauge("edict.documents", "state", "current") == 1);
            until(() -> gauge("edict.documents", "state", "absent") == 1);
            assertThat(gauge("edict.documents", "state", "stale")).isZero();
            store.outage(true);
            until(() -> gauge("edict.documents", "state", "stale") == 1);
        }
    }

    @Test
    void ageIsThatOfTheDocumentNotProvedForLongest() {
        try (ConfigClient client = Edict.connect(store).start()) {
            EdictMetrics.of(client).documents(ID, "shop/other").bindTo(registry);
            assertThat(seconds("edict.age")).isNaN();
            assertThat(seconds("edict.document.age", "document", ID)).isNaN();
            publish(client, ID, "x = 1");
            client.follow(DocumentId.of(ID), SOON);
            until(() -> seconds("edict.document.age", "document", ID) > 0.2);
            publish(client, "shop/other", "x = 1");
            client.follow(DocumentId.of("shop/other"), SOON);

            double young = seconds("edict.document.age", "document", "shop/other");
            double oldest = seconds("edict.age");
            assertThat(oldest).isGreaterThan(0.2).isLessThan(20);
            assertThat(young).isLessThan(oldest);
        }
    }

    @Test
    void refusalIsCountedAndLeavesTheVersionBehind() {
        ClientBuilder builder = Edict.connect(store)
                .gate(
                        ID,
                        (candidate, current) -> candidate.has("bad") ? Verdict.refuse("it is bad") : Verdict.accept());
        try (ConfigClient client = builder.start()) {
            EdictMetrics.of(client).documents(ID).bindTo(registry);
            publish(client, ID, "x = 1");
            client.follow(ID);
            until(() -> count("edict.applied") == 1);
            publish(client, ID, "bad = 1");

            until(() -> count("edict.refused") == 1);
            assertThat(gauge("edict.documents", "state", "refusing")).isEqualTo(1);
            assertThat(gauge("edict.lag")).isEqualTo(1);
            assertThat(gauge("edict.document.lag", "document", ID)).isEqualTo(1);
            assertThat(gauge("edict.document.version", "document", ID)).isEqualTo(1);
        }
    }

    @Test
    void propagationIsTakenOfVersionsPublishedWhileTheDocumentIsFollowed() {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, ID, "x = 1");
            EdictMetrics.of(client).bindTo(registry);
            FollowedDocument orders = client.follow(DocumentId.of(ID), SOON);
            ahead.set(5_000);
            publish(client, ID, "x = 2");
            orders.await(now -> now.getInt("x") == 2, SOON);

            until(() -> propagation().count() == 1);
            assertThat(propagation().totalTime(TimeUnit.SECONDS)).isBetween(5.0, 25.0);
        }
    }

    @Test
    void propagationWhenThePublishersClockIsAheadIsNoTime() {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, ID, "x = 1");
            ahead.set(-60_000);
            EdictMetrics.of(client).bindTo(registry);
            client.follow(DocumentId.of(ID), SOON);
            publish(client, ID, "x = 2");

            until(() -> propagation().count() == 1);
            assertThat(propagation().totalTime(TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void propagationOfWhatWasPublishedWhileTheApplicationWasDownIsNotTaken() {
        try (ConfigClient operator = Edict.connect(store).start()) {
            publish(operator, ID, "x = 1");
            Edict.connect(store).localCopies(directory).follow(ID).start().close();
            publish(operator, ID, "x = 2");
            store.outage(true);
            try (ConfigClient client = Edict.connect(store)
                    .localCopies(directory)
                    .follow(ID)
                    .startTimeout(Duration.ofMillis(100))
                    .start()) {
                EdictMetrics.of(client).bindTo(registry);
                store.outage(false);
                until(() -> client.snapshot(ID).getInt("x") == 2);
                ahead.set(60_000);
                publish(operator, ID, "x = 3");

                until(() -> propagation().count() > 0 && client.snapshot(ID).getInt("x") == 3);
                assertThat(propagation().count()).isEqualTo(1);
                assertThat(propagation().totalTime(TimeUnit.SECONDS)).isGreaterThanOrEqualTo(60);
            }
        }
    }

    @Test
    void listenersThatThrowOrTakeLongAreCounted() {
        CountDownLatch release = new CountDownLatch(1);
        try (ConfigClient client =
                Edict.connect(store).slowListenerAfter(Duration.ofMillis(20)).start()) {
            EdictMetrics.of(client).bindTo(registry);
            publish(client, ID, "x = 1");
            FollowedDocument orders = client.follow(DocumentId.of(ID), SOON);
            orders.subscribe(change -> {
                throw new IllegalStateException();
            });
            orders.subscribe(change -> release.await());
            publish(client, ID, "x = 2");

            until(() -> count("edict.listener.failures") == 1);
            until(() -> registry.get("edict.listener.slow").counter().count() == 1);
            release.countDown();
        }
    }

    @Test
    void clientsOfOneRegistryAreToldApartByTags() {
        try (ConfigClient one = Edict.connect(store).start();
                ConfigClient two = Edict.connect(store).start()) {
            EdictMetrics.of(one).tags(Tags.of("client", "one")).bindTo(registry);
            EdictMetrics.of(two).tags(Tags.of("client", "two")).bindTo(registry);
            publish(one, ID, "x = 1");
            two.follow(ID);

            until(() -> gauge("edict.documents", "state", "current", "client", "two") == 1);
            assertThat(gauge("edict.documents", "state", "current", "client", "one"))
                    .isZero();
        }
    }

    @Test
    void metersWhenClosedAreGoneAndTheClientStaysOpen() {
        try (ConfigClient client = Edict.connect(store).start()) {
            EdictMetrics metrics = EdictMetrics.of(client);
            metrics.bindTo(registry);
            assertThat(registry.getMeters()).isNotEmpty();

            metrics.close();
            metrics.close();

            assertThat(registry.getMeters()).isEmpty();
            publish(client, ID, "x = 1");
        }
    }

    @Test
    void closedClientIsRefusedAndLeavesNoMeter() {
        ConfigClient client = Edict.connect(store).start();
        EdictMetrics metrics = EdictMetrics.of(client);
        client.close();

        assertThatThrownBy(() -> metrics.bindTo(registry)).isInstanceOf(ClientClosedException.class);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void closedClientIsNotKeptByItsMeters() {
        WeakReference<ConfigClient> client = boundAndClosed();

        until(() -> {
            System.gc();
            return client.get() == null;
        });
        assertThat(gauge("edict.lag")).isNaN();
        assertThat(count("edict.applied")).isZero();
    }

    private WeakReference<ConfigClient> boundAndClosed() {
        try (ConfigClient client = Edict.connect(store).follow().start()) {
            EdictMetrics.of(client).documents(ID).bindTo(registry);
            assertThat(gauge("edict.lag")).isZero();
            return new WeakReference<>(client);
        }
    }
}
