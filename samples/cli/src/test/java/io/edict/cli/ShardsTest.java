package io.edict.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types at a store with shards: two, then a third one. */
class ShardsTest {
    private static final int NAMESPACES = 12;
    private static final List<String> NAMES = List.of("north", "south", "west");

    private final List<EmbeddedZooKeeper> servers = new ArrayList<>();
    private Path file;
    private Path text;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        NAMES.forEach(name -> servers.add(EmbeddedZooKeeper.start()));
        text = Files.writeString(directory.resolve("orders.conf"), "a = 1");
        file = file(2);
        for (int i = 0; i < NAMESPACES; i++) {
            done("publish", "team-" + i + "/orders", text.toString());
        }
    }

    @AfterEach
    void close() {
        servers.forEach(EmbeddedZooKeeper::close);
    }

    /** The clusters file that names so many shards. */
    private Path file(int shards) throws IOException {
        StringBuilder lines = new StringBuilder("mode = sharded\nshards {\n");
        for (int i = 0; i < shards; i++) {
            lines.append(NAMES.get(i) + " { servers = \"" + servers.get(i).connectString() + "\" }\n");
        }
        return Files.writeString(directory.resolve("clusters-" + shards + ".conf"), lines + "}\n");
    }

    @Test
    void shardIsAddedDrainedAndReweighedAndStatusShowsIt() throws IOException {
        assertThat(done("clusters", "status").lines())
                .anySatisfy(line -> assertThat(line).matches("north +serving +yes +1 +[0-9]+ +0 +0"))
                .anySatisfy(
                        line -> assertThat(line).matches(servers.get(1).connectString() + " +south +standalone +0x.*"));
        file = file(3);
        assertThat(shard("west").getString("role")).isEqualTo("outside");

        Screen adding = environment();
        assertThat(adding.done("clusters", "add", "west")).containsPattern("Done: [1-9][0-9]* namespaces? moved");
        assertThat(adding.err()).contains(" to west: team-", "; 0 left");
        assertThat(shard("west").getInt("namespaces")).isPositive();
        assertThat(total()).isEqualTo(NAMESPACES);
        assertThat(done("clusters", "add", "west")).contains("Done: 0 namespaces moved");

        Screen draining = environment();
        draining.done("clusters", "drain", "south", "--json");
        assertThat(draining.json().get(0).getInt("moved")).isPositive();
        assertThat(draining.json().get(0).getBoolean("settled")).isTrue();
        assertThat(draining.err()).isEmpty();
        assertThat(shard("south").getInt("namespaces")).isZero();
        assertThat(shard("south").getString("role")).isEqualTo("outside");
        assertThat(total()).isEqualTo(NAMESPACES);

        done("clusters", "reweight", "west=5");
        assertThat(shard("west").getDouble("weight")).isEqualTo(5);
        assertThat(done("clusters", "reweight")).contains("Done: 0 namespaces moved");
        assertThat(done("history", "team-3/orders")).hasLineCount(2);
        done("publish", "team-3/orders", text.toString());
        assertThat(done("history", "team-3/orders")).hasLineCount(3);
    }

    @Test
    void clustersOfAShardAreShownComparedAndLookedAfter() throws IOException {
        try (EmbeddedZooKeeper lisbon = EmbeddedZooKeeper.start();
                EmbeddedZooKeeper madrid = EmbeddedZooKeeper.start();
                EmbeddedZooKeeper dublin = EmbeddedZooKeeper.start()) {
            file = Files.writeString(directory.resolve("composed.conf"), """
                    mode = sharded
                    shards {
                      north { servers = "%s" }
                      south { servers = "%s" }
                      ring {
                        mode = redundant
                        clusters { lisbon.servers = "%s", madrid.servers = "%s", dublin.servers = "%s" }
                      }
                    }
                    """.formatted(
                            servers.get(0).connectString(),
                            servers.get(1).connectString(),
                            lisbon.connectString(),
                            madrid.connectString(),
                            dublin.connectString()));

            assertThat(done("clusters", "add", "ring")).containsPattern("Done: [1-9][0-9]* namespaces? moved");

            assertThat(done("clusters", "status").lines())
                    .anySatisfy(line -> assertThat(line).matches("ring +serving +- +1 +[0-9]+ +0 +0"))
                    .anySatisfy(line -> assertThat(line).matches("madrid +voter +1 .*"))
                    .anySatisfy(line -> assertThat(line).matches("north +shard .*"));
            assertThat(done("clusters", "verify")).contains("0 differences");
            assertThat(usage("clusters", "replicate")).contains("No shard has a primary and standbys");
            done("publish", "team-3/orders", text.toString());
            assertThat(done("history", "team-3/orders")).hasLineCount(3);
        }
    }

    @Test
    void callsThatCannotBeAreExplained() {
        assertThat(usage("clusters", "add", "east")).contains("The settings name no shard east", "[north, south]");
        assertThat(usage("clusters", "reweight", "north=0")).contains("must be above 0");
        assertThat(usage("clusters", "reweight", "north")).contains("reweight --help");
        assertThat(usage("clusters", "verify")).contains("is one cluster");
        assertThat(usage("clusters", "promote", "north", "--yes")).contains("mode primary-standby");
        assertThat(usage("clusters", "readmit", "north")).contains("mode redundant");
        done("clusters", "drain", "south");
        assertThat(usage("clusters", "drain", "north")).contains("No shard is left");
        servers.get(1).stop();
        assertThat(done("clusters", "status")).containsPattern("south +outside +- +- +[?]");
    }

    private String usage(String... args) {
        Screen screen = environment();
        assertThat(screen.run(args)).as(screen.err()).isEqualTo(2);
        return screen.err();
    }

    private long total() {
        return shards().stream().mapToInt(shard -> shard.getInt("namespaces")).sum();
    }

    private Config shard(String name) {
        return shards().stream()
                .filter(each -> each.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<? extends Config> shards() {
        Screen screen = environment();
        screen.done("clusters", "status", "--json");
        return screen.json().get(0).getConfigList("shards");
    }

    private Screen environment() {
        return Screen.with(Map.of(EdictCommand.CLUSTERS_VARIABLE, file.toString()));
    }

    private String done(String... args) {
        return environment().done(args);
    }
}
