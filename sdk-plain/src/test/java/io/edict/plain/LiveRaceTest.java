package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.Binding;
import io.edict.ConfigClient;
import io.edict.FollowedDocument;
import io.edict.FollowedNamespace;
import io.edict.Format;
import io.edict.Gate.Verdict;
import io.edict.ListenerOptions;
import io.edict.Live;
import io.edict.Pin;
import io.edict.Publication;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Live values, pins and listeners where two things happen at once. */
@Timeout(60)
class LiveRaceTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ID = "race/a";

    private final InMemoryStore store = new InMemoryStore();

    /** A type that only a converter makes. */
    record Name(String text) {}

    private static Executor thread() {
        return task -> new Thread(task, "live-race").start();
    }

    private static void publish(ConfigClient client, String id, String text) {
        client.publisher().publish(Publication.of(id, Format.HOCON, text));
    }

    private FollowedDocument followed(ConfigClient client) {
        FollowedDocument document = client.follow(ID);
        document.await(now -> true, SOON);
        return document;
    }

    @Test
    void equalBindingsMadeAtTheSameTimeGiveTheSameLiveValue() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        ClientBuilder builder = Edict.connect(store).converter(Name.class, value -> {
            both.countDown();
            both.await(10, TimeUnit.SECONDS);
            return new Name(String.valueOf(value));
        });
        try (ConfigClient client = builder.start()) {
            publish(client, ID, "name = n");
            FollowedDocument a = followed(client);
            Binding<Name> binding = Binding.of(Name.class).at("name");
            CompletableFuture<Live<Name>> other = CompletableFuture.supplyAsync(() -> a.live(binding), thread());

            assertThat(a.live(binding)).isSameAs(other.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void pinWhenOlderThanALiveValueAndWhatIsDerivedFromItGivesBoth() {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, ID, "x = 1");
            FollowedDocument a = followed(client);
            Pin pin = client.pin();
            Live<Integer> x = a.live("x", Integer.class);
            Live<Integer> more = x.map(n -> n + 10).map(n -> n + 100);
            publish(client, ID, "x = 2");
            more.await(n -> n == 112, SOON);

            assertThat(pin.get(x)).isEqualTo(1);
            assertThat(pin.get(more)).isEqualTo(111);
        }
    }

    @Test
    void gateWhenItMakesLiveValuesEachTimeItIsAskedRefusesAndTheNextVersionArrives() {
        CompletableFuture<Live<Integer>> live = new CompletableFuture<>();
        ClientBuilder builder = Edict.connect(store).follow(ID).gate(ID, (candidate, current) -> {
            if (candidate.getInt("x") == 2) {
                live.join().map(n -> n + 1);
            }
            return Verdict.accept();
        });
        try (ConfigClient publisher = Edict.connect(store).start()) {
            publish(publisher, ID, "x = 1");
            try (ConfigClient client = builder.start()) {
                FollowedDocument a = followed(client);
                live.complete(a.live("x", Integer.class));
                publish(client, ID, "x = 2");
                Awaitility.await().atMost(SOON).until(() -> a.status().refusal() != null);
                publish(client, ID, "x = 3");
                assertThat(live.join().await(n -> n == 3, SOON)).isEqualTo(3);
            }
        }
    }

    @Test
    void gateThatCallsBackIntoTheClientGetsItsAnswers() {
        CompletableFuture<ConfigClient> self = new CompletableFuture<>();
        AtomicInteger seen = new AtomicInteger();
        ClientBuilder builder = Edict.connect(store).gate(ID, (candidate, current) -> {
            ConfigClient client = self.join();
            publish(client, "race/b", "y = " + candidate.getInt("x"));
            seen.addAndGet(client.get("race/b").getInt("y"));
            client.follow(ID).live(Binding.of(Integer.class).at("x").orElse(0));
            return Verdict.accept();
        });
        try (ConfigClient client = builder.start()) {
            self.complete(client);
            FollowedDocument a = client.follow(ID);
            publish(client, ID, "x = 1");
            assertThat(a.await(now -> true, SOON).getInt("x")).isEqualTo(1);
        }
        assertThat(seen).hasValueGreaterThanOrEqualTo(1);
    }

    @Test
    void listenerThatSubscribesToAnUnfollowedDocumentIsNotCalled() {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, ID, "x = 1");
            publish(client, "race/b", "x = 1");
            FollowedDocument a = followed(client);
            Live<Integer> live = a.live("x", Integer.class);
            client.unfollow(a.id());
            FollowedDocument b = client.follow("race/b");
            b.await(now -> true, SOON);

            ListenerOptions options = ListenerOptions.defaults().withInitialCall();
            a.subscribe(options, change -> heard.add("document"));
            live.subscribe(options, change -> heard.add("live"));
            b.subscribe(options, change -> heard.add("b"));

            Awaitility.await().atMost(SOON).until(() -> heard.contains("b"));
            assertThat(heard).containsExactly("b");
            assertThat(a.snapshot().getInt("x")).isEqualTo(1);
            assertThat(live.get()).isEqualTo(1);
        }
    }

    @Test
    void namespaceWhenATransactionCreatesDocumentsShowsThemTogether() {
        try (ConfigClient client = Edict.connect(store).start()) {
            FollowedNamespace namespace = client.followNamespace("race");
            List<Integer> counts = new CopyOnWriteArrayList<>();
            namespace.subscribe(change -> counts.add(namespace.snapshots().size() % 5));
            for (int i = 0; i < 20; i++) {
                int n = i;
                client.publisher()
                        .publish(List.of("a", "b", "c", "d", "e").stream()
                                .map(name -> Publication.of("race/" + name + n, Format.HOCON, "x = 1"))
                                .toList());
                Awaitility.await().atMost(SOON).until(() -> counts.size() == 5 * (n + 1));
            }
            assertThat(counts).containsOnly(0);
        }
    }

    @Test
    void waitingForEverEndsWithWhatWasWaitedFor() {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, ID, "x = 1");
            Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
            assertThat(client.follow(ID).await(now -> true, forEver).getInt("x"))
                    .isEqualTo(1);
        }
    }

    @Test
    void fallbackCountsUntilTheFirstVersionAndEqualValuesKeepTheirIdentity() {
        AtomicInteger derivations = new AtomicInteger();
        List<String> heard = new CopyOnWriteArrayList<>();
        try (ConfigClient client = Edict.connect(store).start()) {
            FollowedDocument a = client.follow(ID);
            Live<Name> name = a.live(Binding.of(Name.class).orElse(new Name("none")));
            Live<String> derived = name.map(now -> {
                derivations.incrementAndGet();
                return now.text() + "!";
            });
            assertThat(derived.get()).isEqualTo("none!");
            name.subscribe(change -> heard.add(change.newValue().text()));

            publish(client, ID, "text = one");
            Name one = name.await(now -> now.text().equals("one"), SOON);
            Awaitility.await().atMost(SOON).until(() -> heard.contains("one"));
            publish(client, ID, "text = one, other = 1");
            a.await(now -> now.version().number() == 2, SOON);
            assertThat(name.get()).isSameAs(one);
            assertThat(name.current().version().number()).isEqualTo(2);
            publish(client, ID, "text = two");
            assertThat(derived.await(now -> now.equals("two!"), SOON)).isEqualTo("two!");
            Awaitility.await().atMost(SOON).until(() -> heard.contains("two"));
            assertThat(heard).containsExactly("one", "two");
            assertThat(derivations).hasValue(3);
        }
    }

    @Test
    void versionThatSeveralLiveValuesRefuseIsReportedWithAllThatIsWrong() {
        try (ConfigClient client = Edict.connect(store).start()) {
            publish(client, ID, "x = 1, y = 2");
            FollowedDocument a = followed(client);
            a.live("x", Integer.class);
            a.live("y", Integer.class);
            publish(client, ID, "x = wrong, y = bad");
            Awaitility.await().atMost(SOON).until(() -> a.status().refusal() != null);
            assertThat(String.valueOf(a.status().refusal())).contains("x", "y").doesNotContain("wrong", "bad");
        }
    }
}
