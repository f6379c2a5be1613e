package io.edict.plain.internal.zookeeper;

import io.edict.DocumentId;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.topology.redundant.Parcel;
import io.edict.plain.internal.topology.redundant.Place.Roll;
import io.edict.plain.internal.topology.register.Ballot;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.topology.register.Edition.Past;
import io.edict.plain.internal.topology.register.Marks;
import io.edict.plain.internal.topology.register.Register;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** Reads registers, and finds content. Bytes arrive on ZooKeeper's event thread and are decoded on the worker. */
final class RegisterReader {
    private static final int ROUNDS = 5;

    private final Executor worker;
    private final HeadCodec heads;
    private final RegisterCodec registers;
    private final Chunks chunks;
    private final NamespaceAcls acls;
    private final String servers;
    private volatile Slot.@Nullable Ground known;

    RegisterReader(Executor worker, HeadCodec heads, ZooKeeperSettings settings) {
        this.worker = worker;
        this.heads = heads;
        this.registers = new RegisterCodec(settings.servers());
        this.chunks = new Chunks(settings.sizes(), settings.servers());
        this.acls = new NamespaceAcls(settings.servers());
        this.servers = settings.servers();
    }

    /**
     * A register as it was read.
     *
     * @param accepted what stands beside it, if that is its edition
     * @param head the head, if it can be read
     */
    record Seen(
            Slot slot, @Nullable Parcel accepted, @Nullable Head head) {}

    /** The content of a register's edition as it was read with it, or null; perhaps not whole. */
    static @Nullable Parcel shown(Seen seen) {
        Edition edition = seen.slot().register().edition();
        if (seen.accepted() != null || edition == null || seen.head() == null) {
            return seen.accepted();
        }
        return edition.is(seen.slot().register().head()) ? parcel(seen.head()) : null;
    }

    /** Nodes that were read together. */
    private record Nodes(
            @Nullable Node accepted,
            @Nullable Node register,
            @Nullable Node head) {}

    /** Whether a slot's ground has not been found to have changed. */
    @SuppressWarnings("ReferenceEquality") // one that was read anew may be equal, and of a cluster that was restored
    boolean isKnown(Slot.Ground ground) {
        return ground == known;
    }

    /** What the cluster's registers stand on must be read anew. */
    void forget() {
        known = null;
    }

    CompletableFuture<Slot.Ground> ground(Handle handle) {
        Slot.Ground ground = known;
        if (ground != null && ground.handle() == handle) {
            return CompletableFuture.completedFuture(ground);
        }
        CompletableFuture<@Nullable Node> cluster = Currents.orMissing(handle.getData(Paths.CLUSTER));
        CompletableFuture<@Nullable Node> members = Currents.orMissing(handle.getData(Paths.MEMBERS));
        return cluster.thenCombine(members, (clusterNode, membersNode) -> {
            if (clusterNode == null || membersNode == null) {
                throw new InvalidRequestException(
                        "The cluster at " + servers + " has no part in a redundant store: it was"
                                + " emptied, or is another one than it was. It does not count until it is added to the members"
                                + " anew");
            }
            Slot.Ground read = new Slot.Ground(
                    handle,
                    ClusterNode.decode(clusterNode, servers),
                    registers.decodeRoll(membersNode),
                    membersNode.stat().getVersion());
            known = read;
            return read;
        });
    }

    /** Reads a register from a server that has caught up. */
    CompletableFuture<Seen> read(Handle handle, DocumentId id) {
        return read(handle, id, ROUNDS);
    }

    private CompletableFuture<Seen> read(Handle handle, DocumentId id, int rounds) {
        CompletableFuture<String> caughtUp = handle.sync();
        CompletableFuture<Slot.Ground> ground = ground(handle);
        CompletableFuture<NamespaceAcl> acl = acls.read(handle, id);
        CompletableFuture<@Nullable Node> accepted = Currents.orMissing(handle.getData(Paths.accepted(id)));
        CompletableFuture<@Nullable Node> register = Currents.orMissing(handle.getData(Paths.register(id)));
        CompletableFuture<@Nullable Node> head = Currents.orMissing(Currents.orDamaged(handle.getData(Paths.head(id))));
        return CompletableFuture.allOf(caughtUp, ground, acl, accepted, register, head)
                .thenApplyAsync(
                        all -> Optional.ofNullable(seen(
                                id,
                                ground.join(),
                                acl.join(),
                                new Nodes(accepted.join(), register.join(), head.join()))),
                        worker)
                .thenCompose(seen ->
                        seen.isPresent() ? CompletableFuture.completedFuture(seen.get()) : again(handle, id, rounds));
    }

    private CompletableFuture<Seen> again(Handle handle, DocumentId id, int rounds) {
        return rounds > 0
                ? read(handle, id, rounds - 1)
                : CompletableFuture.failedFuture(registers.corrupt(Paths.accepted(id), id, null));
    }

    /** Null if something was written between the reads. */
    private @Nullable Seen seen(DocumentId id, Slot.Ground ground, NamespaceAcl acl, Nodes nodes) {
        Node node = nodes.head();
        Head head = node == null ? null : readable(id, node);
        Edition shown = head == null ? null : alone(head.info());
        long life = ground.roll().self().life();
        RegisterCodec.Line line = nodes.register() == null ? null : registers.decode(id, nodes.register());
        Register register;
        Parcel beside = null;
        if (line == null || line.life() < life) {
            register = untouched(shown, line == null && life == 1);
        } else {
            beside = nodes.accepted() == null || line.sha256() == null ? null : parcel(id, nodes.accepted());
            Edition edition = beside == null ? null : new Edition(beside.info(), line.past());
            if (line.sha256() != null && !matches(line, beside)) {
                return null;
            }
            register = new Register(line.promised(), line.accepted(), edition, shown, line.marks());
        }
        int registerVersion =
                nodes.register() == null ? -1 : nodes.register().stat().getVersion();
        Slot.Nodes stand = new Slot.Nodes(
                registerVersion,
                nodes.accepted() != null,
                beside == null ? null : register.edition(),
                node == null ? -1 : node.stat().getVersion(),
                head == null ? null : head.header(),
                laid(beside == null ? null : beside.header()));
        return new Seen(new Slot(ground, acl, stand, register), beside, head);
    }

    private @Nullable Head readable(DocumentId id, Node node) {
        try {
            return heads.decode(id, node);
        } catch (EdictException damaged) {
            return null;
        }
    }

    /**
     * Where there is no register yet. A head that stands there nevertheless is from before the store was formed, when all
     * clusters got the same one: it counts as accepted everywhere under one ballot, which is below all others.
     */
    private static Register untouched(@Nullable Edition head, boolean adopts) {
        if (head == null || !adopts) {
            return new Register(Ballot.NONE, Ballot.NONE, null, head, Marks.NONE);
        }
        Version version = head.version();
        Ballot ballot = new Ballot(0, new UUID(version.incarnation(), version.number()));
        return new Register(ballot, ballot, head, head, Marks.NONE);
    }

    private static boolean matches(RegisterCodec.Line line, @Nullable Parcel beside) {
        if (beside == null) {
            return false;
        }
        Past itself = line.past().get(0);
        return itself.version().equals(beside.info().version())
                && itself.publishId().equals(beside.info().publishId())
                && beside.info().sha256().equals(line.sha256());
    }

    /** The edition of a head, which remembers nothing but itself. */
    static Edition alone(VersionInfo info) {
        return new Edition(info, List.of(new Past(info.version(), info.publishId())));
    }

    private static @Nullable String laid(@Nullable Header header) {
        Header.Chunks described = header == null ? null : header.layout().chunks();
        return described == null ? null : described.sha256();
    }

    private Parcel parcel(DocumentId id, Node node) {
        return parcel(heads.decode(id, node));
    }

    private static Parcel parcel(Head head) {
        byte[] data = head.node().data();
        return new Parcel(head.header(), Arrays.copyOfRange(data, head.bodyAt(), data.length), null);
    }

    /** The SHA-256 of a head's content as it stands, or what cannot be one if it cannot even be unpacked. */
    CompletableFuture<String> contentSha256(Handle handle, Head head) {
        CompletableFuture<byte[]> encoded = head.header().layout().chunks() == null
                ? CompletableFuture.completedFuture(parcel(head).body())
                : chunks.read(handle, head.header());
        return encoded.thenApplyAsync(
                        bytes -> heads.verified(head.header(), bytes).content().sha256(), worker)
                .exceptionallyCompose(failure -> isDamage(failure)
                        ? CompletableFuture.completedFuture("damaged")
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean isDamage(Throwable failure) {
        Throwable cause = StoreErrors.unwrap(failure);
        return cause instanceof EdictException || cause instanceof Oversize || StoreErrors.code(cause) == Code.NONODE;
    }

    /** Finds an edition's content, whole and verified, beside the register, in the head or in history. */
    CompletableFuture<Optional<Parcel>> find(Handle handle, DocumentId id, Edition edition) {
        CompletableFuture<Optional<Parcel>> found = CompletableFuture.completedFuture(Optional.empty());
        for (String path : List.of(
                Paths.accepted(id),
                Paths.head(id),
                Paths.history(id, edition.version().number()))) {
            found = found.thenCompose(already ->
                    already.isPresent() ? CompletableFuture.completedFuture(already) : find(handle, path, edition));
        }
        return found;
    }

    private CompletableFuture<Optional<Parcel>> find(Handle handle, String path, Edition edition) {
        return Currents.orMissing(handle.getData(path))
                .thenComposeAsync(node -> node == null ? none() : whole(handle, node, edition), worker)
                .exceptionallyCompose(failure -> isDamage(failure) ? none() : CompletableFuture.failedFuture(failure));
    }

    private static CompletableFuture<Optional<Parcel>> none() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    private CompletableFuture<Optional<Parcel>> whole(Handle handle, Node node, Edition edition) {
        Parcel parcel = parcel(edition.info().id(), node);
        if (!parcel.holds(edition)) {
            return none();
        }
        if (parcel.header().layout().chunks() == null) {
            heads.verified(parcel.header(), parcel.body());
            return CompletableFuture.completedFuture(Optional.of(parcel));
        }
        return chunks.read(handle, parcel.header())
                .thenApplyAsync(
                        encoded -> {
                            heads.verified(parcel.header(), encoded);
                            return Optional.of(new Parcel(parcel.header(), parcel.body(), encoded));
                        },
                        worker);
    }

    /** Whether a node holds an edition. */
    boolean holds(DocumentId id, Node node, Edition edition) {
        Head head = readable(id, node);
        return head != null && edition.is(alone(head.info()));
    }

    /** What stands in {@code /edict/members}. */
    Roll roll(Node node) {
        return registers.decodeRoll(node);
    }
}
