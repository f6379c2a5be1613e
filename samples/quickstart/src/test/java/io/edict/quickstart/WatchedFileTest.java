package io.edict.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.Format;
import io.edict.quickstart.WatchedFile.Pace;
import io.edict.quickstart.WatchedFile.Sight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WatchedFileTest {
    private static final Pace BRISK = new Pace(Duration.ofMillis(20), Duration.ofMillis(10));

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void writeFile() throws IOException {
        path = Files.writeString(directory.resolve("orders.yaml"), "one");
    }

    @Test
    void nameTellsTheFormat() throws Exception {
        try (WatchedFile file = WatchedFile.open(path, BRISK)) {
            assertThat(file.format()).isEqualTo(Format.YAML);
            assertThat(file.last()).isEqualTo(new Sight("one", null));
        }
    }

    @Test
    void editInPlaceIsSeen() throws Exception {
        try (WatchedFile file = WatchedFile.open(path, BRISK)) {
            Files.writeString(path, "two", StandardOpenOption.WRITE);
            assertThat(file.awaitChange()).isEqualTo(new Sight("two", null));
            assertThat(file.last()).isEqualTo(new Sight("two", null));
        }
    }

    @Test
    void editIsSeenWhereTheDirectoryAnnouncesNothing() throws Exception {
        Path real = Files.createDirectory(directory.resolve("elsewhere")).resolve("orders.yaml");
        Files.writeString(real, "one");
        Path link = Files.createSymbolicLink(directory.resolve("link.yaml"), real);
        try (WatchedFile file = WatchedFile.open(link, BRISK)) {
            Files.writeString(real, "two", StandardOpenOption.WRITE);
            assertThat(file.awaitChange().text()).isEqualTo("two");
        }
    }

    @Test
    void fileThatTakesTheOldOnesPlaceIsSeen() throws Exception {
        try (WatchedFile file = WatchedFile.open(path, BRISK)) {
            replace("two");
            assertThat(file.awaitChange().text()).isEqualTo("two");
        }
    }

    @Test
    void sameTextWrittenAgainIsNoChange() throws Exception {
        try (WatchedFile file = WatchedFile.open(path, BRISK)) {
            CompletableFuture<Sight> change = CompletableFuture.supplyAsync(() -> await(file));
            replace("one");
            assertThat(change).failsWithin(Duration.ofMillis(200)).withThrowableOfType(TimeoutException.class);
            replace("two");
            assertThat(change.get(20, TimeUnit.SECONDS).text()).isEqualTo("two");
        }
    }

    @Test
    void textCountsOnlyOnceItStandsStill() throws Exception {
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        Pace patient = new Pace(Duration.ofMillis(1), Duration.ofSeconds(1));
        try (WatchedFile file = WatchedFile.open(path, patient)) {
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                writes.add(writer.schedule(this::append, i * 10L, TimeUnit.MILLISECONDS));
            }
            assertThat(file.awaitChange().text()).isEqualTo("one" + "+".repeat(20));
            assertThat(writes).allMatch(Future::isDone);
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void deletionAndReturnAreSeen() throws Exception {
        try (WatchedFile file = WatchedFile.open(path, BRISK)) {
            Files.delete(path);
            assertThat(file.awaitChange()).isEqualTo(new Sight("", "is not there"));
            replace("one");
            assertThat(file.awaitChange()).isEqualTo(new Sight("one", null));
        }
    }

    @Test
    void textThatIsNotUtf8IsAProblem() throws Exception {
        try (WatchedFile file = WatchedFile.open(path, BRISK)) {
            Files.write(path, new byte[] {(byte) 0xE4}, StandardOpenOption.WRITE);
            assertThat(file.awaitChange().problem()).isEqualTo("is not UTF-8 text");
        }
    }

    @Test
    void directoryCannotBeWatched() {
        assertThatThrownBy(() -> WatchedFile.open(directory, BRISK))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(directory.toString());
    }

    private Path append() throws IOException {
        return Files.writeString(path, "+", StandardOpenOption.APPEND);
    }

    private void replace(String text) throws IOException {
        Path fresh = Files.writeString(directory.resolve("fresh"), text);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Sight await(WatchedFile file) {
        try {
            return file.awaitChange();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
