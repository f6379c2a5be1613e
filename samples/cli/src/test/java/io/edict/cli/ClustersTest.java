package io.edict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types at a store on several clusters, of which berlin is stopped. */
class ClustersTest {
    private EmbeddedZooKeeper berlin;
    private EmbeddedZooKeeper munich;
    private EmbeddedZooKeeper cologne;
    private Path file;
    private Path first;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        berlin = EmbeddedZooKeeper.start();
        munich = EmbeddedZooKeeper.start();
        cologne = EmbeddedZooKeeper.start();
        file = Files.writeString(directory.resolve("clusters.conf"), """
                mode = primary-standby
                clusters {
                  berlin { servers = "%s" }
                  munich { servers = "%s" }
                  cologne { servers = "%s", witness = true }
                }
                first-primary = berlin
                """.formatted(
                        berlin.connectString(), munich.connectString(), cologne.connectString()));
        first = Files.writeString(directory.resolve("orders.conf"), "a = 1");
        publish();
    }

    @AfterEach
    void close() {
        berlin.close();
        munich.close();
        cologne.close();
    }

    @Test
    void statusShowsWhatAStandbyLacksUntilItIsCopied() throws Exception {
        assertThat(done("clusters", "status").lines())
                .anySatisfy(line -> assertThat(line).matches("berlin +primary +1 +1 +(here|-) +.* ms +- +- +0"))
                .anySatisfy(line -> assertThat(line).matches("munich +new +0 +0 .*"))
                .anySatisfy(line -> assertThat(line).startsWith("cologne  new"))
                .anySatisfy(line -> assertThat(line).matches(berlin.connectString() + " +berlin +standalone +0x.*"));

        Screen replicating = environment();
        CompletableFuture<Integer> running =
                CompletableFuture.supplyAsync(() -> replicating.run("clusters", "replicate"));
        soon(() -> assertThat(cluster("munich").getString("role")).isEqualTo("standby"));
        soon(() -> assertThat(cluster("munich").getInt("behind")).isZero());
        publish();
        soon(() -> assertThat(Screen.at(munich.connectString()).done("history", "shop/orders"))
                .hasLineCount(3));
        assertThat(cluster("munich").getConfigList("monitoring").get(0).getString("figures.Mode"))
                .isEqualTo("standalone");
        replicating.stop();
        assertThat(running.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(replicating.out()).contains("berlin is connected");
    }

    @Test
    void promotionSaysWhatIsLostAndAsks() {
        assertThat(done("clusters", "forecast", "munich"))
                .contains("epoch 2 would begin", "3 of 3 clusters", "Nothing is lost", "no --force");

        assertThat(environment().run("clusters", "promote", "munich")).isEqualTo(2);
        Screen no = Screen.with(clusters(), "no\n");
        assertThat(no.run("clusters", "promote", "munich")).isEqualTo(6);
        assertThat(no.err()).contains("Nothing is lost", "Make munich the primary", "Nothing was changed");
        assertThat(Screen.with(clusters(), "yes\n").done("clusters", "promote", "munich"))
                .contains("munich is the primary of epoch 2 now", "nothing is lost");

        assertThat(done("clusters", "promote", "munich")).contains("of epoch 2 already");
        publish();
        assertThat(done("status")).contains("berlin, " + berlin.connectString() + ": connected");
        assertThat(Screen.at(munich.connectString()).done("history", "shop/orders"))
                .hasLineCount(3);
    }

    @Test
    void primaryStandsDownAndClustersAreVerifiedAndRepaired() throws Exception {
        copyAll();
        assertThat(done("clusters", "verify")).contains("1 document compared, 0 differences");
        publish();
        Screen behind = environment();
        assertThat(behind.run("clusters", "verify")).isEqualTo(6);
        assertThat(behind.out()).containsPattern("shop/orders +munich +behind +1 +2");
        assertThat(done("clusters", "repair")).contains("1 document compared, 0 differences");

        publish();
        assertThat(environment().run("clusters", "demote", "berlin")).isEqualTo(2);
        assertThat(usage(environment(), "clusters", "demote", "munich", "--yes"))
                .contains("munich is not the primary");
        assertThat(done("clusters", "demote", "berlin", "--yes")).contains("munich is the primary now");

        assertThat(cluster("munich").getString("role")).isEqualTo("primary");
        assertThat(cluster("munich").getInt("incarnation")).isEqualTo(1);
        assertThat(cluster("berlin").getString("role")).isEqualTo("standby");
        assertThat(Screen.at(munich.connectString()).done("history", "shop/orders"))
                .hasLineCount(4);
        berlin.stop();
        Screen away = environment();
        assertThat(away.run("clusters", "verify")).isEqualTo(4);
        assertThat(away.out()).contains("berlin: ");
    }

    @Test
    void whatTheOldPrimaryTookAloneIsSetAsideAndShown() throws Exception {
        assertThat(done("clusters", "conflicts")).isEqualTo("Nothing is set aside.\n");
        copyAll();
        Files.writeString(first, "a = alone");
        publish();
        berlin.stop();

        assertThat(done("clusters", "forecast", "munich")).contains("2 of 3 clusters", "is set aside then");
        assertThat(done("clusters", "status")).contains("berlin   unknown", "berlin: ");
        assertThat(done("clusters", "forecast", "berlin")).contains("berlin itself cannot be reached");
        assertThat(environment().run("clusters", "promote", "berlin", "--yes")).isEqualTo(4);
        done("clusters", "promote", "munich", "--yes");
        berlin.restart();
        copyAll();

        assertThat(done("clusters", "conflicts", "--text")).contains("berlin   shop/orders  2 ", "\na = alone\n");
        Screen json = environment();
        json.done("clusters", "conflicts", "--json");
        assertThat(json.json().get(0).getConfigList("conflicts").get(0).getString("text"))
                .isEqualTo("a = alone");
        assertThat(done("get", "shop/orders")).isEqualTo("a = 1");
    }

    @Test
    void withoutAMajorityPromotionTakesForce() throws Exception {
        copyAll();
        Path two = Files.writeString(
                directory.resolve("two.conf"),
                Files.readString(file).lines().filter(line -> !line.contains("cologne")).toList().stream()
                        .reduce("", (text, line) -> text + line + "\n"));
        berlin.stop();
        Screen screen = Screen.alone();
        assertThat(screen.run("clusters", "promote", "munich", "--yes", "--clusters", two.toString()))
                .isEqualTo(1);
        assertThat(screen.err()).contains("Only munich of 2 clusters", "--force", "shop/orders 1 of");
        assertThat(Screen.alone().done("clusters", "promote", "munich", "--yes", "--force", "--clusters", "" + two))
                .contains("munich is the primary of epoch 2 now");
    }

    @Test
    void callsThatNameNoClustersOrTwoPlacesAreExplained() throws IOException {
        Path single = Files.writeString(directory.resolve("one.conf"), "clusters.berlin.servers = \"127.0.0.1:1\"");
        assertThat(usage(Screen.alone(), "clusters", "status", "--clusters", single.toString()))
                .contains("names only one");
        assertThat(usage(Screen.at("127.0.0.1:1"), "clusters", "status")).contains("--clusters FILE");
        assertThat(usage(Screen.alone(), "status", "--connect", "127.0.0.1:1", "--clusters", file.toString()))
                .contains("either it, or --connect");
        Map<String, String> both =
                Map.of(EdictCommand.CLUSTERS_VARIABLE, file.toString(), EdictCommand.CONNECT_VARIABLE, "127.0.0.1:1");
        assertThat(usage(Screen.with(both), "status")).contains("unset one of them");
        assertThat(Screen.with(both).done("get", "shop/orders", "--connect", berlin.connectString()))
                .isEqualTo("a = 1");
        assertThat(Screen.with(both).done("get", "shop/orders", "--clusters", file.toString()))
                .isEqualTo("a = 1");
        assertThat(usage(environment(), "clusters", "promote", "hamburg", "--yes"))
                .contains("no cluster hamburg", "berlin, munich");
    }

    private static String usage(Screen screen, String... args) {
        assertThat(screen.run(args)).isEqualTo(2);
        return screen.err();
    }

    private void publish() {
        done("publish", "shop/orders", first.toString());
    }

    /** Copies until a standby lacks nothing. */
    private void copyAll() throws Exception {
        Screen replicating = environment();
        CompletableFuture<Integer> running =
                CompletableFuture.supplyAsync(() -> replicating.run("clusters", "replicate", "--json"));
        soon(() -> assertThat(clusterList())
                .noneSatisfy(each -> assertThat(each.getString("role")).isEqualTo("unknown")));
        soon(() -> assertThat(clusterList().stream()
                        .filter(each -> each.getString("role").equals("standby")))
                .hasSize(1)
                .allSatisfy(each -> {
                    assertThat(each.getInt("behind")).isZero();
                    assertThat(each.getInt("ahead")).isZero();
                }));
        replicating.stop();
        assertThat(running.get(20, TimeUnit.SECONDS)).isZero();
    }

    private Config cluster(String name) {
        return clusterList().stream()
                .filter(each -> each.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<? extends Config> clusterList() {
        Screen screen = environment();
        screen.done("clusters", "status", "--json");
        return screen.json().get(0).getConfigList("clusters");
    }

    private static void soon(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    private Map<String, String> clusters() {
        return Map.of(EdictCommand.CLUSTERS_VARIABLE, file.toString());
    }

    private Screen environment() {
        return Screen.with(clusters());
    }

    private String done(String... args) {
        return environment().done(args);
    }
}
