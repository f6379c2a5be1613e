package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.DocumentStatus.State;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Gate.Verdict;
import io.edict.ListenerOptions;
import io.edict.Publication;
import io.edict.plain.junit.EdictExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Documents of one transaction, gates of a namespace and listeners for paths, seen through a whole client. */
class TogetherTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    final EdictExtension edict = EdictExtension.inMemory();

    private static Publication document(String name, int n) {
        return Publication.of("shop/" + name, Format.HOCON, "n = " + n + ", pool.size = " + n + ", poolSize = 1");
    }

    private ConfigClient client() {
        edict.publish(document("a", 1), document("b", 1));
        return edict.client(edict.connect()
                .follow("shop/a", "shop/b")
                .gate(
                        "shop/b",
                        (candidate, current) ->
                                candidate.getInt("n") == 2 ? Verdict.refuse("n must not be 2") : Verdict.accept()));
    }

    @Test
    void documentWaitsWithTheRefusedOneOfItsTransactionForALaterVersionOfThat() {
        ConfigClient client = client();
        FollowedDocument a = client.follow("shop/a");
        FollowedDocument b = client.follow("shop/b");

        edict.publish(document("a", 2), document("b", 2));

        assertThat(a.snapshot().getInt("n")).isEqualTo(1);
        assertThat(b.snapshot().getInt("n")).isEqualTo(1);
        assertThat(a.status().state()).isEqualTo(State.REFUSING);
        assertThat(a.status().refused())
                .hasValueSatisfying(refusal -> assertThat(refusal.reason()).contains("shop/b"));

        edict.publish(document("b", 3));
        assertThat(b.snapshot().getInt("n")).isEqualTo(3);
        a.await(now -> now.getInt("n") == 2, SOON);
    }

    @Test
    void laterVersionOfOneDocumentAloneDoesNotWaitForTheRefusedOther() {
        ConfigClient client = client();
        edict.publish(document("a", 2), document("b", 2));

        edict.publish(document("a", 3));

        assertThat(client.snapshot("shop/a").getInt("n")).isEqualTo(3);
        assertThat(client.snapshot("shop/b").getInt("n")).isEqualTo(1);
    }

    @Test
    void gateOfANamespaceJudgesEachOfItsDocuments() {
        edict.publish(document("a", 1), document("b", 1));
        ConfigClient client = edict.client(edict.connect()
                .followNamespace("shop")
                .gateNamespace(
                        "shop",
                        (candidate, current) ->
                                candidate.getInt("n") > 5 ? Verdict.refuse("n must be at most 5") : Verdict.accept()));

        edict.publish(document("a", 6));
        edict.publish(document("b", 5));

        assertThat(client.snapshot("shop/a").getInt("n")).isEqualTo(1);
        assertThat(client.snapshot("shop/b").getInt("n")).isEqualTo(5);
    }

    @Test
    void listenerForAPathHearsOfThatPathOnly() {
        edict.publish("shop/a", "pool.size = 1, poolSize = 1");
        List<String> heard = new CopyOnWriteArrayList<>();
        FollowedDocument a = edict.client("shop/a").follow("shop/a");
        a.subscribe(
                ListenerOptions.defaults().forPaths("pool"),
                change -> heard.add(change.keys().toString()));

        edict.publish("shop/a", "pool.size = 1, poolSize = 2");
        edict.publish("shop/a", "pool.size = 2, poolSize = 3");

        await().atMost(SOON).until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly("[updated pool.size]");
    }
}
