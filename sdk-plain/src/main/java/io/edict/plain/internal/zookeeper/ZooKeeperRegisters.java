package io.edict.plain.internal.zookeeper;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.Header;
import io.edict.plain.internal.topology.redundant.Parcel;
import io.edict.plain.internal.topology.redundant.Place;
import io.edict.plain.internal.topology.redundant.RegisterCluster;
import io.edict.plain.internal.topology.register.Answer;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Register;
import io.edict.plain.internal.topology.register.Request;
import io.edict.plain.internal.topology.register.Right;
import io.edict.plain.internal.topology.register.Survey;
import io.edict.plain.internal.zookeeper.RegisterWriter.Draft;
import io.edict.plain.internal.zookeeper.RegisterWriter.Past;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.jspecify.annotations.Nullable;

/**
 * The registers of one cluster.
 *
 * <p>A request is one round trip where this process was the last to write the register, else two: what is there is read, the
 * step computed, and written on condition that nothing has changed. If something has, the same is done again with what is
 * there now, but only on the same session: a write whose outcome is not known is never sent again.
 *
 * <p>Threads: any may ask; bytes are decoded and written on the worker, nothing blocks.
 */
final class ZooKeeperRegisters implements RegisterCluster {
    private static final int TRIES = 10;
    private static final int REMEMBERED = 4_096;
    /** How many checks {@link RegisterWriter#ground} makes. */
    private static final int GROUND = 2;

    private final ZooKeeperSettings settings;
    private final Connection connection;
    private final StoreErrors errors;
    private final RegisterReader reader;
    private final RegisterWriter writer;
    private final Enrolment enrolment;
    private final Mending mending;
    private final RegisterBells bells;
    private final ChunkCollector collector;
    private final Executor worker;
    private final Turns turns;
    private final Cache<DocumentId, Slot> slots =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong connections = new AtomicLong();

    ZooKeeperRegisters(
            ZooKeeperSettings settings,
            Connection connection,
            HeadCodec heads,
            Executor worker,
            ChunkCollector collector) {
        this.collector = collector;
        this.settings = settings;
        this.connection = connection;
        this.worker = worker;
        this.errors = new StoreErrors(settings.servers());
        this.reader = new RegisterReader(worker, heads, settings);
        this.writer = new RegisterWriter(settings);
        this.enrolment = new Enrolment(reader, settings.servers());
        this.bells = new RegisterBells(settings.bells());
        this.mending = new Mending(reader, writer, bells);
        this.turns = new Turns(settings.servers());
    }

    /** A request under way. */
    private record Work(Handle handle, long connection, Member to, DocumentId id, Request request, Contents contents) {}

    /**
     * Why a draft was not written.
     *
     * @param history whether the version's number is in use in history
     * @param bell whether a bell is to blame
     */
    private record Failure(Throwable cause, boolean history, boolean bell) {}

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String servers() {
        return settings.servers();
    }

    @Override
    public boolean isConnected() {
        return connection.connected() != null;
    }

    @Override
    public long connection() {
        return connections.get();
    }

    @Override
    public void whenConnected(Runnable listener) {
        listeners.add(listener);
    }

    /** The connection has come or gone: what is remembered may be of a cluster that was restored meanwhile. */
    void connectionChanged(boolean connected) {
        connections.incrementAndGet();
        reader.forget();
        slots.invalidateAll();
        bells.forget();
        if (connected) {
            listeners.forEach(worker::execute);
        }
    }

    @Override
    public CompletableFuture<Reply> ask(Member to, long connection, DocumentId id, Request request, Contents contents) {
        return turns.take(
                id,
                () -> onHandle(
                        id,
                        handle -> attempt(new Work(handle, connection, to, id, request, contents), Past.FREE, TRIES)));
    }

    private <T> CompletableFuture<T> onHandle(
            @Nullable DocumentId id, Function<Handle, CompletableFuture<T>> conversation) {
        Handle handle = connection.connected();
        if (handle == null) {
            return CompletableFuture.failedFuture(new StoreUnreachableException(
                    "Not connected to the cluster " + settings.name() + " at " + settings.servers(), id, null));
        }
        return conversation
                .apply(handle)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(errors.translate(failure, id)));
    }

    private CompletableFuture<Reply> attempt(Work work, Past past, int tries) {
        Slot slot = slots.getIfPresent(work.id());
        if (slot != null && reader.isKnown(slot.ground()) && slot.ground().handle() == work.handle()) {
            if (!(work.request() instanceof Request.Prepare) && !isFenced(work.request(), slot)) {
                return step(work, slot, null, past, tries);
            }
        }
        return reader.read(work.handle(), work.id())
                .thenComposeAsync(seen -> step(work, seen.slot(), RegisterReader.shown(seen), past, tries), worker);
    }

    private CompletableFuture<Reply> step(Work work, Slot slot, @Nullable Parcel shown, Past past, int tries) {
        Member self = slot.ground().roll().self();
        if (!self.equals(work.to())) {
            return certain(work, slot, RegisterWriter.ground(slot.ground()), () -> stranger(work, slot, self), tries);
        }
        if (work.request() instanceof Request.Accept && work.connection() != connections.get()) {
            return CompletableFuture.failedFuture(new StoreUnreachableException(
                    "The connection to the cluster " + settings.name() + " at " + settings.servers()
                            + " has ended since it was asked for its vote; it will be asked anew",
                    work.id(),
                    null));
        }
        Register before = slot.register();
        Register.Step step = before.on(
                work.request(),
                slot.ground().roll().membership().epoch(),
                allowed(slot.acl().fence()));
        if (step.answer() instanceof Answer.Fenced) {
            return CompletableFuture.completedFuture(new Reply(step.answer(), shown));
        }
        Reply reply = new Reply(step.answer(), shown);
        if (isWritten(before, step)) {
            slots.put(work.id(), slot);
            List<Op> checks = grounds(work.id(), slot, step.answer());
            return checks.isEmpty()
                    ? CompletableFuture.completedFuture(reply)
                    : certain(work, slot, checks, () -> CompletableFuture.completedFuture(reply), tries);
        }
        return draft(work, slot, step.after())
                .thenComposeAsync(draft -> write(work, draft, past), worker)
                .thenCompose(problem -> problem.isEmpty()
                        ? CompletableFuture.completedFuture(reply)
                        : again(work, problem.get(), tries));
    }

    /** Nobody is turned away from memory: the namespace may be open again. */
    private static boolean isFenced(Request request, Slot slot) {
        return request instanceof Request.Accept accept
                && !allowed(slot.acl().fence()).allows(accept.right());
    }

    private static Right allowed(Fence fence) {
        return fence.takesPublishes() ? Right.PUBLISH : fence.takesCopies() ? Right.COPY : Right.SETTLE;
    }

    @SuppressWarnings("ReferenceEquality") // the same object says that there is nothing to write
    private static boolean isWritten(Register before, Register.Step step) {
        return step.after() == before;
    }

    private CompletableFuture<Reply> stranger(Work work, Slot slot, Member self) {
        if (self.cluster().equals(work.to().cluster())
                && self.life() > work.to().life()) {
            long epoch = slot.ground().roll().membership().epoch();
            return CompletableFuture.completedFuture(new Reply(new Answer.OtherEpoch(epoch), null));
        }
        return CompletableFuture.failedFuture(new InvalidRequestException("The cluster at " + settings.servers()
                + " says that it is " + self + ", and not " + work.to()
                + "; give it the connect string that belongs to it"));
    }

    /**
     * What must still be so for an answer to count that no transaction checks, because nothing is written: what excludes a
     * member must not come from a server that lags, and which members there are must not come from this process's memory, which
     * nothing else would ever correct. Empty if a wrong answer does no harm.
     */
    private static List<Op> grounds(DocumentId id, Slot slot, Answer answer) {
        boolean forgot = answer instanceof Answer.Forgot;
        boolean diverged = answer instanceof Answer.Diverged;
        if (!forgot && !diverged && !(answer instanceof Answer.OtherEpoch)) {
            return List.of();
        }
        List<Op> checks = RegisterWriter.ground(slot.ground());
        if (forgot || diverged) {
            checks.add(Op.check(Paths.register(id), slot.nodes().register()));
        }
        if (diverged) {
            checks.add(Op.check(Paths.head(id), slot.nodes().head()));
        }
        return checks;
    }

    /** Answers if what the answer rests on is so, and asks again if it is not. */
    private CompletableFuture<Reply> certain(
            Work work, Slot slot, List<Op> checks, Supplier<CompletableFuture<Reply>> answer, int tries) {
        int missing = slot.nodes().register() >= 0 ? -1 : GROUND;
        return work.handle()
                .multi(checks)
                .handle((done, failure) -> Optional.ofNullable(failure))
                .thenCompose(failure -> {
                    boolean confirmed = failure.isEmpty()
                            || (StoreErrors.unwrap(failure.get()) instanceof MultiFailed failed
                                    && failed.culprit() == missing);
                    return confirmed ? answer.get() : failed(work, failure.orElseThrow(), tries);
                });
    }

    /** Fetches the content that a step lays down. */
    private CompletableFuture<Draft> draft(Work work, Slot slot, Register after) {
        CompletableFuture<@Nullable Parcel> beside = content(work, slot, slot.toLayBeside(after));
        CompletableFuture<@Nullable Parcel> moved = content(work, slot, slot.toInstall(after));
        return beside.thenCombine(moved, (one, other) -> new Draft(slot, after, one, other));
    }

    private CompletableFuture<@Nullable Parcel> content(Work work, Slot slot, @Nullable Edition edition) {
        if (edition == null) {
            return CompletableFuture.completedFuture(null);
        }
        return work.contents().get(edition, false).<@Nullable Parcel>thenCompose(parcel -> {
            String name = RegisterWriter.name(parcel);
            boolean there = name == null || name.equals(slot.nodes().laid());
            return there || parcel.isWhole()
                    ? CompletableFuture.completedFuture(parcel)
                    : work.contents().get(edition, true);
        });
    }

    /** Empty if the draft is written. */
    private CompletableFuture<Optional<Failure>> write(Work work, Draft draft, Past past) {
        boolean accepts = work.request() instanceof Request.Accept accept && accept.right() != Right.SETTLE;
        CompletableFuture<Void> ready = accepts || draft.moved() != null
                ? writer.parents(draft.slot(), work.id())
                : writer.registerParents(draft.slot(), work.id());
        for (Parcel parcel : draft.parcels()) {
            String name = RegisterWriter.name(parcel);
            if (name != null && !name.equals(draft.slot().nodes().laid())) {
                ready = ready.thenCompose(done -> writer.chunks(draft.slot(), parcel));
            }
        }
        List<Op> operations = RegisterWriter.operations(work.id(), draft, past);
        if (accepts) {
            operations.add(draft.slot().acl().sameFence(work.id().namespace()));
        }
        Parcel moved = draft.moved();
        return ready.thenCompose(done -> bells.lay(draft.slot(), moved))
                .thenCompose(rings -> {
                    if (rings && moved != null) {
                        bells.ring(draft.slot(), moved, operations);
                    }
                    return work.handle().multi(operations);
                })
                .handle((results, failure) -> {
                    if (failure == null) {
                        written(work.id(), draft);
                        return Optional.empty();
                    }
                    boolean bell = bells.blamed(work.id(), failure, operations);
                    return Optional.of(new Failure(failure, blamesHistory(failure, operations), bell));
                });
    }

    private static boolean blamesHistory(Throwable failure, List<Op> operations) {
        return StoreErrors.unwrap(failure) instanceof MultiFailed failed
                && failed.code() == Code.NODEEXISTS
                && failed.culprit() >= 0
                && operations.get(failed.culprit()).getPath().startsWith(Paths.HISTORY + "/");
    }

    private void written(DocumentId id, Draft draft) {
        slots.put(id, RegisterWriter.written(draft));
        Parcel moved = draft.moved();
        if (moved != null) {
            RegisterWriter.prune(draft.slot(), moved);
            bells.rung(draft.slot(), moved);
            Header old = draft.slot().nodes().header();
            if (RegisterWriter.name(moved) != null
                    || (old != null && old.layout().usesChunks())) {
                collector.collect(draft.slot().ground().handle(), id);
            }
        }
    }

    private CompletableFuture<Reply> again(Work work, Failure failure, int tries) {
        Edition wanted = wanted(work.request());
        if (failure.bell() && tries > 0 && connection.connected() == work.handle()) {
            forget(work.id());
            return attempt(work, Past.FREE, tries - 1);
        }
        if (!failure.history() || wanted == null || tries == 0) {
            return failed(work, failure.cause(), tries);
        }
        forget(work.id());
        String path = Paths.history(work.id(), wanted.version().number());
        return Currents.orMissing(work.handle().getData(path))
                .thenComposeAsync(
                        node -> {
                            Past past = node == null
                                    ? Past.FREE
                                    : reader.holds(work.id(), node, wanted) ? Past.KEPT : Past.WRONG;
                            return attempt(work, past, tries - 1);
                        },
                        worker);
    }

    /** The edition that a request may move the head to. */
    private static @Nullable Edition wanted(Request request) {
        if (request instanceof Request.Install install) {
            return install.edition();
        }
        return request instanceof Request.Accept accept ? accept.base() : null;
    }

    private CompletableFuture<Reply> failed(Work work, Throwable failure, int tries) {
        forget(work.id());
        boolean raced = switch (StoreErrors.code(failure)) {
            case BADVERSION, NODEEXISTS, NONODE -> true;
            default -> false;
        };
        return raced && tries > 0 && connection.connected() == work.handle()
                ? attempt(work, Past.FREE, tries - 1)
                : CompletableFuture.failedFuture(failure);
    }

    private void forget(DocumentId id) {
        slots.invalidate(id);
        reader.forget();
    }

    @Override
    public CompletableFuture<Survey.View> view(DocumentId id) {
        return onHandle(
                id,
                handle -> reader.read(handle, id).thenCompose(seen -> {
                    slots.put(id, seen.slot()); // what hands did to the head is not known otherwise
                    return seen.head() == null
                            ? CompletableFuture.completedFuture(
                                    new Survey.View(seen.slot().register(), null))
                            : reader.contentSha256(handle, seen.head())
                                    .thenApply(sha256 ->
                                            new Survey.View(seen.slot().register(), sha256));
                }));
    }

    @Override
    public CompletableFuture<Optional<Parcel>> find(DocumentId id, Edition edition) {
        return onHandle(id, handle -> reader.find(handle, id, edition));
    }

    @Override
    public CompletableFuture<Boolean> replace(DocumentId id, Edition wrong, Parcel truth) {
        return turns.take(
                id,
                () -> onHandle(id, handle -> mending.replace(handle, wrong, truth))
                        .whenComplete((done, failure) -> slots.invalidate(id)));
    }

    @Override
    public CompletableFuture<Boolean> adopt(Parcel parcel) {
        return onHandle(parcel.info().id(), handle -> mending.adopt(handle, parcel));
    }

    @Override
    public CompletableFuture<Place> place() {
        return onHandle(null, enrolment::place);
    }

    @Override
    public CompletableFuture<Boolean> enrol(Place expected, Place.Roll roll, String storeId) {
        return onHandle(null, handle -> enrolment.enrol(handle, expected, roll, storeId));
    }

    @Override
    public CompletableFuture<Set<DocumentId>> documents() {
        return onHandle(null, enrolment::documents);
    }

    @Override
    public CompletableFuture<Set<DocumentId>> documents(String namespace) {
        return onHandle(null, handle -> enrolment.documents(handle, namespace));
    }
}
