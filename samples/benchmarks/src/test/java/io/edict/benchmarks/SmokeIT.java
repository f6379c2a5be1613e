package io.edict.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Programs that need another one's jar, which is there when that is packaged. They wait for processes without end, so that
 * these tests are the ones to give up.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SmokeIT {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Sheet sheet = new Sheet(new PrintStream(bytes, true, StandardCharsets.UTF_8), null);

    @Test
    void latencyWhenShortHearsOfEachChangeInEachWay() throws Exception {
        Latency.run(sheet, 2, 40);

        assertThat(text())
                .contains("| 1 KiB | Edict, carried |", "| 64 KiB | spring-cloud-zookeeper |")
                .contains("| 1 KiB, 40 siblings | TreeCache |", "| 1 KiB, 2 followed | NodeCache |")
                .contains("| 1 KiB | Central Dogma, quiet |", "| 64 KiB | Central Dogma, second change |");
    }

    @Test
    void startWhenSmallReadsAllKeysInEachWay() throws Exception {
        Start.run(sheet, 1, 200);

        assertThat(text())
                .contains("| 20 keys in 1 | spring-cloud-zookeeper |", "| 200 keys in 1 | Central Dogma |")
                .contains("| 200 keys in 20 | Edict from disk, no server |");
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
