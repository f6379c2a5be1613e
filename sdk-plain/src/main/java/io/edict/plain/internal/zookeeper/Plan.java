package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import java.util.List;
import java.util.UUID;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;

/**
 * A transaction ready to be sent, as often as it takes: it can take effect only once.
 *
 * @param publishId what the new heads will carry
 * @param parts one part for each document
 * @param operations all operations, the checks of the cluster and of the namespaces first
 * @param room how many more bytes bells may take
 */
record Plan(UUID publishId, List<Part> parts, List<Op> operations, long room) {
    private static final int OVERHEAD = 100;

    /**
     * One document's part of a transaction.
     *
     * @param header the new head's header
     * @param node the header's line, and the bytes behind it unless they are in chunks
     * @param chunked the encoded bytes to write into chunks before, or null
     * @param content what these bytes stand for
     * @param before the state that this builds on
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
    record Part(Header header, byte[] node, byte @Nullable [] chunked, Content content, Current before) {
        DocumentId id() {
            return header.info().id();
        }

        /** How long the header's line is. */
        int line() {
            int end = 0;
            while (node[end] != '\n') {
                end++;
            }
            return end + 1;
        }

        /** The state once this has taken effect, without the bytes behind the header. */
        Current after() {
            return Current.of(Head.bare(header), before.zkVersion() + 1);
        }

        /** Whether the version is not known to ring where the one before it did. */
        boolean isFirstOfPage() {
            VersionInfo old = before.info();
            long number = header.info().version().number();
            return old == null || Bells.page(old.version().number()) != Bells.page(number);
        }
    }

    /** About the bytes of the longest request that this plan sends: the transaction, or a chunk. */
    int longestRequest(int chunk) {
        int longest = 0;
        int together = 0;
        for (Op operation : operations) {
            together += operation.getPath().length() + OVERHEAD;
        }
        for (Part part : parts) {
            together += 2 * part.node().length;
            byte[] chunked = part.chunked();
            longest = Math.max(longest, chunked == null ? 0 : Math.min(chunk, chunked.length));
        }
        return Math.max(together, longest + 2 * OVERHEAD);
    }

    /** The same without bells. */
    Plan silent() {
        return new Plan(
                publishId,
                parts,
                operations.stream()
                        .filter(operation -> !isBell(operation.getPath()))
                        .toList(),
                room);
    }

    /** Whether the transaction failed for a bell, or the want of its directory. */
    boolean blamesBells(MultiFailed failure) {
        return failure.culprit() >= 0
                && isBell(operations.get(failure.culprit()).getPath());
    }

    private static boolean isBell(String path) {
        return path.startsWith(Paths.BELLS + "/");
    }

    List<PublishResult> results() {
        return parts.stream()
                .map(part ->
                        new PublishResult(part.header().info(), part.before().info()))
                .toList();
    }
}
