package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.Binding;
import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Gate;
import io.edict.Gate.Verdict;
import io.edict.Live;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.Source;
import jakarta.validation.constraints.Max;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A good version, a bad one, a good one: for each format and each way of being bad. */
class RefusalsTest {
    private static final String ID = "shop/orders";
    private static final DocumentId ORDERS = DocumentId.of(ID);
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final InMemoryStore store = new InMemoryStore();

    /** What an application binds. */
    record Pool(@Max(500) int size, String name) {}

    private static final Binding<Pool> POOL = Binding.of(Pool.class)
            .at("pool")
            .require(pool -> pool.size() != 13, "pool.size must not be an unlucky number");

    /** The ways of being bad. */
    enum Flaw {
        SYNTAX,
        TYPE,
        MISSING,
        VALIDATION,
        REQUIREMENT,
        GATE,
        GATE_HANGING,
        GATE_THROWING_AN_ERROR
    }

    private static Stream<Arguments> cases() {
        return Stream.of(Format.values())
                .flatMap(format -> Stream.of(Flaw.values())
                        .filter(flaw -> flaw != Flaw.SYNTAX || format != Format.PROPERTIES)
                        .map(flaw -> Arguments.of(format, flaw)));
    }

    private static String text(Format format, String size, String name) {
        return switch (format) {
            case HOCON -> "pool { size = " + size + ", name = " + name + " }";
            case JSON -> "{ \"pool\": { \"size\": \"" + size + "\", \"name\": \"" + name + "\" } }";
            case PROPERTIES -> "pool.size = " + size + "\npool.name = " + name;
            case YAML -> "pool:\n  size: " + size + "\n  name: " + name;
        };
    }

    private static String bad(Format format, Flaw flaw) {
        return switch (flaw) {
            case SYNTAX -> format == Format.YAML ? "pool: [666" : "{ \"pool\": 666";
            case TYPE -> text(format, "666x", "wrong");
            case MISSING -> text(format, "42", "wrong").replace("name", "nome");
            case VALIDATION -> text(format, "666", "wrong");
            case REQUIREMENT -> text(format, "13", "wrong");
            case GATE, GATE_HANGING, GATE_THROWING_AN_ERROR -> text(format, "42", flaw.name());
        };
    }

    private static Verdict judge(Snapshot candidate, Optional<Snapshot> current) throws InterruptedException {
        String name = candidate.getString("pool.name", "");
        if (name.equals(Flaw.GATE_HANGING.name())) {
            new CountDownLatch(1).await();
        }
        if (name.equals(Flaw.GATE_THROWING_AN_ERROR.name())) {
            throw new StackOverflowError();
        }
        return name.equals(Flaw.GATE.name()) ? Verdict.refuse("the name is taken") : Verdict.accept();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void badVersionIsSeenByNobodyAndTheNextGoodOneArrives(Format format, Flaw flaw) {
        List<ClientEvent.Refused> refused = new CopyOnWriteArrayList<>();
        List<String> heard = new CopyOnWriteArrayList<>();
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, format, text(format, "1", "good"));
            try (ConfigClient application = application(RefusalsTest::judge, refused)) {
                FollowedDocument orders = application.follow(ID);
                Live<Pool> pool = orders.live(POOL);
                orders.subscribe(change -> heard.add(change.after().version().toString()));

                publish(client, format, bad(format, flaw));
                awaitRefusal(orders);
                assertThat(pool.get()).isEqualTo(new Pool(1, "good"));
                assertThat(pool.current().version().number()).isEqualTo(1);
                assertThat(orders.snapshot().version().number()).isEqualTo(1);
                assertThat(copy()).contains("good", "\"version\":1").doesNotContain("wrong", "GATE");

                publish(client, format, text(format, "3", "good"));
                assertThat(pool.await(now -> now.size() == 3, SOON)).isEqualTo(new Pool(3, "good"));
                assertThat(copy()).contains("\"version\":3");
            }
        }
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).refusal().reason()).doesNotContain("666", "13");
        assertThat(heard).doesNotContain("2");
    }

    @ParameterizedTest
    @EnumSource(names = {"TYPE", "MISSING", "VALIDATION", "REQUIREMENT", "GATE", "GATE_HANGING"})
    void restartAfterARefusalComesUpOnTheLastGoodVersion(Flaw flaw) {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, Format.HOCON, text(Format.HOCON, "1", "good"));
            try (ConfigClient application = application(RefusalsTest::judge, new ArrayList<>())) {
                publish(client, Format.HOCON, bad(Format.HOCON, flaw));
                awaitRefusal(application.follow(ID));
            }
            try (ConfigClient restarted = application(RefusalsTest::judge, new ArrayList<>())) {
                awaitRefusal(restarted.follow(ID));
                assertThat(restarted.follow(ID).live(POOL).get()).isEqualTo(new Pool(1, "good"));
            }
            store.outage(true);
            try (ConfigClient restarted = application(RefusalsTest::judge, new ArrayList<>())) {
                Snapshot orders = restarted.follow(ID).snapshot();
                assertThat(orders.version().number()).isEqualTo(1);
                assertThat(orders.source().kind()).isEqualTo(Source.Kind.DISK);
                store.outage(false);
                awaitRefusal(restarted.follow(ID));
                assertThat(restarted.follow(ID).snapshot().version().number()).isEqualTo(1);
            }
        }
    }

    @Test
    void constructorThatHangsIsBoundedThoughNoLiveValueWasMadeYet() {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, Format.HOCON, "hanging = false");
            try (ConfigClient application = Edict.connect(store)
                    .bind(ID, Binding.of(Hanging.class))
                    .gateTimeout(Duration.ofMillis(200))
                    .start()) {
                publish(client, Format.HOCON, "hanging = true");
                awaitRefusal(application.follow(ID));
                publish(client, Format.HOCON, "hanging = false, n = 3");
                application.follow(ID).await(now -> now.has("n"), SOON);
            }
        }
    }

    @Test
    void versionThatIsBeingJudgedWhenTheClientIsClosedIsNotRefused() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        List<ClientEvent.Refused> refused = new CopyOnWriteArrayList<>();
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, Format.HOCON, text(Format.HOCON, "1", "good"));
            ConfigClient application = application(
                    (candidate, current) -> {
                        if (candidate.version().number() == 2) {
                            asked.countDown();
                            new CountDownLatch(1).await();
                        }
                        return Verdict.accept();
                    },
                    Duration.ofMinutes(1),
                    refused);
            FollowedDocument orders = application.follow(ID);
            publish(client, Format.HOCON, text(Format.HOCON, "2", "good"));
            asked.await();

            application.close();

            assertThat(orders.status().refusal()).isNull();
            assertThat(refused).isEmpty();
        }
    }

    /** Whose constructor does not return, if it is told so. */
    record Hanging(boolean hanging) {
        Hanging {
            if (hanging) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private ConfigClient application(Gate<Snapshot> gate, List<ClientEvent.Refused> refused) {
        return application(gate, Duration.ofMillis(300), refused);
    }

    private ConfigClient application(Gate<Snapshot> gate, Duration gateTimeout, List<ClientEvent.Refused> refused) {
        return Edict.connect(store)
                .bind(ID, POOL)
                .gate(ID, gate)
                .gateTimeout(gateTimeout)
                .localCopies(directory)
                .startTimeout(Duration.ofSeconds(5))
                .onEvent(event -> {
                    if (event instanceof ClientEvent.Refused one) {
                        refused.add(one);
                    }
                })
                .start();
    }

    private static void publish(ConfigClient client, Format format, String text) {
        client.publisher().publish(Publication.of(ORDERS, format, text).unchecked());
    }

    private static void awaitRefusal(FollowedDocument document) {
        Awaitility.await().atMost(SOON).until(() -> {
            DocumentStatus.Refusal refusal = document.status().refusal();
            return refusal != null
                    && refusal.version() != null
                    && refusal.version().number() == 2;
        });
    }

    private String copy() {
        try {
            return Files.readString(directory.resolve("shop").resolve("orders.copy"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
