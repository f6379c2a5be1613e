package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import io.edict.error.ConflictException;
import io.edict.error.ContentTooLargeException;
import io.edict.error.DocumentAbsentException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Content;
import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Header.Encoding;
import io.edict.plain.internal.store.Header.Layout;
import io.edict.plain.internal.store.HeaderCodec;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.store.Succession;
import io.edict.plain.internal.topology.redundant.Parcel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.ACL;

/** Turns changes, and the state that they build on, into a transaction. Pure: no I/O, no clock, no randomness. */
final class Planner {
    /** The most history nodes that one publish removes for a document; the rest goes with the next publishes. */
    private static final int MOST_PRUNED = 100;

    private static final byte[] NOTHING = new byte[0];
    private static final int OPERATION_OVERHEAD = 120;
    private static final int SPILLABLE = 1024;

    /** What a bell takes beside what it carries: a check of the head, one of the directory, and the bell. */
    private static final int RUNG = 3;

    private final ZooKeeperSettings.Sizes sizes;
    private final boolean carries;

    /**
     * Plans for clusters of a kind.
     *
     * @param sizes where content is cut
     * @param carries whether bells carry content
     */
    Planner(ZooKeeperSettings.Sizes sizes, boolean carries) {
        this.sizes = sizes;
        this.carries = carries;
    }

    /** Refuses content that is too big, before anything is read or written. */
    void checkSizes(List<Change> changes) {
        new ContentLimit(sizes.content()).check(changes);
    }

    /**
     * Plans a transaction.
     *
     * @param basis what it builds on, the states in the order of the changes
     * @throws ConflictException if an expectation does not hold
     * @throws DocumentAbsentException on deletion of what does not exist
     * @throws ContentTooLargeException if the documents do not fit one transaction
     */
    Plan plan(Basis basis, List<Change> changes, Issuer issuer) {
        ClusterNode cluster = basis.cluster();
        List<Current> currents = basis.states();
        List<Succession.Base> bases = currents.stream().map(Current::base).toList();
        List<VersionInfo> versions =
                Succession.plan(changes, bases, new Succession.Issue(cluster.storeId(), cluster.incarnation(), issuer));
        List<Plan.Part> parts = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            VersionInfo version = versions.get(i);
            long wanted = version.version().number() - changes.get(i).rule().keep() + 1;
            parts.add(part(
                    new StoredVersion(cluster.storeId(), version, changes.get(i).content()), wanted, currents.get(i)));
        }
        List<Plan.Part> fitting = fit(parts);
        return plan(issuer.publishId(), basis, fitting);
    }

    /** Plans a transaction that makes versions of another cluster current here. */
    Plan install(Basis basis, List<Installation.Committed> versions) {
        List<Plan.Part> parts = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            Installation.Committed committed = versions.get(i);
            parts.add(part(
                    committed.version(), committed.oldestKept(), basis.states().get(i)));
        }
        List<Plan.Part> fitting = fit(parts);
        return plan(versions.get(0).version().info().publishId(), basis, fitting);
    }

    private Plan plan(UUID publishId, Basis basis, List<Plan.Part> parts) {
        Ringing ringing = new Ringing(carries, sizes.transaction() - bytes(parts));
        return new Plan(publishId, parts, operations(basis, parts, ringing), ringing.room());
    }

    private Plan.Part part(StoredVersion version, long wanted, Current current) {
        Encoded content = encoded(version.content());
        byte[] encoded = content.bytes();
        long oldest = oldestKept(current.kept(), wanted);
        boolean spills = encoded.length > sizes.inline();
        Header.Chunks chunks = spills ? Chunks.describe(encoded, sizes.chunk()) : null;
        Layout layout = new Layout(content.encoding(), chunks, oldest, spills || current.usesChunks());
        Header header = new Header(version.storeId(), version.info(), layout);
        return new Plan.Part(
                header,
                HeadCodec.encode(header, spills ? NOTHING : encoded),
                spills ? encoded : null,
                version.content(),
                current);
    }

    /** Packs a version by itself, which knows of no others but how far history goes. */
    Parcel pack(String storeId, VersionInfo info, Content content, long oldestKept) {
        Encoded stored = encoded(content);
        byte[] encoded = stored.bytes();
        Header.Chunks chunks = encoded.length > sizes.inline() ? Chunks.describe(encoded, sizes.chunk()) : null;
        Layout layout = new Layout(stored.encoding(), chunks, oldestKept, chunks != null);
        Parcel parcel = chunks == null
                ? new Parcel(new Header(storeId, info, layout), encoded, null)
                : new Parcel(new Header(storeId, info, layout), NOTHING, encoded);
        byte[] node = RegisterWriter.bytes(parcel);
        HeaderCodec.checkLine(info.id(), node.length - parcel.body().length);
        return parcel;
    }

    /** Content as it is stored. */
    @SuppressWarnings("ArrayRecordComponent") // it is on its way, and nobody compares it
    private record Encoded(Encoding encoding, byte[] bytes) {}

    /** Compresses what is long enough, if that makes it shorter. */
    private Encoded encoded(Content content) {
        byte[] plain = content.toBytes();
        byte[] packed = plain.length <= sizes.plain() ? plain : HeadCodec.pack(plain);
        return packed.length < plain.length ? new Encoded(Encoding.GZIP, packed) : new Encoded(Encoding.PLAIN, plain);
    }

    private static long oldestKept(Current.Kept kept, long wanted) {
        return kept.below(wanted).skip(MOST_PRUNED).findFirst().orElseGet(() -> kept.oldestFrom(wanted));
    }

    /** Moves a part's bytes out into chunks. */
    private Plan.Part spilled(Plan.Part part) {
        byte[] encoded = Arrays.copyOfRange(part.node(), part.line(), part.node().length);
        Layout old = part.header().layout();
        Layout layout = new Layout(old.encoding(), Chunks.describe(encoded, sizes.chunk()), old.oldestKept(), true);
        Header header = new Header(part.header().storeId(), part.header().info(), layout);
        return new Plan.Part(header, HeadCodec.encode(header, NOTHING), encoded, part.content(), part.before());
    }

    /** Spills the biggest parts until the transaction is small enough for every server. */
    private List<Plan.Part> fit(List<Plan.Part> parts) {
        List<Plan.Part> fitting = new ArrayList<>(parts);
        while (bytes(fitting) > sizes.transaction()) {
            Plan.Part biggest =
                    fitting.stream().max(Comparator.comparingInt(Planner::body)).orElseThrow();
            if (body(biggest) < SPILLABLE) {
                throw new ContentTooLargeException(
                        "The transaction of " + parts.size() + " documents has " + bytes(fitting)
                                + " bytes, above the limit" + " of " + sizes.transaction()
                                + "; nothing was written. Publish fewer documents together",
                        parts.get(0).id());
            }
            fitting.set(fitting.indexOf(biggest), spilled(biggest));
        }
        return fitting;
    }

    /** How many bytes stand behind the header. */
    private static int body(Plan.Part part) {
        return part.node().length - part.line();
    }

    private static long bytes(List<Plan.Part> parts) {
        long bytes = 0;
        for (Plan.Part part : parts) {
            int operation = part.id().toString().length() + OPERATION_OVERHEAD;
            long others = pruned(part).count() + chunks(part) + RUNG;
            bytes += 2L * (part.node().length + operation) + others * operation;
        }
        return bytes;
    }

    private static int chunks(Plan.Part part) {
        Header.Chunks chunks = part.header().layout().chunks();
        return chunks == null ? 0 : chunks.count();
    }

    private static LongStream pruned(Plan.Part part) {
        return part.before().kept().below(part.header().layout().oldestKept());
    }

    private static List<Op> operations(Basis basis, List<Plan.Part> parts, Ringing ringing) {
        List<Op> operations = new ArrayList<>();
        operations.add(Op.check(Paths.CLUSTER, basis.cluster().zkVersion()));
        Map<String, NamespaceAcl> acls = basis.access();
        acls.forEach((namespace, acl) -> {
            operations.add(acl.sameFence(namespace));
            operations.add(acl.sameRights(namespace));
        });
        for (Plan.Part part : parts) {
            byte[] node = part.node();
            DocumentId id = part.id();
            NamespaceAcl acl = acls.getOrDefault(id.namespace(), NamespaceAcl.OPEN);
            HeaderCodec.checkLine(id, part.line());
            Header.Chunks chunks = part.header().layout().chunks();
            for (int i = 0; chunks != null && i < chunks.count(); i++) {
                operations.add(Op.check(Paths.chunk(id, chunks.sha256(), i), -1));
            }
            List<Op> between = new ArrayList<>(basis.recalled() ? newest(part) : List.of());
            between.addAll(ringing.operations(part, node, acl));
            head(part, node, acl, between, operations);
            long number = part.header().info().version().number();
            String kept = Paths.history(id, number);
            operations.add(
                    part.before().kept().holds(number)
                            ? Op.setData(kept, node, -1)
                            : create(kept, node, acl.version()));
            part.before().kept().above(number).forEach(gone -> operations.add(Op.delete(Paths.history(id, gone), -1)));
            pruned(part).forEach(gone -> operations.add(Op.delete(Paths.history(id, gone), -1)));
        }
        return operations;
    }

    /**
     * Moves the head and rings. The bell comes before the head, so that whoever watches both hears it first; but a check of
     * the head comes before everything, because a transaction that took effect before must fail on the head.
     */
    private static void head(Plan.Part part, byte[] node, NamespaceAcl acl, List<Op> between, List<Op> operations) {
        String head = Paths.head(part.id());
        int zkVersion = part.before().zkVersion();
        if (part.before().hasNode()) {
            operations.add(Op.check(head, zkVersion));
            operations.addAll(between);
            operations.add(Op.setData(head, node, zkVersion));
        } else {
            operations.add(create(head, node, acl.head()));
            operations.addAll(between);
        }
    }

    /**
     * A head that was removed by hand and made anew has old data versions again. So what is built on a remembered one also
     * needs history to hold the version that it had, beside the next one, which is created: numbers are used in order, and
     * pruned in order.
     */
    private static List<Op> newest(Plan.Part part) {
        VersionInfo before = part.before().info();
        return before == null
                ? List.of()
                : List.of(Op.check(Paths.history(part.id(), before.version().number()), -1));
    }

    private static Op create(String path, byte[] data, List<ACL> acl) {
        return Op.create(path, data, acl, CreateMode.PERSISTENT);
    }
}
