package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.error.EdictException;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.StoredVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions that another line of history has replaced, kept as they were below {@code /edict/conflicts}, on the caller's
 * thread. Each is named by what it is, so that keeping it twice is keeping it once.
 */
final class Conflicts {
    private static final Logger log = LoggerFactory.getLogger(Conflicts.class);

    private final Calls calls;
    private final HeadCodec codec;
    private final HeadReader reader;

    Conflicts(Calls calls, HeadCodec codec, HeadReader reader) {
        this.calls = calls;
        this.codec = codec;
        this.reader = reader;
    }

    /** Keeps versions of history; answers with those that were not kept before. */
    List<Kept> setAside(Handle handle, DocumentId id, List<Long> numbers, Deadline deadline) {
        List<Kept> newly = new ArrayList<>();
        for (long number : numbers) {
            Node node = calls.get(Currents.orMissing(handle.getData(Paths.history(id, number))), deadline, id);
            if (node != null && keep(handle, id, number, node, deadline)) {
                newly.add(kept(id, number, node));
            }
        }
        return newly;
    }

    private boolean keep(Handle handle, DocumentId id, long number, Node node, Deadline deadline) {
        NamespaceAcl acl = NamespaceAcl.OPEN;
        for (String parent : List.of(Paths.CONFLICTS, Paths.CONFLICTS + "/" + id.namespace(), Paths.conflicts(id))) {
            calls.get(handle.ensure(parent, new byte[0], acl.namespace()), deadline, id);
        }
        String path = Paths.conflicts(id) + "/" + name(id, number, node);
        CompletableFuture<?> creating =
                handle.multi(List.of(Op.create(path, node.data(), acl.version(), CreateMode.PERSISTENT)));
        return calls.get(
                creating.thenApply(created -> true)
                        .exceptionallyCompose(failure -> StoreErrors.code(failure) == Code.NODEEXISTS
                                ? CompletableFuture.completedFuture(false)
                                : CompletableFuture.failedFuture(failure)),
                deadline,
                id);
    }

    private String name(DocumentId id, long number, Node node) {
        try {
            var info = codec.decode(id, node).info();
            return info.version().incarnation() + "." + info.version().number() + "." + info.publishId();
        } catch (EdictException damaged) {
            return "damaged." + number + "." + Content.sha256(node.data());
        }
    }

    private Kept kept(DocumentId id, long number, Node node) {
        try {
            Header header = codec.decode(id, node).header();
            return new Kept.Intact(header.storeId(), header.info());
        } catch (EdictException damaged) {
            return new Kept.Damaged(number, damaged);
        }
    }

    /** All that is kept and can be read. */
    List<StoredVersion> list(Handle handle, Deadline deadline) {
        List<StoredVersion> versions = new ArrayList<>();
        for (String namespace : children(handle, Paths.CONFLICTS, deadline)) {
            for (String name : children(handle, Paths.CONFLICTS + "/" + namespace, deadline)) {
                DocumentId id = Paths.documentAt(Paths.heads(namespace) + "/" + name);
                if (id != null) {
                    versions.addAll(list(handle, id, deadline));
                }
            }
        }
        return versions;
    }

    private List<StoredVersion> list(Handle handle, DocumentId id, Deadline deadline) {
        List<StoredVersion> versions = new ArrayList<>();
        for (String name : children(handle, Paths.conflicts(id), deadline)) {
            Node node = calls.get(Currents.orMissing(handle.getData(Paths.conflicts(id) + "/" + name)), deadline, id);
            StoredVersion version = node == null ? null : version(handle, id, node, deadline);
            if (version != null) {
                versions.add(version);
            }
        }
        return versions;
    }

    private @Nullable StoredVersion version(Handle handle, DocumentId id, Node node, Deadline deadline) {
        try {
            Head head = codec.readable(id, node);
            return head.header().layout().chunks() == null
                    ? codec.inline(head)
                    : calls.get(reader.chunked(handle, head), deadline, id);
        } catch (EdictException damaged) {
            log.warn("A version of {} that was set aside cannot be read: {}", id, damaged.getMessage());
            return null;
        }
    }

    private List<String> children(Handle handle, String path, Deadline deadline) {
        return calls.get(handle.children(path, null), deadline, null).stream()
                .sorted()
                .toList();
    }
}
