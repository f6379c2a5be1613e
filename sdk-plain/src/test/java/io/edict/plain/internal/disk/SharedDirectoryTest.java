package io.edict.plain.internal.disk;

import static io.edict.plain.internal.disk.Copies.QUICK;
import static io.edict.plain.internal.disk.Copies.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, one directory. */
@Timeout(60)
class SharedDirectoryTest {
    private static final int LAST = 80;

    @TempDir
    Path directory;

    @Test
    void readersNeverSeeGarbageNorAnOlderVersionWhileTwoProcessesSave() throws IOException {
        try (LocalCopies copies = LocalCopies.open(directory, QUICK);
                OtherProcess other = OtherProcess.saving(directory, 1, LAST)) {
            other.awaitLine("1");
            CompletableFuture<Void> own =
                    CompletableFuture.runAsync(() -> OtherProcess.save(directory, 1, LAST, number -> {}));
            CompletableFuture<Void> others = CompletableFuture.runAsync(() -> readToTheEnd(other));
            Map<DocumentId, Long> seen = new HashMap<>();
            long loads = 0;
            while (!own.isDone() || !others.isDone()) {
                for (DocumentId id : OtherProcess.DOCUMENTS) {
                    long number = number(copies.load(id));
                    assertThat(number).isGreaterThanOrEqualTo(seen.getOrDefault(id, 1L));
                    seen.put(id, number);
                    loads++;
                }
            }
            own.join();
            others.join();
            assertThat(loads).isGreaterThan(100);
            for (DocumentId id : OtherProcess.DOCUMENTS) {
                assertThat(number(copies.load(id))).isEqualTo(LAST);
            }
            assertThat(Copies.names(directory, "shop")).noneMatch(name -> name.contains("tmp"));
        }
    }

    private static void readToTheEnd(OtherProcess other) {
        try {
            String line = other.nextLine();
            for (String next = line; next != null; next = other.nextLine()) {
                line = next;
            }
            assertThat(line).isEqualTo(Integer.toString(LAST));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void killedProcessLosesNothingThatItSaved() throws IOException {
        Random random = new Random(99);
        long held = 0;
        for (int round = 0; round < 3; round++) {
            try (OtherProcess other = OtherProcess.saving(directory, held + 1, Long.MAX_VALUE)) {
                long saved = held;
                for (int lines = 2 + random.nextInt(40); lines > 0; lines--) {
                    saved = Long.parseLong(String.valueOf(other.nextLine()));
                }
                other.kill();
                held = loadAtLeast(saved);
            }
        }
        OtherProcess.save(directory, held + 1, held + 1, number -> {});
        assertThat(loadAtLeast(held + 1)).isEqualTo(held + 1);
        assertThat(Copies.names(directory, "shop")).noneMatch(name -> name.contains("tmp"));
    }

    private long loadAtLeast(long saved) {
        long newest = saved;
        try (LocalCopies copies = LocalCopies.open(directory, QUICK)) {
            for (DocumentId id : OtherProcess.DOCUMENTS) {
                long number = number(copies.load(id));
                assertThat(number).isGreaterThanOrEqualTo(saved);
                newest = Math.max(newest, number);
            }
        }
        return newest;
    }
}
