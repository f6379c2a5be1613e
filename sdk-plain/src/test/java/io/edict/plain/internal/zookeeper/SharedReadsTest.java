package io.edict.plain.internal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How reads share requests, against a server that is made up. */
class SharedReadsTest {
    private static final int STEPS = 3_000;

    private final Deque<Request> open = new ArrayDeque<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final Map<String, Code> faults = new HashMap<>();
    private final SharedReads reads = new SharedReads(new Server());

    @Test
    void readsAreSentAtOnceWhileFewAreUnderWay() {
        for (int i = 0; i < SharedReads.ALONE; i++) {
            CompletableFuture<?> unused = reads.read("/" + i);
            assertThat(open).hasSize(i + 1);
        }
    }

    @Test
    void readsGatherWhileOthersAreUnderWayAndGoWithTheFirstAnswer() {
        List<CompletableFuture<Node>> all = ask(SharedReads.ALONE + 3);
        assertThat(open).hasSize(SharedReads.ALONE);

        open.remove().answer();

        assertThat(open.getLast().paths).hasSize(3);
        drain();
        assertThat(all).allMatch(future -> !future.isCompletedExceptionally());
    }

    @Test
    void enoughReadsForOneRequestWaitForNothing() {
        ask(SharedReads.ALONE + SharedReads.MOST);

        assertThat(open).hasSize(SharedReads.ALONE + 1);
        assertThat(open.getLast().paths).hasSize(SharedReads.MOST);
    }

    @Test
    void aThousandReadsTakeAFewRequests() {
        ask(1_000);
        drain();

        assertThat(sizes).hasSizeLessThan(SharedReads.ALONE + 1_000 / SharedReads.MOST + 2);
    }

    @Test
    void readsThatServersRefuseTogetherAreAskedForOneByOneFromThenOn() {
        List<CompletableFuture<Node>> all = ask(100);
        while (!open.isEmpty()) {
            Request next = open.remove();
            if (next.paths.size() > 1) {
                next.fail(Code.UNIMPLEMENTED);
            } else {
                next.answer();
            }
        }
        assertThat(all).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());

        sizes.clear();
        ask(100);
        drain();
        assertThat(sizes).containsOnly(1);
    }

    @Test
    void answersOfAnotherShapeAreNotTaken() {
        List<CompletableFuture<Node>> all = ask(SharedReads.ALONE + 2);
        open.remove().answer();
        open.removeLast().results.complete(List.of(new OpResult.SetDataResult(new Stat())));
        drain();

        assertThat(all).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachReadHasItsOwnAnswerWhateverHappens(long seed) {
        Random random = new Random(seed);
        Map<String, CompletableFuture<Node>> asked = new HashMap<>();
        boolean mayRefuse = seed % 2 == 0;
        Oracle oracle = new Oracle();
        for (int step = 0; step < STEPS; step++) {
            int burst = random.nextInt(20) == 0 ? 60 : 1;
            for (int i = 0; i < burst && random.nextBoolean(); i++) {
                String path = "/" + asked.size();
                if (random.nextInt(5) == 0) {
                    faults.put(path, random.nextBoolean() ? Code.NONODE : Code.NOAUTH);
                }
                asked.put(path, reads.read(path));
            }
            if (!open.isEmpty() && random.nextInt(3) > 0) {
                oracle.react(open.remove(), random.nextInt(40), mayRefuse);
            }
            oracle.checkSent(asked.size());
        }
        drain();
        asked.forEach(oracle::check);
    }

    /** What must come of each read. */
    private final class Oracle {
        private final Map<String, Code> lost = new HashMap<>();

        private void react(Request request, int chance, boolean mayRefuse) {
            if (chance == 0) {
                breakConnection(request);
            } else if (chance == 1) {
                lose(request, Code.THROTTLEDOP);
            } else if (chance == 2 && mayRefuse && request.paths.size() > 1) {
                request.fail(Code.MARSHALLINGERROR);
            } else {
                request.answer();
            }
        }

        /** All that is open is lost with it, in order. */
        private void breakConnection(Request first) {
            List<Request> all = new ArrayList<>(open);
            open.clear();
            lose(first, Code.CONNECTIONLOSS);
            all.forEach(request -> lose(request, Code.CONNECTIONLOSS));
        }

        private void lose(Request request, Code code) {
            request.paths.forEach(path -> lost.put(path, code));
            request.fail(code);
        }

        /** Nothing waits while few are under way. */
        private void checkSent(int asked) {
            int sent = sizes.stream().mapToInt(Integer::intValue).sum();
            if (open.size() < SharedReads.ALONE) {
                assertThat(sent).isGreaterThanOrEqualTo(asked);
            }
            assertThat(sizes).allMatch(size -> size <= SharedReads.MOST);
        }

        private void check(String path, CompletableFuture<Node> future) {
            Code expected = lost.getOrDefault(path, faults.get(path));
            assertThat(future).as(path).isDone();
            if (expected == null) {
                assertThat(future.join().data()).asString().isEqualTo(path);
            } else {
                assertThat(future.handle((node, failure) -> StoreErrors.code(failure))
                                .join())
                        .as(path)
                        .isEqualTo(expected);
            }
        }
    }

    private List<CompletableFuture<Node>> ask(int count) {
        return IntStream.range(0, count).mapToObj(i -> reads.read("/" + i)).toList();
    }

    private void drain() {
        while (!open.isEmpty()) {
            open.remove().answer();
        }
    }

    private static byte[] data(String path) {
        return path.getBytes(StandardCharsets.UTF_8);
    }

    /** A request that has no answer yet. */
    private final class Request {
        final List<String> paths;
        final CompletableFuture<Node> single = new CompletableFuture<>();
        final CompletableFuture<List<OpResult>> results = new CompletableFuture<>();

        Request(List<String> paths) {
            this.paths = paths;
            sizes.add(paths.size());
            open.add(this);
        }

        void answer() {
            results.complete(paths.stream().map(this::result).toList());
            Code fault = faults.get(paths.get(0));
            if (fault == null) {
                single.complete(Node.of(data(paths.get(0)), new Stat()));
            } else {
                single.completeExceptionally(KeeperException.create(fault));
            }
        }

        private OpResult result(String path) {
            Code fault = faults.get(path);
            return fault == null
                    ? new OpResult.GetDataResult(data(path), new Stat())
                    : new OpResult.ErrorResult(fault.intValue());
        }

        void fail(Code code) {
            results.completeExceptionally(new MultiFailed(code, null));
            single.completeExceptionally(KeeperException.create(code));
        }
    }

    private final class Server implements SharedReads.Requests {
        @Override
        public CompletableFuture<Node> one(String path) {
            return new Request(List.of(path)).single;
        }

        @Override
        public CompletableFuture<List<OpResult>> together(List<String> paths) {
            return new Request(paths).results;
        }
    }
}
