package io.edict.plain.internal.disk;

import static io.edict.plain.internal.disk.Copies.NOON;
import static io.edict.plain.internal.disk.Copies.ORDERS;
import static io.edict.plain.internal.disk.Copies.QUICK;
import static io.edict.plain.internal.disk.Copies.number;
import static io.edict.plain.internal.disk.Copies.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.error.LocalCopyException;
import io.edict.plain.internal.fs.DirectoryLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DirectoryLockTest {
    private static final CopySettings PATIENT =
            new CopySettings(QUICK.maxBytes(), Duration.ofSeconds(20), QUICK.proofStep());

    @TempDir
    Path directory;

    @Test
    void lockKeptByAnotherProcessEndsTheWaitWithARemedy() throws IOException {
        try (LocalCopies copies = LocalCopies.open(directory, QUICK);
                OtherProcess holder = OtherProcess.holding(directory)) {
            holder.awaitLine("held");
            long start = System.nanoTime();

            assertThatThrownBy(() -> copies.save(version(ORDERS, 1), NOON))
                    .isInstanceOf(LocalCopyException.class)
                    .hasMessageContaining(
                            directory.toRealPath().resolve(".lock").toString())
                    .hasMessageContaining("200 ms")
                    .hasMessageContaining("stopped or hanging process");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(QUICK.lockWait(), Duration.ofSeconds(10));
            assertThat(copies.load(ORDERS)).isEqualTo(new LoadedCopy.None());
        }
    }

    @Test
    void lockOfAKilledProcessIsFree() throws IOException {
        try (LocalCopies copies = LocalCopies.open(directory, PATIENT);
                OtherProcess holder = OtherProcess.holding(directory)) {
            holder.awaitLine("held");
            holder.kill();
            copies.save(version(ORDERS, 1), NOON);

            assertThat(number(copies.load(ORDERS))).isEqualTo(1);
        }
    }

    @Test
    void lockOfAnotherClassLoaderCountsAsHeldUntilItIsReleased() throws Exception {
        try (LocalCopies copies = LocalCopies.open(directory, QUICK);
                LocalCopies patient = LocalCopies.open(directory, PATIENT);
                FileChannel foreign = FileChannel.open(directory.resolve(".lock"), StandardOpenOption.WRITE)) {
            FileLock lock = foreign.lock();
            assertThatThrownBy(() -> copies.save(version(ORDERS, 1), NOON))
                    .isInstanceOf(LocalCopyException.class)
                    .hasMessageContaining("locked");

            Thread waiting = new Thread(() -> patient.save(version(ORDERS, 2), NOON));
            waiting.start();
            lock.release();
            waiting.join();
            assertThat(number(copies.load(ORDERS))).isEqualTo(2);
        }
    }

    @Test
    void clientsOfOneJvmTakeTurns() throws Exception {
        DirectoryLock one = new DirectoryLock(directory, Duration.ofSeconds(20));
        DirectoryLock two = new DirectoryLock(directory, Duration.ofSeconds(20));
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        Runnable turns = () -> {
            for (int i = 0; i < 200; i++) {
                hold(i % 2 == 0 ? one : two, () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.onSpinWait();
                    runs.incrementAndGet();
                    inside.decrementAndGet();
                });
            }
        };
        Thread[] threads = {new Thread(turns), new Thread(turns), new Thread(turns)};
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(most).hasValue(1);
        assertThat(runs).hasValue(600);
    }

    @Test
    void clientThatGivesUpLetsNoOtherProcessIn() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        DirectoryLock slow = new DirectoryLock(directory.toRealPath(), Duration.ofSeconds(20));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread holder = new Thread(() -> hold(slow, () -> {
            held.countDown();
            awaitUninterrupted(release);
        }));
        holder.start();
        held.await();
        try (LocalCopies copies = LocalCopies.open(link, QUICK)) {
            assertThatThrownBy(() -> copies.save(version(ORDERS, 1), NOON)).isInstanceOf(LocalCopyException.class);
            try (OtherProcess other = OtherProcess.trying(directory)) {
                other.awaitLine("busy");
            }
            release.countDown();
            holder.join();
            copies.save(version(ORDERS, 2), NOON);
            assertThat(number(copies.load(ORDERS))).isEqualTo(2);
        }
    }

    @Test
    void interruptEndsASaveWithNothingWrittenAndStaysSet() {
        try (LocalCopies copies = LocalCopies.open(directory, PATIENT)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> copies.save(version(ORDERS, 1), NOON))
                    .isInstanceOf(LocalCopyException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(copies.load(ORDERS)).isEqualTo(new LoadedCopy.None());
        }
    }

    @Test
    void interruptEndsTheWaitForAnotherProcess() throws Exception {
        try (LocalCopies copies = LocalCopies.open(directory, PATIENT);
                FileChannel foreign = FileChannel.open(directory.resolve(".lock"), StandardOpenOption.WRITE)) {
            FileLock lock = foreign.lock();
            AtomicInteger interrupted = new AtomicInteger();
            Thread waiting = new Thread(() -> {
                assertThatThrownBy(() -> copies.save(version(ORDERS, 1), NOON)).hasMessageContaining("interrupted");
                interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
            });
            waiting.start();
            waiting.interrupt();
            waiting.join();
            assertThat(interrupted).hasValue(1);
            lock.release();
        }
    }

    @Test
    void interruptedThreadStillLoads() {
        try (LocalCopies copies = LocalCopies.open(directory, PATIENT)) {
            copies.save(version(ORDERS, 1), NOON);
            Thread.currentThread().interrupt();

            assertThat(number(copies.load(ORDERS))).isEqualTo(1);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void hold(DirectoryLock lock, Runnable work) {
        try {
            lock.hold(work::run);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
