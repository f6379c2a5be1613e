package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.error.EdictException;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.StoredVersion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.zookeeper.KeeperException.Code;

/**
 * Reads heads. Bytes arrive on ZooKeeper's event thread and are decoded on the worker.
 *
 * <p>Chunks may be collected between the look at a head and the look at its chunks, when several versions are published
 * in that time. The head has then changed, so it is read again; if it has not, the chunks are lost.
 */
final class HeadReader {
    private static final int ROUNDS = 5;

    private final Executor worker;
    private final HeadCodec codec;
    private final Chunks chunks;
    private final StoreErrors errors;

    HeadReader(Executor worker, HeadCodec codec, Chunks chunks, StoreErrors errors) {
        this.worker = worker;
        this.codec = codec;
        this.chunks = chunks;
        this.errors = errors;
    }

    /** Reads a head and its content; fails with an {@link EdictException} if there is no answer. */
    CompletableFuture<Reading> read(Handle handle, DocumentId id) {
        return read(handle, id, ROUNDS);
    }

    private CompletableFuture<Reading> read(Handle handle, DocumentId id, int rounds) {
        return handle.getHead(Paths.head(id))
                .handleAsync(
                        (node, failure) -> failure == null ? found(handle, id, node, rounds) : failed(failure, id),
                        worker)
                .thenCompose(reading -> reading);
    }

    private CompletionStage<Reading> found(Handle handle, DocumentId id, Node node, int rounds) {
        try {
            Head head = codec.readable(id, node);
            if (head.header().layout().chunks() == null) {
                return done(new Reading.Present(codec.inline(head), head.stamp()));
            }
            return chunked(handle, head)
                    .<CompletionStage<Reading>>handle((version, failure) -> failure == null
                            ? done(new Reading.Present(version, head.stamp()))
                            : chunksFailed(handle, head, failure, rounds))
                    .thenCompose(reading -> reading);
        } catch (EdictException unreadable) {
            return done(new Reading.Unreadable(unreadable, node.stamp()));
        }
    }

    /** Reads, verifies and unpacks content in chunks, on the worker. */
    CompletableFuture<StoredVersion> chunked(Handle handle, Head head) {
        Header header = head.header();
        return chunks.read(handle, header).thenApplyAsync(encoded -> codec.verified(header, encoded), worker);
    }

    private CompletionStage<Reading> chunksFailed(Handle handle, Head head, Throwable failure, int rounds) {
        Throwable cause = StoreErrors.unwrap(failure);
        if (cause instanceof EdictException || cause instanceof Oversize) {
            return done(
                    new Reading.Unreadable(errors.translate(cause, head.info().id()), head.stamp()));
        }
        if (StoreErrors.code(cause) != Code.NONODE) {
            return failed(cause, head.info().id());
        }
        if (rounds > 0) {
            return handle.look(Paths.head(head.info().id()), null)
                    .thenComposeAsync(
                            now -> now.equals(head.stamp())
                                    ? lost(head)
                                    : read(handle, head.info().id(), rounds - 1),
                            worker);
        }
        return lost(head);
    }

    private CompletableFuture<Reading> lost(Head head) {
        return done(new Reading.Unreadable(
                codec.corrupt(head.info(), "has lost chunks of its content; publish the document again", null),
                head.stamp()));
    }

    private CompletionStage<Reading> failed(Throwable failure, DocumentId id) {
        if (StoreErrors.code(failure) == Code.NONODE) {
            return done(new Reading.Missing());
        }
        if (StoreErrors.unwrap(failure) instanceof Oversize oversize) {
            return done(new Reading.Unreadable(errors.translate(oversize, id), Node.stamp(oversize.stat())));
        }
        return CompletableFuture.failedFuture(new CompletionException(errors.translate(failure, id)));
    }

    private static CompletableFuture<Reading> done(Reading reading) {
        return CompletableFuture.completedFuture(reading);
    }
}
