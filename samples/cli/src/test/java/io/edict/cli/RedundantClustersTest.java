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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types at a redundant store of three clusters, of which hamburg is lost. */
class RedundantClustersTest {
    private EmbeddedZooKeeper berlin;
    private EmbeddedZooKeeper munich;
    private EmbeddedZooKeeper hamburg;
    private EmbeddedZooKeeper empty;
    private Path file;
    private Path text;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        berlin = EmbeddedZooKeeper.start();
        munich = EmbeddedZooKeeper.start();
        hamburg = EmbeddedZooKeeper.start();
        empty = EmbeddedZooKeeper.start();
        file = file(hamburg);
        text = Files.writeString(directory.resolve("orders.conf"), "a = 1");
        done("publish", "shop/orders", text.toString());
    }

    @AfterEach
    void close() {
        List.of(berlin, munich, hamburg, empty).forEach(EmbeddedZooKeeper::close);
    }

    private Path file(EmbeddedZooKeeper third) throws IOException {
        return Files.writeString(directory.resolve("clusters.conf"), """
                mode = redundant
                clusters {
                  berlin { servers = "%s" }
                  munich { servers = "%s" }
                  hamburg { servers = "%s" }
                }
                """.formatted(
                        berlin.connectString(), munich.connectString(), third.connectString()));
    }

    @Test
    void clusterThatLagsIsFoundAndRepairedAndOneThatCannotBeComparedIsNamed() throws IOException {
        soon(() -> assertThat(environment().run("clusters", "verify")).isZero());
        assertThat(done("clusters", "status").lines())
                .anySatisfy(line -> assertThat(line).matches("berlin +voter +1 +1 .*"));
        hamburg.stop();
        Screen away = environment();
        assertThat(away.run("clusters", "verify")).isEqualTo(4);
        assertThat(away.out()).contains("hamburg: it is not connected", "1 document compared, 0 differences");
        done("publish", "shop/orders", text.toString());
        hamburg.restart();

        Screen behind = environment();
        assertThat(behind.run("clusters", "verify", "--json")).isEqualTo(6);
        Config difference = behind.json().get(0).getConfigList("differences").get(0);
        assertThat(difference.getString("cluster")).isEqualTo("hamburg");
        assertThat(difference.getString("differs")).isEqualTo("behind");
        assertThat(difference.getInt("has.version")).isEqualTo(1);
        assertThat(difference.getInt("should.version")).isEqualTo(2);

        assertThat(done("clusters", "repair")).contains("1 document compared, 0 differences");
        assertThat(done("clusters", "verify")).contains("0 differences");
    }

    @Test
    void clusterThatWasEmptiedVotesAgainOnceItIsReadmitted() throws IOException {
        hamburg.close();
        file = file(empty);
        soon(() -> assertThat(done("clusters", "status")).contains("hamburg  new"));

        assertThat(done("clusters", "readmit", "hamburg")).contains("hamburg votes again");

        done("clusters", "repair");
        assertThat(done("clusters", "status").lines())
                .anySatisfy(line -> assertThat(line).matches("hamburg +voter +3 +1 .*"));
        assertThat(Screen.at(empty.connectString()).done("get", "shop/orders")).isEqualTo("a = 1");
        Screen nobody = environment();
        assertThat(nobody.run("clusters", "readmit", "cologne")).isEqualTo(2);
        assertThat(nobody.err()).contains("There is no cluster cologne");
        Screen demote = environment();
        assertThat(demote.run("clusters", "demote", "berlin", "--yes")).isEqualTo(2);
        assertThat(demote.err()).contains("no primary");
    }

    private static void soon(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }

    private Screen environment() {
        return Screen.with(Map.of(EdictCommand.CLUSTERS_VARIABLE, file.toString()));
    }

    private String done(String... args) {
        return environment().done(args);
    }
}
