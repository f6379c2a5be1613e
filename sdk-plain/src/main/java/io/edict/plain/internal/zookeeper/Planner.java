package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication.Expectation;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.VersionInfo.Member;
import io.edict.error.ConflictException;
import io.edict.error.ContentTooLargeException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.store.Header.Encoding;
import io.edict.plain.internal.store.Header.Layout;
import io.edict.plain.internal.store.HeaderCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.jspecify.annotations.Nullable;

/** Turns changes, and the state that they build on, into a transaction. Pure: no I/O, no clock, no randomness. */
final class Planner {
    /** The most history nodes that one publish removes for a document; the rest goes with the next publishes. */
    private static final int MOST_PRUNED = 100;

    private static final byte[] NOTHING = new byte[0];
    private static final int OPERATION_OVERHEAD = 120;
    private static final int SPILLABLE = 1024;

    private final ZooKeeperSettings.Sizes sizes;

    Planner(ZooKeeperSettings.Sizes sizes) {
        this.sizes = sizes;
    }

    /** Refuses content that is too big, before anything is read or written. */
    void checkSizes(List<Change> changes) {
        for (Change change : changes) {
            if (change.content().size() > sizes.content()) {
                throw new ContentTooLargeException(
                        change.id() + " has " + change.content().size() + " bytes, above the limit of "
                                + sizes.content()
                                + "; nothing was written. Split the document, or raise the limit for publisher and clients",
                        change.id());
            }
        }
    }

    /**
     * Plans a transaction.
     *
     * @throws ConflictException if an expectation does not hold
     * @throws DocumentAbsentException on deletion of what does not exist
     * @throws ContentTooLargeException if the documents do not fit one transaction
     */
    Plan plan(ClusterNode cluster, List<Change> changes, List<Current> currents, UUID publishId) {
        Publish publish = new Publish(publishId, members(changes, currents));
        List<Plan.Part> parts = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            check(changes.get(i), currents.get(i));
            parts.add(part(cluster, changes.get(i), currents.get(i), publish));
        }
        List<Plan.Part> fitting = fit(parts);
        return new Plan(publishId, fitting, operations(cluster, fitting));
    }

    /** What all changes of a transaction share. */
    private record Publish(UUID id, List<Member> together) {}

    /** Sorted, as headers are read. */
    private static List<Member> members(List<Change> changes, List<Current> currents) {
        return IntStream.range(0, changes.size())
                .mapToObj(i -> new Member(changes.get(i).id(), number(currents.get(i))))
                .sorted(Comparator.comparing(Member::id))
                .toList();
    }

    private static long number(Current current) {
        return current.kept().newest() + 1;
    }

    private static void check(Change change, Current current) {
        VersionInfo info = current.info();
        boolean absent = info == null || info.isDeletion();
        if (change.kind() == VersionInfo.Kind.DELETION && absent && current.damage() == null) {
            throw new DocumentAbsentException(
                    change.id() + " cannot be deleted: "
                            + (info == null ? "it does not exist" : "it is deleted already"),
                    change.id(),
                    info == null ? null : info.version());
        }
        Expectation expectation = change.rule().expectation();
        if (expectation instanceof Expectation.Absent && (!absent || current.damage() != null)) {
            throw conflict(change, current, "must not exist");
        }
        if (expectation instanceof Expectation.CurrentIs expected
                && (info == null || info.version().number() != expected.number())) {
            throw conflict(change, current, "must be at version " + expected.number());
        }
    }

    private static ConflictException conflict(Change change, Current current, String expected) {
        VersionInfo info = current.info();
        String found;
        if (info != null) {
            found = "it is at version " + info.version() + (info.isDeletion() ? ", deleted by " : ", published by ")
                    + info.origin().author() + " at " + info.origin().time();
        } else {
            found = current.damage() == null ? "it does not exist" : "its head is damaged";
        }
        return new ConflictException(
                change.id() + " " + expected + " for this publish, but " + found
                        + "; nothing was written. Read it again, then decide",
                change.id(),
                info == null ? null : info.version());
    }

    private Plan.Part part(ClusterNode cluster, Change change, Current current, Publish publish) {
        VersionInfo before = current.info();
        long incarnation = before == null
                ? cluster.incarnation()
                : Math.max(cluster.incarnation(), before.version().incarnation());
        long number = number(current);
        VersionInfo info = new VersionInfo(
                change.id(),
                new Version(incarnation, number),
                change.kind(),
                format(change, before),
                change.content().size(),
                change.content().sha256(),
                change.origin(),
                publish.id(),
                publish.together());
        byte[] plain = change.content().toBytes();
        byte[] packed = plain.length <= sizes.plain() ? plain : HeadCodec.pack(plain);
        Encoding encoding = packed.length < plain.length ? Encoding.GZIP : Encoding.PLAIN;
        byte[] encoded = encoding == Encoding.GZIP ? packed : plain;
        long oldest = oldestKept(current.kept(), number, change.rule().keep());
        Layout layout = new Layout(encoding, null, oldest, current.usesChunks());
        Plan.Part part = new Plan.Part(new Header(cluster.storeId(), info, layout), encoded, null, current);
        return encoded.length > sizes.inline() ? spilled(part) : part;
    }

    private static Format format(Change change, @Nullable VersionInfo before) {
        Format format = change.format();
        if (format != null) {
            return format;
        }
        return before == null ? Format.HOCON : before.format();
    }

    private static long oldestKept(Current.Kept kept, long number, int keep) {
        long wanted = number - keep + 1;
        return kept.below(wanted).skip(MOST_PRUNED).findFirst().orElseGet(() -> kept.oldestFrom(wanted));
    }

    /** Moves a part's bytes out into chunks. */
    private Plan.Part spilled(Plan.Part part) {
        byte[] encoded = part.body();
        Layout old = part.header().layout();
        Layout layout = new Layout(old.encoding(), Chunks.describe(encoded, sizes.chunk()), old.oldestKept(), true);
        Header header = new Header(part.header().storeId(), part.header().info(), layout);
        return new Plan.Part(header, NOTHING, encoded, part.before());
    }

    /** Spills the biggest parts until the transaction is small enough for every server. */
    private List<Plan.Part> fit(List<Plan.Part> parts) {
        List<Plan.Part> fitting = new ArrayList<>(parts);
        while (bytes(fitting) > sizes.transaction()) {
            Plan.Part biggest = fitting.stream()
                    .max(Comparator.comparingInt(part -> part.body().length))
                    .orElseThrow();
            if (biggest.body().length < SPILLABLE) {
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

    private static long bytes(List<Plan.Part> parts) {
        return parts.stream()
                .mapToLong(
                        part -> 2L * (part.node().length + part.id().toString().length() + OPERATION_OVERHEAD)
                                + (pruned(part).count() + chunks(part))
                                        * (part.id().toString().length() + OPERATION_OVERHEAD))
                .sum();
    }

    private static int chunks(Plan.Part part) {
        Header.Chunks chunks = part.header().layout().chunks();
        return chunks == null ? 0 : chunks.count();
    }

    private static LongStream pruned(Plan.Part part) {
        return part.before().kept().below(part.header().layout().oldestKept());
    }

    private static List<Op> operations(ClusterNode cluster, List<Plan.Part> parts) {
        List<Op> operations = new ArrayList<>();
        operations.add(Op.check(Paths.CLUSTER, cluster.zkVersion()));
        for (Plan.Part part : parts) {
            byte[] node = part.node();
            checkHeader(part, node);
            DocumentId id = part.id();
            Header.Chunks chunks = part.header().layout().chunks();
            for (int i = 0; chunks != null && i < chunks.count(); i++) {
                operations.add(Op.check(Paths.chunk(id, chunks.sha256(), i), -1));
            }
            operations.add(
                    part.before().hasNode()
                            ? Op.setData(Paths.head(id), node, part.before().zkVersion())
                            : create(Paths.head(id), node));
            operations.add(
                    create(Paths.history(id, part.header().info().version().number()), node));
            pruned(part).forEach(gone -> operations.add(Op.delete(Paths.history(id, gone), -1)));
        }
        return operations;
    }

    private static void checkHeader(Plan.Part part, byte[] node) {
        if (node.length - part.body().length > HeaderCodec.MAX_LINE) {
            throw new InvalidRequestException("The header of " + part.id() + " would have "
                    + (node.length - part.body().length) + " bytes, above the limit of " + HeaderCodec.MAX_LINE
                    + "; shorten the message, or publish fewer documents together");
        }
    }

    private static Op create(String path, byte[] data) {
        return Op.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }
}
