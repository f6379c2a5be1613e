package io.edict.plain.internal.zookeeper;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.edict.DocumentId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.zookeeper.Op;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the directories of bells that nobody listens to any more, in the background after a publish. Whoever has heard a
 * few bells in a directory has left the one before; so that goes when half of the next is full, and wakes only those who
 * lag behind. A document keeps one and a half directories of bells. Failures are left to the next publish.
 */
final class BellPruner {
    private static final Logger log = LoggerFactory.getLogger(BellPruner.class);

    /** Far below what a server takes at once. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int OVERHEAD = 40;

    private BellPruner() {}

    /** Begins to prune, if a version is the first in its half of a directory. */
    @CanIgnoreReturnValue
    static CompletableFuture<Void> prune(Handle handle, DocumentId id, long number) {
        int half = Bells.PAGE / 2;
        if (number % half != 0) {
            return CompletableFuture.completedFuture(null);
        }
        long first = Bells.page(Math.max(0, number - half));
        return handle.children(Paths.bells(id), null)
                .thenCompose(pages -> removeAll(handle, id, below(pages, first)))
                .exceptionally(failure -> {
                    log.debug("Bells of {} are left to the next publish: {}", id, StoreErrors.code(failure));
                    return null;
                });
    }

    private static long[] below(List<String> pages, long first) {
        return pages.stream()
                .filter(name -> name.matches("0|[1-9][0-9]{0,15}"))
                .mapToLong(Long::parseLong)
                .filter(page -> page < first)
                .toArray();
    }

    private static CompletableFuture<Void> removeAll(Handle handle, DocumentId id, long[] pages) {
        return CompletableFuture.allOf(LongStream.of(pages)
                .mapToObj(page -> remove(handle, Paths.bellPage(id, page)))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** The server answers in order, so all is sent at once, the directory last. */
    private static CompletableFuture<Void> remove(Handle handle, String page) {
        return handle.children(page, null).thenCompose(names -> {
            List<CompletableFuture<?>> sent = new ArrayList<>();
            List<Op> together = new ArrayList<>();
            int bytes = 0;
            for (String name : names) {
                int more = page.length() + name.length() + OVERHEAD;
                if (bytes + more > MOST_BYTES && !together.isEmpty()) {
                    sent.add(handle.multi(together));
                    together = new ArrayList<>();
                    bytes = 0;
                }
                together.add(Op.delete(page + "/" + name, -1));
                bytes += more;
            }
            together.add(Op.delete(page, -1));
            sent.add(handle.multi(together));
            return CompletableFuture.allOf(sent.toArray(new CompletableFuture<?>[0]));
        });
    }
}
