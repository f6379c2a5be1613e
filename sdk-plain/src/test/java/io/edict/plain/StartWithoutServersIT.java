package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Gate;
import io.edict.Publication;
import io.edict.plain.testing.ApplicationProcess;
import io.edict.plain.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class StartWithoutServersIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void processThatRanBeforeStartsFromDiskAndOneThatNeverRanFailsWithinItsDeadline() {
        String copies = directory.resolve("copies").toString();
        try (ConfigClient operator = Edict.connect(SERVER.connectString()).start()) {
            operator.publisher().publish(Publication.of("shop/orders", Format.HOCON, "pool.size = 10"));
            try (ApplicationProcess first = follower("10000", copies)) {
                await().atMost(SOON).until(() -> !first.linesAfter("started").isEmpty());
                assertThat(first.linesAfter("started")).containsExactly("1 STORE");
            }
            SERVER.kill();

            try (ApplicationProcess again = follower("3000", copies);
                    ApplicationProcess fresh = follower("3000")) {
                await().atMost(SOON).until(() -> !again.linesAfter("started").isEmpty());
                assertThat(again.linesAfter("started")).containsExactly("1 DISK");

                assertThat(fresh.awaitExit()).isZero();
                assertThat(fresh.linesAfter("failed")).singleElement().satisfies(line -> {
                    assertThat(line).contains("StoreUnreachableException", "shop/orders", SERVER.connectString());
                    assertThat(line).contains("refuses connections", "no local copy");
                    long millis = Long.parseLong(line.substring(0, line.indexOf(' ')));
                    assertThat(millis).as("deadline of 3 s, and a cold JVM").isLessThan(6_000);
                });

                SERVER.start();
                operator.publisher().publish(Publication.of("shop/orders", Format.HOCON, "pool.size = 20"));
                await().atMost(SOON).until(() -> again.linesAfter("heard").contains("2"));
            }
        }
    }

    @Test
    void namespaceStartsFromDiskWhileServersAreSilent() {
        SERVER.start();
        Path copies = directory.resolve("silent");
        try (ConfigClient first = namespaceFollower(Duration.ofSeconds(20), copies)) {
            first.publisher().publish(Publication.of("silent/orders", Format.HOCON, "pool.size = 10"));
            await().atMost(SOON)
                    .until(() -> first.followNamespace("silent").find("orders").isPresent());
        }
        SERVER.pause();
        try (ConfigClient again = namespaceFollower(Duration.ofSeconds(2), copies)) {
            assertThat(again.followNamespace("silent").find("orders")).isPresent();
        } finally {
            SERVER.resume();
        }
    }

    @Test
    void copyThatIsJudgedForLongerThanTheDeadlineCountsNevertheless() {
        SERVER.start();
        Path copies = directory.resolve("slow");
        try (ConfigClient first = Edict.connect(SERVER.connectString()).start()) {
            first.publisher().publish(Publication.of("slow/orders", Format.HOCON, "pool.size = 10"));
        }
        slowFollower(Duration.ofSeconds(20), copies, Duration.ZERO).close();
        SERVER.pause();
        try (ConfigClient again = slowFollower(Duration.ofMillis(200), copies, Duration.ofSeconds(1))) {
            assertThat(again.snapshot("slow/orders").getInt("pool.size")).isEqualTo(10);
        } finally {
            SERVER.resume();
        }
    }

    private static ConfigClient slowFollower(Duration startTimeout, Path copies, Duration judging) {
        CountDownLatch never = new CountDownLatch(1);
        return Edict.connect(SERVER.connectString())
                .follow("slow/orders")
                .gate("slow/orders", (candidate, current) -> {
                    assertThat(never.await(judging.toMillis(), TimeUnit.MILLISECONDS))
                            .isFalse();
                    return Gate.Verdict.accept();
                })
                .localCopies(copies)
                .startTimeout(startTimeout)
                .start();
    }

    private static ConfigClient namespaceFollower(Duration startTimeout, Path copies) {
        return Edict.connect(SERVER.connectString())
                .followNamespace("silent")
                .localCopies(copies)
                .startTimeout(startTimeout)
                .start();
    }

    private static ApplicationProcess follower(String startMillis, String... copies) {
        String[] arguments = copies.length == 0
                ? new String[] {SERVER.connectString(), startMillis}
                : new String[] {SERVER.connectString(), startMillis, copies[0]};
        return ApplicationProcess.start(FollowerMain.class, arguments);
    }
}
