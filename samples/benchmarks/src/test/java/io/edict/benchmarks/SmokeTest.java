package io.edict.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs work; how fast they are is nothing for a test. */
class SmokeTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Sheet sheet = new Sheet(out, null);

    @TempDir
    private Path directory;

    @Test
    void rebindWhenShortTellsItsTimes() {
        Rebind.run(out, 2);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("2 versions", "| binding alone |");
    }

    @Test
    void soakWhenShortKeepsToTheBoundsOfTheCache() throws Exception {
        Soak.run(out, 400, 50);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("documents=50,", "loads=400,");
    }

    @Test
    void pushWhenShortReachesAllClientsOfEachKind() throws Exception {
        Push.run(out, 3, 2);

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("3 clients", "| 1024 | bare, reading |", "| 65536 | Edict, carried |");
    }

    @Test
    void reloadWhenSmallTellsOfEachForm() throws Exception {
        Reload.run(sheet, 2, 1 << 10);

        assertThat(text()).contains("| properties | ", "| JSON | ", "| HOCON, dotted keys | ", "| YAML | ");
    }

    @Test
    void publishWhenShortWritesInEachWay() throws Exception {
        Publish.run(sheet, 8);

        assertThat(text()).contains("| 524288 | bare transaction |", "| 8 | ", "| 3 | redundant |");
    }

    @Test
    void memoryWhenSmallTellsOfDocumentsClientsAndRest() throws Exception {
        Memory.run(sheet, 100, 10, 1);

        assertThat(text()).contains("Edict's snapshot, JSON", "Curator, connected", "Edict, 10 documents followed");
    }

    @Test
    void peersWhenAskedReadTheSameValues() throws Exception {
        PeersBenchmark peers = new PeersBenchmark();
        PeersBenchmark.Archaius2 archaius2 = new PeersBenchmark.Archaius2();
        PeersBenchmark.Archaius0 archaius0 = new PeersBenchmark.Archaius0();
        PeersBenchmark.Apollo apollo = new PeersBenchmark.Apollo();
        PeersBenchmark.Nacos nacos = new PeersBenchmark.Nacos();
        PeersBenchmark.Spring spring = new PeersBenchmark.Spring();
        archaius2.start();
        archaius0.start();
        apollo.start();
        nacos.start();
        spring.start();

        assertThat(new Object[] {
                    peers.peerArchaius2PropertyInt(archaius2),
                    peers.peerArchaius2ConfigInt(archaius2),
                    peers.peerArchaius0Int(archaius0),
                    peers.peerApolloInt(apollo),
                    peers.peerNacosPropertiesInt(nacos),
                    peers.peerSpringInt(spring)
                })
                .containsOnly(1_703);
    }

    @Test
    void springBootWhenItHasAMapReadsItsValues() {
        PeersBenchmark.SpringBoot spring = new PeersBenchmark.SpringBoot();
        spring.start();
        try {
            assertThat(new PeersBenchmark().peerSpringBootInt(spring)).isEqualTo(1_703);
        } finally {
            spring.stop();
        }
    }

    @Test
    void springWhenADocumentIsImportedReadsItsValues() {
        PeersBenchmark.EdictInSpring spring = new PeersBenchmark.EdictInSpring();
        spring.start();
        try {
            assertThat(new PeersBenchmark().springEdictString(spring)).isEqualTo("text703");
        } finally {
            spring.stop();
        }
    }

    @Test
    void allWhenACommandFailsSaysSoAndGoesOn() throws Exception {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        commands.put("Nothing", List.of("nothing"));
        commands.put("Reloading", List.of("reload", "1", "1024", "2048"));

        boolean whole = All.run(directory, commands);

        assertThat(whole).isFalse();
        assertThat(directory.resolve("README.md"))
                .content()
                .contains("cores", "ended with code 2", "| JSON | ", "(reload.svg)");
        assertThat(directory.resolve("reload.svg")).content().contains("<svg", "Jackson to a map", "</svg>");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
