package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopologyTest {
    private static final String SEVERAL = """
            mode = primary-standby
            clusters {
              berlin { servers = "zk1.berlin:2181,zk2.berlin:2181" }
              aachen { access = aachen.properties }
              cologne { servers = "zk1.cologne:2181", witness = true }
            }
            first-primary = berlin
            acknowledged-by = 1
            promotes-after = 30s
            """;

    @TempDir
    private Path directory;

    @Test
    void primaryAndStandbysAreReadFromAFile() throws IOException {
        Files.writeString(directory.resolve("aachen.properties"), "servers = zk1.aachen:2181\nensemble = aachen\n");

        Topology.PrimaryStandby several = (Topology.PrimaryStandby) read(SEVERAL);

        assertThat(several.clusters().keySet()).containsExactly("berlin", "aachen");
        assertThat(several.clusters().get("aachen"))
                .asString()
                .contains("zk1.aachen:2181")
                .contains("ensemble");
        assertThat(several.witnesses()).containsOnlyKeys("cologne");
        assertThat(several.acknowledgedBy()).isEqualTo(1);
        assertThat(several.replication()).isEqualTo(new Topology.Replication(true, Duration.ofSeconds(30)));
    }

    @Test
    void otherModesAreReadFromAFile() throws IOException {
        assertThat(read("clusters.one.servers = \"zk1:2181\"")).isInstanceOf(Topology.Single.class);
        assertThat(read("mode = redundant, clusters { a.servers = \"a:1\", b.servers = \"b:1\", c.servers = \"c:1\" }"))
                .isInstanceOf(Topology.Redundant.class);
    }

    @Test
    void weightedShardsAreReadFromAFile() throws IOException {
        Files.writeString(directory.resolve("south.properties"), "servers = zk1.south:2181\nensemble = south\n");

        Topology.Sharded sharded = (Topology.Sharded) read("""
                mode = sharded
                shards {
                  south { access = south.properties, weight = 2.5 }
                  north { servers = "zk1.north:2181,zk2.north:2181" }
                }
                """);

        assertThat(sharded.shards().keySet()).containsExactly("north", "south");
        Topology.Shard north = Objects.requireNonNull(sharded.shards().get("north"));
        Topology.Shard south = Objects.requireNonNull(sharded.shards().get("south"));
        assertThat(north.weight()).isEqualTo(1);
        assertThat(south.weight()).isEqualTo(2.5);
        assertThat(south.clusters("south").get("south"))
                .asString()
                .contains("zk1.south:2181")
                .contains("ensemble");
    }

    @Test
    void shardsOnSeveralClustersAreReadFromAFile() throws IOException {
        Topology.Sharded sharded = (Topology.Sharded) read("""
                mode = sharded
                shards {
                  north { servers = "zk1.north:2181" }
                  west {
                    mode = redundant, weight = 2
                    clusters { lisbon.servers = "l:1", madrid.servers = "m:1", dublin.servers = "d:1" }
                  }
                  east {
                    mode = primary-standby, first-primary = berlin, replicates = true
                    clusters { munich.servers = "m:2", berlin.servers = "b:2" }
                  }
                }
                """);

        assertThat(sharded.shards()).hasSize(3);
        assertThat(sharded.shards().get("west"))
                .asString()
                .contains("Redundant", "dublin=Cluster[d:1]", "madrid=Cluster[m:1]", "weight=2.0");
        assertThat(Objects.requireNonNull(sharded.shards().get("east")).clusters("east"))
                .containsOnlyKeys("berlin", "munich");
    }

    @Test
    void shardsAreNamedOnceAndHaveAWeightAndClustersOfTheirOwn() {
        Topology.ShardedBuilder builder =
                Topology.sharded().shard("north", "a:1").shard("south", Cluster.at("b:1"));
        assertThat(((Topology.Sharded) builder.build()).shards()).hasSize(2);
        assertThatThrownBy(() -> builder.shard("south", "c:1")).hasMessageContaining("shards.south is named twice");
        assertThatThrownBy(() -> builder.shard("a/b", "c:1")).hasMessageContaining("name of a cluster or shard");
        Topology redundant = Topology.redundant()
                .cluster("a", "c:1")
                .cluster("b", "d:1")
                .cluster("c", "e:1")
                .build();
        Topology composed = Topology.sharded()
                .shard("west", redundant, 1)
                .shard("south", "b:1")
                .build();
        assertThat(((Topology.Sharded) composed).shards()).hasSize(2);
        assertThatThrownBy(() -> Topology.sharded()
                        .shard("west", redundant, 1)
                        .shard("a", "b:1")
                        .build())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("shards.a and shards.west both have a cluster a");
        assertThatThrownBy(() -> Topology.sharded()
                        .shard("west", redundant, 1)
                        .shard("south", "d:1")
                        .build())
                .hasMessageContaining("shards.south has the same servers as shards.west");
        assertThatThrownBy(() -> Topology.sharded().shard("west", composed, 1).build())
                .hasMessageContaining("shards.west has shards itself");
        assertThatThrownBy(() -> Topology.sharded().build()).hasMessageContaining("shards must name at least one");
        assertThatThrownBy(() ->
                        Topology.sharded().shard("a", "a:1").shard("b", "a:1").build())
                .hasMessageContaining("shards.b has the same servers as shards.a");
        assertThatThrownBy(() -> Topology.sharded()
                        .shard("a", Topology.single(Cluster.at("a:1")), Double.NaN)
                        .build())
                .hasMessageContaining("shards.a.weight must be above 0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            clusters { a { servers = "a:1" }, b { servers = "b:1" } } | mode must be
            mode = several, clusters { a { servers = "hunter2:1" } } | mode must be
            mode = single | clusters names no cluster
            mode = single, clusters { a { servers = "a:1" }, b { servers = "b:1" } } | names 2
            mode = single, clusters { a { } } | clusters.a needs servers
            mode = single, clusters { a { servers = "a:1", pasword = hunter2 } } | no setting clusters.a.pasword
            mode = single, clusters { a { servers = "a:1" } }, replicates = true | no setting replicates
            mode = redundant, clusters { a { servers = "a:1" } } | three or five
            mode = primary-standby, clusters { a { servers = "a:1" }, b { servers = "b:1" } } | first-primary is missing
            mode = primary-standby, clusters { a { servers = "a:1" }, b { servers = "b:1" } }, first-primary = hunter2 | first-primary must be one of
            mode = primary-standby, clusters { a { servers = "a:1" } }, first-primary = a | at least two
            mode = primary-standby, clusters { a { servers = "a:1" }, b { servers = "b:1" } }, first-primary = a, acknowledged-by = 2 | acknowledged-by must be between 0 and 1
            mode = sharded | shards names no shard
            mode = sharded, shards { } | shards names no shard
            mode = sharded, clusters { a { servers = "a:1" } } | no setting clusters
            mode = sharded, shards { a { weight = 2 } } | shards.a needs servers
            mode = sharded, shards { a { servers = "a:1", weigth = 2 } } | no setting shards.a.weigth
            mode = sharded, shards { a { servers = "a:1", weight = 0 } } | shards.a.weight must be above 0
            mode = sharded, shards { a { servers = "a:1", weight = hunter2 } } | weight
            mode = sharded, shards { a { mode = redundant } } | wrong at shards.a: clusters names no cluster
            mode = sharded, shards { a { mode = redundant, clusters { b { servers = "b:1" } } } } | wrong at shards.a: clusters must be three or five
            mode = sharded, shards { a { mode = sharded, shards { b { servers = "b:1" } } } } | shards.a has shards itself
            mode = sharded, shards { a { servers = "a:1", clusters { b { servers = "b:1" } } } } | at shards.a: there is no setting servers
            mode = sharded, shards { "a/b" { servers = "a:1" } } | name of a cluster or shard
            mode = sharded, shards { a { servers = "a:1" }, b { servers = "a:1" } } | shards.b has the same servers
            shards { a { servers = "a:1" } } | mode must be sharded
            mode = { | it is not HOCON
            """)
    void whatIsWrongIsNamedAndNotQuoted(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("clusters.conf")
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void namesAreCheckedAndTakenOnce() {
        Topology.PrimaryStandbyBuilder builder =
                Topology.primaryStandby().cluster("berlin", "a:1").cluster("munich", "b:1");

        assertThatThrownBy(() -> builder.cluster("munich", "c:1"))
                .hasMessageContaining("clusters.munich is named twice");
        assertThatThrownBy(() -> builder.cluster("a/b", "c:1")).hasMessageContaining("name of a cluster");
        assertThatThrownBy(() -> builder.promotesAfter(Duration.ofMillis(10))).hasMessageContaining("promotes-after");
        assertThat(builder.build()).isInstanceOf(Topology.PrimaryStandby.class);
    }

    private Topology read(String text) throws IOException {
        Path file = directory.resolve("clusters.conf");
        Files.writeString(file, text);
        return Topology.fromFile(file);
    }
}
