package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.error.CorruptContentException;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Encoded content cut into nodes below {@code /edict/blobs}, named by its SHA-256, so that writing it twice is writing it
 * once. Written before the head moves, outside of what is watched.
 *
 * <p>All chunks of one content are requested at once: a session answers in order, and 16 MiB are 32 requests.
 */
final class Chunks {
    private static final int LEAST = 1024;

    private final ZooKeeperSettings.Sizes sizes;
    private final String place;

    Chunks(ZooKeeperSettings.Sizes sizes, String servers) {
        this.sizes = sizes;
        this.place = "the store at " + servers;
    }

    /** Describes encoded content as chunks of a size. */
    static Header.Chunks describe(byte[] encoded, int chunk) {
        int count = Math.max(1, (encoded.length + chunk - 1) / chunk);
        return new Header.Chunks(Content.sha256(encoded), count, encoded.length);
    }

    /**
     * Writes chunks that are not there yet, and mends those that are there damaged. Completes when the last one is durable.
     */
    CompletableFuture<Void> write(
            Handle handle, DocumentId id, Header.Chunks described, byte[] encoded, NamespaceAcl acl) {
        List<CompletableFuture<String>> created = new ArrayList<>();
        created.add(handle.ensure(Paths.blobs(id.namespace()), new byte[0], acl.namespace()));
        created.add(handle.ensure(Footing.directory(id, Paths.blobs(id), acl)));
        created.add(handle.ensure(Footing.directory(id, Paths.blob(id, described.sha256()), acl)));
        for (int i = 0; i < described.count(); i++) {
            int from = i * sizes.chunk();
            byte[] part = Arrays.copyOfRange(encoded, from, Math.min(encoded.length, from + sizes.chunk()));
            String path = Paths.chunk(id, described.sha256(), i);
            created.add(handle.put(new Handle.Making(path, part, acl.chunk(), acl.sameRights(id.namespace()))));
        }
        return CompletableFuture.allOf(created.toArray(new CompletableFuture<?>[0]));
    }

    /** Reads encoded content together; its SHA-256 is verified. */
    CompletableFuture<byte[]> read(Handle handle, Header header) {
        Header.Chunks described = header.layout().chunks();
        DocumentId id = header.info().id();
        if (described == null || !plausible(described)) {
            return CompletableFuture.failedFuture(corrupt(header, "describes its chunks in a way that cannot be"));
        }
        List<CompletableFuture<byte[]>> parts = new ArrayList<>();
        AtomicLong room = new AtomicLong(described.size());
        for (int i = 0; i < described.count(); i++) {
            parts.add(
                    handle.getData(Paths.chunk(id, described.sha256(), i)).thenApply(node -> kept(node.data(), room)));
        }
        return CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> join(header, described, parts));
    }

    /**
     * Chunks come with at least {@link #LEAST} bytes each but for the last, so that a damaged header cannot ask for
     * millions, and encoded content is hardly longer than plain content may be.
     */
    private boolean plausible(Header.Chunks described) {
        return described.count() > 0
                && described.size() >= (described.count() - 1L) * LEAST
                && described.size() <= sizes.content() + 1024
                && described.sha256().matches("[0-9a-f]{64}");
    }

    /** What comes beyond the described size is let go of at once: then nobody can fill the heap with chunks. */
    private static byte[] kept(byte[] data, AtomicLong room) {
        return room.addAndGet(-data.length) < 0 ? new byte[0] : data;
    }

    private byte[] join(Header header, Header.Chunks described, List<CompletableFuture<byte[]>> parts) {
        byte[] encoded = new byte[(int) described.size()];
        int at = 0;
        for (CompletableFuture<byte[]> part : parts) {
            byte[] data = part.join();
            System.arraycopy(data, 0, encoded, at, data.length);
            at += data.length;
        }
        if (at < encoded.length || !Content.sha256(encoded).equals(described.sha256())) {
            throw corrupt(header, "has chunks that are truncated, lengthened or damaged");
        }
        return encoded;
    }

    private CorruptContentException corrupt(Header header, String what) {
        return new CorruptContentException(
                header.info().id() + " version " + header.info().version() + " at " + place + " " + what
                        + "; publish the document again",
                header.info().id(),
                header.info().version(),
                null);
    }
}
