package io.edict.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The programs work; how fast they are is nothing for a test. */
class SmokeTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

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
}
