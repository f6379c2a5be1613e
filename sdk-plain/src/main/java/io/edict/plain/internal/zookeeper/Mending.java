package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.plain.internal.topology.redundant.Parcel;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.zookeeper.RegisterReader.Seen;
import io.edict.plain.internal.zookeeper.RegisterWriter.Past;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.zookeeper.Op;

/** Moves heads otherwise than a register does: where the store is not formed yet, or a head is wrong. */
final class Mending {
    private static final byte[] NOTHING = new byte[0];

    private final RegisterReader reader;
    private final RegisterWriter writer;
    private final RegisterBells bells;

    Mending(RegisterReader reader, RegisterWriter writer, RegisterBells bells) {
        this.reader = reader;
        this.writer = writer;
        this.bells = bells;
    }

    /** Makes a version the head if it is newer; false if it is not, or somebody was faster. */
    CompletableFuture<Boolean> adopt(Handle handle, Parcel parcel) {
        Edition edition = RegisterReader.alone(parcel.info());
        return reader.read(handle, parcel.info().id()).thenCompose(seen -> {
            boolean moves = seen.slot().ground().roll().isForming()
                    && edition.isNewerThan(seen.slot().register().head());
            return moves
                    ? laid(seen, parcel).thenCompose(past -> adopt(seen, parcel, past))
                    : CompletableFuture.completedFuture(false);
        });
    }

    private CompletableFuture<Boolean> adopt(Seen seen, Parcel parcel, Past past) {
        List<Op> operations = RegisterWriter.ground(seen.slot().ground());
        RegisterWriter.chunkChecks(parcel, operations);
        RegisterWriter.head(seen.slot(), parcel, past, operations);
        return rung(seen, parcel, operations);
    }

    /** Puts the truth in the place of a wrong head, which is kept apart if it is another version than the truth. */
    CompletableFuture<Boolean> replace(Handle handle, Edition wrong, Parcel truth) {
        DocumentId id = truth.info().id();
        return reader.read(handle, id).thenCompose(seen -> {
            Edition head = seen.slot().register().head();
            if (head == null || !head.is(wrong)) {
                return CompletableFuture.completedFuture(false);
            }
            boolean another = !truth.holds(wrong);
            CompletableFuture<?> parents = another ? parents(seen, id) : CompletableFuture.completedFuture(null);
            return parents.thenCompose(made -> laid(seen, truth))
                    .thenCompose(past ->
                            asides(seen, wrong, truth).thenCompose(asides -> replace(seen, truth, past, asides)));
        });
    }

    private static CompletableFuture<?> parents(Seen seen, DocumentId id) {
        Handle handle = seen.slot().ground().handle();
        NamespaceAcl acl = seen.slot().acl();
        return CompletableFuture.allOf(
                handle.ensure(Paths.CONFLICTS, NOTHING),
                handle.ensure(Paths.CONFLICTS + "/" + id.namespace(), NOTHING, acl.namespace()),
                handle.ensure(Paths.conflicts(id), NOTHING, acl.directory()));
    }

    /** Lays down parents and chunks, and looks what stands in history. */
    private CompletableFuture<Past> laid(Seen seen, Parcel parcel) {
        DocumentId id = parcel.info().id();
        Handle handle = seen.slot().ground().handle();
        String path = Paths.history(id, parcel.info().version().number());
        return writer.parents(seen.slot(), id)
                .thenCompose(done -> writer.chunks(seen.slot(), parcel))
                .thenCompose(done -> Currents.orMissing(handle.getData(path)))
                .thenApply(node -> {
                    if (node == null) {
                        return Past.FREE;
                    }
                    boolean same = Arrays.equals(node.data(), RegisterWriter.bytes(parcel));
                    return same ? Past.KEPT : Past.WRONG;
                });
    }

    /** What is done about the wrong version: kept apart once, and taken out of history. */
    private CompletableFuture<List<Op>> asides(Seen seen, Edition wrong, Parcel truth) {
        List<Op> operations = new ArrayList<>();
        Head head = seen.head();
        if (head == null || truth.holds(wrong)) {
            return CompletableFuture.completedFuture(operations);
        }
        DocumentId id = truth.info().id();
        Handle handle = seen.slot().ground().handle();
        Version version = wrong.version();
        String aside = Paths.conflicts(id) + "/" + version.incarnation() + "." + version.number() + "."
                + wrong.info().publishId();
        String kept = Paths.history(id, version.number());
        boolean elsewhere = version.number() != truth.info().version().number();
        var isAside = Currents.orMissing(handle.getData(aside));
        var isKept = Currents.orMissing(handle.getData(kept));
        return isAside.thenCombine(isKept, (already, past) -> {
            if (already == null) {
                operations.add(RegisterWriter.create(
                        aside, head.node().data(), seen.slot().acl().version()));
            }
            if (elsewhere && past != null && reader.holds(id, past, wrong)) {
                operations.add(Op.delete(kept, past.stat().getVersion()));
            }
            return operations;
        });
    }

    private CompletableFuture<Boolean> replace(Seen seen, Parcel truth, Past past, List<Op> asides) {
        List<Op> operations = RegisterWriter.ground(seen.slot().ground());
        operations.addAll(asides);
        RegisterWriter.chunkChecks(truth, operations);
        int register = seen.slot().nodes().register();
        if (register >= 0) {
            operations.add(Op.check(Paths.register(truth.info().id()), register));
        }
        RegisterWriter.head(seen.slot(), truth, past, operations);
        return rung(seen, truth, operations);
    }

    private CompletableFuture<Boolean> rung(Seen seen, Parcel moved, List<Op> operations) {
        return bells.lay(seen.slot(), moved)
                .thenCompose(rings -> {
                    if (rings) {
                        bells.ring(seen.slot(), moved, operations);
                    }
                    return sent(seen, moved, operations);
                })
                .thenApply(done -> {
                    if (done) {
                        bells.rung(seen.slot(), moved);
                    }
                    return done;
                });
    }

    private CompletableFuture<Boolean> sent(Seen seen, Parcel moved, List<Op> operations) {
        return seen.slot()
                .ground()
                .handle()
                .multi(operations)
                .thenApply(results -> true)
                .exceptionallyCompose(failure -> {
                    boolean bell = bells.blamed(moved.info().id(), failure, operations);
                    if (!bell && !isRace(failure)) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    reader.forget();
                    return CompletableFuture.completedFuture(false);
                });
    }

    private static boolean isRace(Throwable failure) {
        return switch (StoreErrors.code(failure)) {
            case BADVERSION, NODEEXISTS, NONODE -> true;
            default -> false;
        };
    }
}
