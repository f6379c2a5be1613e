package io.edict.plain.internal.zookeeper;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.edict.DocumentId;
import io.edict.error.EdictException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.LongStream;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes chunks that no kept version refers to, in the background after a publish of a document that uses chunks.
 *
 * <p>Chunks younger than a grace time stay: a publisher may be about to refer to them. Age is told by the store's own
 * clock, between two of its nodes. Should chunks vanish under a publisher all the same, its transaction checks that they
 * exist, fails, and writes them again. Failures are left to the next publish.
 */
final class ChunkCollector {
    private static final Logger log = LoggerFactory.getLogger(ChunkCollector.class);

    private final HeadCodec codec;
    private final Executor worker;
    private final Duration grace;

    ChunkCollector(HeadCodec codec, Executor worker, Duration grace) {
        this.codec = codec;
        this.worker = worker;
        this.grace = grace;
    }

    /** Begins to collect; the future completes, never exceptionally, when it is done or has failed. */
    @CanIgnoreReturnValue
    CompletableFuture<Void> collect(Handle handle, DocumentId id) {
        return handle.children(Paths.blobs(id), null)
                .thenCompose(written ->
                        written.isEmpty() ? CompletableFuture.completedFuture(null) : collect(handle, id, written))
                .exceptionally(failure -> {
                    log.debug("Chunks of {} are left to the next publish: {}", id, StoreErrors.code(failure));
                    return null;
                });
    }

    /** What came to be written since, is not looked at. */
    private CompletableFuture<Void> collect(Handle handle, DocumentId id, List<String> written) {
        CompletableFuture<Node> head = handle.getData(Paths.head(id));
        CompletableFuture<Set<String>> referenced = referenced(handle, id);
        return CompletableFuture.allOf(head, referenced)
                .thenComposeAsync(
                        all -> remove(
                                handle,
                                id,
                                unreferenced(written, referenced.join()),
                                head.join().stat()),
                        worker);
    }

    private CompletableFuture<Set<String>> referenced(Handle handle, DocumentId id) {
        CompletableFuture<List<String>> conflicts = handle.children(Paths.conflicts(id), null);
        return handle.children(Paths.history(id), null)
                .thenApply(Currents::numbers)
                .thenCombine(conflicts, (numbers, names) -> paths(id, numbers, names))
                .thenCompose(paths -> heads(handle, id, paths));
    }

    /** Where versions stand that may refer to chunks. */
    private static List<String> paths(DocumentId id, long[] numbers, List<String> conflicts) {
        List<String> paths = new ArrayList<>();
        paths.add(Paths.head(id));
        paths.add(Paths.accepted(id));
        LongStream.of(numbers).forEach(number -> paths.add(Paths.history(id, number)));
        conflicts.forEach(name -> paths.add(Paths.conflicts(id) + "/" + name));
        return paths;
    }

    private CompletableFuture<Set<String>> heads(Handle handle, DocumentId id, List<String> paths) {
        List<CompletableFuture<@Nullable Node>> nodes = paths.stream()
                .map(path -> Currents.orMissing(handle.getData(path)))
                .toList();
        return CompletableFuture.allOf(nodes.toArray(new CompletableFuture<?>[0]))
                .thenApplyAsync(all -> names(id, nodes), worker);
    }

    /** The chunks that kept versions refer to; a version that cannot be read may refer to anything, so nothing goes. */
    private Set<String> names(DocumentId id, List<CompletableFuture<@Nullable Node>> nodes) throws EdictException {
        Set<String> names = new HashSet<>();
        for (CompletableFuture<@Nullable Node> reading : nodes) {
            Node node = reading.join();
            if (node != null) {
                var chunks = codec.decode(id, node).header().layout().chunks();
                if (chunks != null) {
                    names.add(chunks.sha256());
                }
            }
        }
        return names;
    }

    private static List<String> unreferenced(List<String> written, Set<String> referenced) {
        return written.stream().filter(name -> !referenced.contains(name)).toList();
    }

    private CompletableFuture<Void> remove(Handle handle, DocumentId id, List<String> garbage, Stat head) {
        Op unchanged = Op.check(Paths.head(id), head.getVersion());
        List<CompletableFuture<?>> removals = new ArrayList<>();
        for (String name : garbage) {
            String path = Paths.blob(id, name);
            CompletableFuture<Node> parent = handle.getData(path);
            CompletableFuture<List<String>> parts = handle.children(path, null);
            removals.add(CompletableFuture.allOf(parent, parts)
                    .thenCompose(both -> old(parent.join().stat(), head.getMtime())
                            ? handle.multi(deletions(unchanged, path, parts.join()))
                            : CompletableFuture.completedFuture(List.of())));
        }
        return CompletableFuture.allOf(removals.toArray(new CompletableFuture<?>[0]));
    }

    private boolean old(Stat stat, long now) {
        return stat.getCtime() <= now - grace.toMillis();
    }

    /**
     * All in one transaction, so that nobody finds half of them; and only if nothing was published since the references
     * were read, because a new version with the same content as an old one refers to the old one's chunks.
     */
    private static List<Op> deletions(Op unchanged, String path, List<String> parts) {
        List<Op> deletions = new ArrayList<>();
        deletions.add(unchanged);
        parts.forEach(part -> deletions.add(Op.delete(path + "/" + part, -1)));
        deletions.add(Op.delete(path, -1));
        return deletions;
    }
}
