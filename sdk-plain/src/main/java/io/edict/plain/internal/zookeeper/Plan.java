package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.PublishResult;
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
 * @param operations all operations, the cluster check first
 */
record Plan(UUID publishId, List<Part> parts, List<Op> operations) {

    /**
     * One document's part of a transaction.
     *
     * @param header the new head's header
     * @param body the bytes behind it, empty if they are in chunks
     * @param chunked the encoded bytes to write into chunks before, or null
     * @param before the state that this builds on
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
    record Part(Header header, byte[] body, byte @Nullable [] chunked, Current before) {
        DocumentId id() {
            return header.info().id();
        }

        byte[] node() {
            return HeadCodec.encode(header, body);
        }
    }

    List<PublishResult> results() {
        return parts.stream()
                .map(part ->
                        new PublishResult(part.header().info(), part.before().info()))
                .toList();
    }
}
