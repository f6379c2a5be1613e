package io.edict.plain.internal.zookeeper;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.edict.DocumentId;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.topology.redundant.Parcel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;

/**
 * Rings where registers move heads, as publishing does. What keeps a bell from ringing keeps no version from being written:
 * then the directory is laid first, or the document is silent until the next connection. Any thread.
 */
final class RegisterBells {
    private static final int REMEMBERED = 4_096;

    private final boolean carries;
    private final Cache<DocumentId, Ringing.Manner> manners =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    RegisterBells(boolean carries) {
        this.carries = carries;
    }

    /** The connection has come or gone. */
    void forget() {
        manners.invalidateAll();
    }

    /** Makes the directory in which a version rings, if it may be missing; whether to ring. */
    CompletableFuture<Boolean> lay(Slot slot, @Nullable Parcel moved) {
        if (moved == null) {
            return CompletableFuture.completedFuture(false);
        }
        DocumentId id = moved.info().id();
        Ringing.Manner manner = manner(id);
        long number = moved.info().version().number();
        Header before = slot.nodes().header();
        boolean there = before != null
                && Bells.page(before.info().version().number()) == Bells.page(number)
                && manner == Ringing.Manner.USUAL;
        if (there || manner == Ringing.Manner.SILENT) {
            return CompletableFuture.completedFuture(there);
        }
        return Footing.belfry(slot.ground().handle(), id, number, slot.nodes().head() >= 0, slot.acl())
                .handle((made, failure) -> failure == null);
    }

    private Ringing.Manner manner(DocumentId id) {
        Ringing.Manner known = manners.getIfPresent(id);
        return known == null ? Ringing.Manner.USUAL : known;
    }

    /** Puts the bell just before what moves the head. */
    void ring(Slot slot, Parcel moved, List<Op> operations) {
        DocumentId id = moved.info().id();
        int zkVersion = slot.nodes().head();
        String carried = carries && slot.acl().isPublic()
                ? Bells.carrying(moved.header(), RegisterWriter.bytes(moved), zkVersion)
                : null;
        String name = carried == null ? Bells.bare(moved.header(), zkVersion) : carried;
        String page = Paths.bellPage(id, Bells.page(moved.info().version().number()));
        int at = 0;
        while (!operations.get(at).getPath().equals(Paths.head(id))) {
            at++;
        }
        Op bell = Op.create(page + "/" + name, new byte[0], slot.acl().version(), CreateMode.PERSISTENT);
        operations.addAll(at, List.of(Op.check(page, -1), bell));
    }

    /** Whether a bell is to blame for a failure; the next attempt then goes about it in another manner. */
    boolean blamed(DocumentId id, Throwable failure, List<Op> operations) {
        boolean blamed = StoreErrors.unwrap(failure) instanceof MultiFailed failed
                && failed.culprit() >= 0
                && operations.get(failed.culprit()).getPath().startsWith(Paths.BELLS + "/");
        if (blamed) {
            boolean lay = StoreErrors.code(failure) == Code.NONODE && manner(id) == Ringing.Manner.USUAL;
            manners.put(id, lay ? Ringing.Manner.LAYING : Ringing.Manner.SILENT);
        }
        return blamed;
    }

    /** A version has rung, or was written in silence. */
    void rung(Slot slot, Parcel moved) {
        DocumentId id = moved.info().id();
        if (manner(id) == Ringing.Manner.LAYING) {
            manners.invalidate(id);
        }
        BellPruner.prune(slot.ground().handle(), id, moved.info().version().number());
    }
}
