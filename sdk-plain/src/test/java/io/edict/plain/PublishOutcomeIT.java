package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.ConflictException;
import io.edict.error.OutcomeUnknownException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.testing.ServerProcess;
import io.edict.plain.testing.TcpProxy;
import io.edict.plain.testing.TcpProxy.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What publishers were told of their publishes, against history, with the network failing at every moment of them. */
class PublishOutcomeIT {
    @RegisterExtension
    static final ServerProcess SERVER = ServerProcess.standalone();

    private static final long SEED = 20_240_817;
    private static final int LANES = 16;
    private static final int PUBLISHES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration EACH_WAY = Duration.ofMillis(2);
    private static final int LONGEST_PUBLISH_MILLIS = 40;
    private static final List<Trouble> TROUBLES = List.of(Trouble.values());
    private static final List<DocumentId> DOCUMENTS =
            List.of("told/a", "told/b", "told/c").stream().map(DocumentId::of).toList();

    /** What is done to the connection, at a random moment of a publish unless it says otherwise. */
    private enum Trouble {
        CUT_BEFORE,
        CUT_DURING,
        ANSWER_LOST,
        ANSWER_TOO_LATE,
        REQUEST_TOO_LATE,
        CUT_AFTER
    }

    /** What a caller was told. */
    private enum Told {
        DONE,
        UNKNOWN,
        CONFLICT,
        UNREACHABLE
    }

    /** One publish: its message is its mark in history. */
    private record Attempt(
            String mark,
            List<DocumentId> ids,
            Told told,
            @Nullable UUID publishId,
            List<PublishResult> results) {}

    @Test
    void historyAgreesWithWhatEveryCallerWasTold() throws Exception {
        List<Attempt> attempts = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<List<Attempt>>> lanes = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                int number = i;
                lanes.add(threads.submit(() -> run(number)));
            }
            for (Future<List<Attempt>> lane : lanes) {
                attempts.addAll(lane.get());
            }
        } finally {
            threads.shutdownNow();
        }

        Map<DocumentId, List<VersionInfo>> histories = histories();
        histories.values().forEach(PublishOutcomeIT::assertSound);
        attempts.forEach(attempt -> assertTrue(attempt, histories));
        Map<Told, Long> counts = attempts.stream().collect(Collectors.groupingBy(Attempt::told, Collectors.counting()));
        assertThat(counts).as("every outcome came about").containsOnlyKeys(Told.values());
        assertThat(counts.get(Told.DONE)).isGreaterThan(LANES * PUBLISHES / 4);
        System.out.println("Seed " + SEED + ": " + attempts.size() + " publishes, " + counts);
    }

    private static List<Attempt> run(int number) {
        try (Lane lane = new Lane(number)) {
            List<Attempt> attempts = new ArrayList<>();
            for (int i = 0; i < PUBLISHES; i++) {
                attempts.add(lane.publish(number + "-" + i));
            }
            return attempts;
        }
    }

    private static Map<DocumentId, List<VersionInfo>> histories() {
        try (ConfigClient reader = Edict.connect(SERVER.connectString()).start()) {
            Map<DocumentId, List<VersionInfo>> histories = new HashMap<>();
            DOCUMENTS.forEach(id -> histories.put(id, reader.publisher().history(id)));
            return histories;
        }
    }

    private static void assertSound(List<VersionInfo> history) {
        assertThat(history)
                .extracting(info -> info.version().number())
                .as("each version once, without holes")
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, history.size()).boxed().toList());
        assertThat(history).extracting(VersionInfo::publishId).doesNotHaveDuplicates();
    }

    private static void assertTrue(Attempt attempt, Map<DocumentId, List<VersionInfo>> histories) {
        List<VersionInfo> found = attempt.ids().stream()
                .flatMap(id -> histories.getOrDefault(id, List.of()).stream())
                .filter(info -> info.origin().message().equals(attempt.mark()))
                .toList();
        switch (attempt.told()) {
            case DONE ->
                assertThat(found)
                        .as("done: %s", attempt)
                        .isEqualTo(attempt.results().stream()
                                .map(PublishResult::published)
                                .toList());
            case UNKNOWN -> {
                assertThat(found.size())
                        .as("all or nothing: %s", attempt)
                        .isIn(0, attempt.ids().size());
                assertThat(found)
                        .as("open: %s", attempt)
                        .allMatch(info -> info.publishId().equals(attempt.publishId()));
            }
            default -> assertThat(found).as("not done: %s", attempt).isEmpty();
        }
    }

    /** One publisher behind a proxy of its own; others publish the same documents meanwhile. */
    private static final class Lane implements AutoCloseable {
        private final Random random;
        private final TcpProxy proxy = TcpProxy.to(SERVER.clientPort());
        private final ScheduledExecutorService saboteur = Executors.newSingleThreadScheduledExecutor();
        private final ConfigClient client;

        Lane(int number) {
            random = new Random(SEED + number);
            proxy.delay(EACH_WAY);
            client = Edict.connect(proxy.connectString())
                    .sessionTimeout(Duration.ofSeconds(1 + number % 3))
                    .requestTimeout(PATIENCE)
                    .start();
        }

        Attempt publish(String mark) {
            List<Publication> publications = publications(mark);
            Trouble trouble = TROUBLES.get(random.nextInt(TROUBLES.size()));
            List<Future<?>> steps = begin(trouble);
            Attempt attempt = told(mark, publications);
            steps.forEach(Lane::await);
            if (trouble == Trouble.REQUEST_TOO_LATE) {
                proxy.thaw();
            }
            if (trouble == Trouble.CUT_AFTER || trouble == Trouble.ANSWER_TOO_LATE) {
                cutAndMend();
            }
            return attempt;
        }

        /** One document or two; now and then with an expectation that others may disappoint. */
        private List<Publication> publications(String mark) {
            int first = random.nextInt(DOCUMENTS.size());
            int count = 1 + random.nextInt(2);
            List<Publication> publications = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                DocumentId id = DOCUMENTS.get((first + i) % DOCUMENTS.size());
                publications.add(
                        Publication.of(id, Format.HOCON, "n = 1").because(mark).keeping(100_000));
            }
            if (random.nextInt(4) == 0) {
                publications.set(0, publications.get(0).ifVersion(1 + random.nextInt(LANES * PUBLISHES)));
            }
            return publications;
        }

        private List<Future<?>> begin(Trouble trouble) {
            int moment = random.nextInt(LONGEST_PUBLISH_MILLIS);
            int later = moment + random.nextInt(LONGEST_PUBLISH_MILLIS);
            return switch (trouble) {
                case CUT_BEFORE -> {
                    proxy.cut();
                    yield List.of(at(later, proxy::restore));
                }
                case CUT_DURING -> List.of(at(moment, this::cutAndMend));
                case ANSWER_LOST ->
                    List.of(at(moment, () -> proxy.dropDirection(Direction.TO_CLIENT)), at(later, this::cutAndMend));
                case ANSWER_TOO_LATE -> List.of(at(moment, () -> proxy.dropDirection(Direction.TO_CLIENT)));
                case REQUEST_TOO_LATE -> List.of(at(moment, () -> proxy.dropDirection(Direction.TO_SERVER)));
                case CUT_AFTER -> List.of();
            };
        }

        private Future<?> at(int millis, Runnable step) {
            return saboteur.schedule(step, millis, TimeUnit.MILLISECONDS);
        }

        private void cutAndMend() {
            proxy.cut();
            proxy.thaw();
            proxy.restore();
        }

        private Attempt told(String mark, List<Publication> publications) {
            List<DocumentId> ids = publications.stream().map(Publication::id).toList();
            try {
                List<PublishResult> results = client.publisher().publish(publications);
                return new Attempt(mark, ids, Told.DONE, null, results);
            } catch (OutcomeUnknownException e) {
                return new Attempt(mark, ids, Told.UNKNOWN, e.publishId(), List.of());
            } catch (ConflictException e) {
                return new Attempt(mark, ids, Told.CONFLICT, null, List.of());
            } catch (StoreUnreachableException e) {
                return new Attempt(mark, ids, Told.UNREACHABLE, null, List.of());
            }
        }

        private static void await(Future<?> step) {
            try {
                step.get(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException("The connection could not be broken", e);
            }
        }

        /** What the proxy still holds reaches the server before this returns, or never. */
        @Override
        public void close() {
            saboteur.shutdownNow();
            client.close();
            proxy.close();
        }
    }
}
