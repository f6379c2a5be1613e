package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.topology.redundant.Parcel;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.topology.register.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/**
 * Writes a step of a register: register, what it has accepted, head and history in one transaction, on condition that
 * nothing has changed that the step builds on.
 */
final class RegisterWriter {
    /** The most versions that are removed from history at once; the rest goes with the next versions. */
    private static final int MOST_PRUNED = 100;

    private static final byte[] NOTHING = new byte[0];

    private final Chunks chunks;

    RegisterWriter(ZooKeeperSettings settings) {
        this.chunks = new Chunks(settings.sizes(), settings.servers());
    }

    /**
     * A step about to be written.
     *
     * @param slot what it builds on
     * @param after what becomes of the register
     * @param beside what is to stand beside the register, or null to leave that
     * @param moved what the head moves to, or null to leave that
     */
    record Draft(
            Slot slot,
            Register after,
            @Nullable Parcel beside,
            @Nullable Parcel moved) {
        DocumentId id() {
            Parcel either = beside == null ? moved : beside;
            if (either == null) {
                throw new IllegalStateException("Nothing is laid down");
            }
            return either.info().id();
        }

        List<Parcel> parcels() {
            List<Parcel> parcels = new ArrayList<>();
            if (beside != null) {
                parcels.add(beside);
            }
            if (moved != null) {
                parcels.add(moved);
            }
            return parcels;
        }
    }

    /** What is to be done about history where the new version's number is in use already. */
    enum Past {
        /** The number is free. */
        FREE,
        /** The version stands there already. */
        KEPT,
        /** Something stands there that nobody has chosen. */
        WRONG
    }

    /** Makes what a head and its history stand in, and {@linkplain #registerParents a register}; there where a head is. */
    CompletableFuture<Void> parents(Slot slot, DocumentId id) {
        if (slot.nodes().register() >= 0 && slot.nodes().head() >= 0) {
            return CompletableFuture.completedFuture(null);
        }
        Handle handle = slot.ground().handle();
        NamespaceAcl acl = slot.acl();
        String namespace = id.namespace();
        return CompletableFuture.allOf(
                registerParents(slot, id),
                handle.ensure(Paths.heads(namespace), NOTHING, acl.namespace()),
                handle.ensure(Footing.directory(id, Paths.history(id), acl)));
    }

    /**
     * Makes what a register and the chunks of what it has accepted stand in, and what tells of grants. That does not make the namespace, which would
     * count as admitted by one of several shards.
     */
    CompletableFuture<Void> registerParents(Slot slot, DocumentId id) {
        if (slot.nodes().register() >= 0) {
            return CompletableFuture.completedFuture(null);
        }
        Handle handle = slot.ground().handle();
        NamespaceAcl acl = slot.acl();
        return CompletableFuture.allOf(
                handle.ensure(Paths.registers(id.namespace()), NOTHING, acl.namespace()),
                handle.ensure(Paths.history(id.namespace()), NOTHING, acl.namespace()),
                handle.ensure(Paths.blobs(id.namespace()), NOTHING, acl.namespace()));
    }

    /** Lays down the chunks of a whole parcel. */
    CompletableFuture<Void> chunks(Slot slot, Parcel parcel) {
        Header.Chunks described = parcel.header().layout().chunks();
        byte[] encoded = parcel.chunked();
        return described == null || encoded == null
                ? CompletableFuture.completedFuture(null)
                : chunks.write(slot.ground().handle(), parcel.info().id(), described, encoded, slot.acl());
    }

    /** The transaction that writes a draft. */
    static List<Op> operations(DocumentId id, Draft draft, Past past) {
        Slot slot = draft.slot();
        Slot.Nodes nodes = slot.nodes();
        List<Op> operations = ground(slot.ground());
        for (Parcel parcel : draft.parcels()) {
            chunkChecks(parcel, operations);
        }
        byte[] line = RegisterCodec.encode(
                id, RegisterCodec.line(slot.ground().roll().self().life(), draft.after()));
        operations.add(
                write(Paths.register(id), line, nodes.register(), slot.acl().head()));
        Parcel beside = draft.beside();
        if (beside != null) {
            operations.add(
                    nodes.beside()
                            ? Op.setData(Paths.accepted(id), bytes(beside), -1)
                            : create(
                                    Paths.accepted(id),
                                    bytes(beside),
                                    slot.acl().head()));
        }
        Parcel moved = draft.moved();
        if (moved != null) {
            head(slot, moved, past, operations);
        }
        return operations;
    }

    /** The checks that every transaction begins with. */
    static List<Op> ground(Slot.Ground ground) {
        List<Op> operations = new ArrayList<>();
        operations.add(Op.check(Paths.CLUSTER, ground.cluster().zkVersion()));
        operations.add(Op.check(Paths.MEMBERS, ground.rollVersion()));
        return operations;
    }

    static void chunkChecks(Parcel parcel, List<Op> operations) {
        Header.Chunks described = parcel.header().layout().chunks();
        for (int i = 0; described != null && i < described.count(); i++) {
            operations.add(Op.check(Paths.chunk(parcel.info().id(), described.sha256(), i), -1));
        }
    }

    /** Moves the head, and puts the version into history. */
    static void head(Slot slot, Parcel moved, Past past, List<Op> operations) {
        DocumentId id = moved.info().id();
        byte[] bytes = bytes(moved);
        String kept = Paths.history(id, moved.info().version().number());
        operations.add(slot.acl().sameRights(id.namespace()));
        operations.add(
                write(Paths.head(id), bytes, slot.nodes().head(), slot.acl().head()));
        if (past == Past.WRONG) {
            operations.add(Op.delete(kept, -1));
        }
        if (past != Past.KEPT) {
            operations.add(create(kept, bytes, slot.acl().version()));
        }
    }

    static byte[] bytes(Parcel parcel) {
        return HeadCodec.encode(parcel.header(), parcel.body());
    }

    private static Op write(String path, byte[] data, int version, List<ACL> acl) {
        return version < 0 ? create(path, data, acl) : Op.setData(path, data, version);
    }

    static Op create(String path, byte[] data, List<ACL> acl) {
        return Op.create(path, data, acl, CreateMode.PERSISTENT);
    }

    /** How the register stands once a draft is written. */
    static Slot written(Draft draft) {
        Slot.Nodes before = draft.slot().nodes();
        Parcel beside = draft.beside();
        Parcel moved = draft.moved();
        Edition edition = draft.after().edition();
        Slot.Nodes nodes = new Slot.Nodes(
                before.register() + 1,
                before.beside() || beside != null,
                beside == null ? before.accepted() : edition,
                moved == null ? before.head() : before.head() + 1,
                moved == null ? before.header() : moved.header(),
                beside == null ? before.laid() : name(beside));
        return new Slot(draft.slot().ground(), draft.slot().acl(), nodes, draft.after());
    }

    /** What a parcel's chunks are called, or null if it has none. */
    static @Nullable String name(Parcel parcel) {
        Header.Chunks described = parcel.header().layout().chunks();
        return described == null ? null : described.sha256();
    }

    /** Removes what history does not keep beside the new version; what is not there is as good as removed. */
    static void prune(Slot before, Parcel moved) {
        Header old = before.nodes().header();
        long from = old == null ? 1 : old.layout().oldestKept();
        long to = moved.header().layout().oldestKept();
        DocumentId id = moved.info().id();
        LongStream.range(Math.max(from, to - MOST_PRUNED), to).forEach(number -> {
            Op removal = Op.delete(Paths.history(id, number), -1);
            Answers.on(before.ground().handle().multi(List.of(removal)), (done, failure) -> {});
        });
    }
}
