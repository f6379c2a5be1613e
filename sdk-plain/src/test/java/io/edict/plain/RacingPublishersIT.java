package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.ConflictException;
import io.edict.plain.testing.ServerProcess;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two publishers that expect the same version, again and again: one of them wins, and the other is told. */
class RacingPublishersIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final DocumentId ID = DocumentId.of("race/track");
    private static final int RACES = 1000;

    private final Map<Long, UUID> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger conflicts = new AtomicInteger();

    @Test
    void eachVersionHasOneWinnerAndEachLoserIsToldOfAConflict() throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService publishers = Executors.newFixedThreadPool(2);
        try (ConfigClient one = Edict.connect(SERVER.connectString()).start();
                ConfigClient other = Edict.connect(SERVER.connectString()).start()) {
            Future<?> first = publishers.submit(() -> race(one.publisher(), start));
            Future<?> second = publishers.submit(() -> race(other.publisher(), start));
            first.get();
            second.get();

            assertThat(acknowledged.keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, RACES).boxed().toList());
            assertThat(conflicts).hasValue(RACES);
            assertThat(kept(one.publisher().history(ID))).isEqualTo(acknowledged);
            assertThat(acknowledged.values()).doesNotHaveDuplicates();
        } finally {
            publishers.shutdownNow();
        }
    }

    /** Both expect the same version in every race, so that exactly one may win. */
    private Void race(ConfigPublisher publisher, CyclicBarrier start) throws Exception {
        for (long expected = 0; expected < RACES; expected++) {
            start.await();
            Publication next =
                    Publication.of(ID, Format.HOCON, "n = " + expected).keeping(2 * RACES);
            try {
                PublishResult result = publisher.publish(expected == 0 ? next.ifAbsent() : next.ifVersion(expected));
                UUID before = acknowledged.put(
                        result.version().number(), result.published().publishId());
                assertThat(before).as("another winner of the same version").isNull();
            } catch (ConflictException e) {
                assertThat(e.actual().orElseThrow().number()).isEqualTo(expected + 1);
                conflicts.incrementAndGet();
            }
        }
        return null;
    }

    private static Map<Long, UUID> kept(List<VersionInfo> history) {
        return history.stream().collect(Collectors.toMap(info -> info.version().number(), VersionInfo::publishId));
    }
}
