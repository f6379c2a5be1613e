package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.error.EdictException;
import io.edict.plain.internal.store.Deadline;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** Reads the state of documents that a publish builds on, on the caller's thread. */
final class Currents {
    private final Calls calls;
    private final HeadCodec codec;

    Currents(Calls calls, HeadCodec codec) {
        this.calls = calls;
        this.codec = codec;
    }

    /**
     * Reads several documents at once.
     *
     * @param list whether to list history even where the head tells its range, because the two were found to disagree
     */
    List<Current> read(Handle handle, List<DocumentId> ids, boolean list, Deadline deadline) {
        List<CompletableFuture<@Nullable Node>> nodes = ids.stream()
                .map(id -> orMissing(orDamaged(handle.getData(Paths.head(id)))))
                .toList();
        List<Current> currents = new java.util.ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Node node = calls.get(nodes.get(i), deadline, ids.get(i));
            currents.add(current(handle, ids.get(i), node, list, deadline));
        }
        return currents;
    }

    private Current current(Handle handle, DocumentId id, @Nullable Node node, boolean list, Deadline deadline) {
        if (node == null) {
            return new Current(null, -1, null, listed(handle, id, 0, deadline));
        }
        int zkVersion = node.stat().getVersion();
        try {
            Head head = codec.decode(id, node);
            if (!list) {
                return Current.of(head, zkVersion);
            }
            long number = head.info().version().number();
            return new Current(head, zkVersion, null, listed(handle, id, number, deadline));
        } catch (EdictException damage) {
            return new Current(null, zkVersion, damage, listed(handle, id, 0, deadline));
        }
    }

    private Current.Kept listed(Handle handle, DocumentId id, long atLeast, Deadline deadline) {
        long[] numbers = numbers(calls.get(handle.children(Paths.history(id), null), deadline, id));
        List<Long> listed = LongStream.of(numbers).sorted().boxed().toList();
        long oldest = listed.isEmpty() ? 1 : listed.get(0);
        long newest = listed.isEmpty() ? 0 : listed.get(listed.size() - 1);
        return new Current.Kept(oldest, Math.max(newest, atLeast), listed);
    }

    /** The version numbers among the names of history nodes. */
    static long[] numbers(List<String> names) {
        return names.stream()
                .filter(name -> name.matches("[1-9][0-9]{0,17}"))
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** A head that no client can receive is a damaged one, which the next version replaces. */
    static CompletableFuture<Node> orDamaged(CompletableFuture<Node> reading) {
        return reading.exceptionallyCompose(failure -> StoreErrors.unwrap(failure) instanceof Oversize oversize
                ? CompletableFuture.completedFuture(new Node(new byte[0], oversize.stat()))
                : CompletableFuture.failedFuture(failure));
    }

    static CompletableFuture<@Nullable Node> orMissing(CompletableFuture<Node> reading) {
        return reading.<@Nullable Node>thenApply(node -> node)
                .exceptionallyCompose(failure -> StoreErrors.code(failure) == Code.NONODE
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure));
    }
}
