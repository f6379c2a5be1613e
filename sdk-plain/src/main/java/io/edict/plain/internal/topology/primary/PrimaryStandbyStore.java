package io.edict.plain.internal.topology.primary;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.error.EdictException;
import io.edict.error.FencedException;
import io.edict.error.OutcomeUnknownException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.Nearest;
import io.edict.plain.internal.topology.Rules;
import io.edict.plain.internal.topology.primary.Primaries.Primary;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store of which one cluster takes publishes and the others hold copies. Reads and watches come from the nearest that is
 * well; what asks for the latest asks the primary first.
 *
 * <p>Threads: what people do runs on their own; the rest as {@link Nearest} says.
 */
public final class PrimaryStandbyStore implements ShardStore {
    private static final long AGAIN = TimeUnit.MILLISECONDS.toNanos(50);

    private final Nearest nearest;
    private final Primaries primaries;
    private final List<Member> witnesses;
    private final int acknowledged;
    private final Replicator.@Nullable Duty duty;
    private final List<Replicator> replicators = new CopyOnWriteArrayList<>();

    /**
     * How the store works.
     *
     * @param members the clusters with documents, the first primary of a new store first
     * @param witnesses the clusters without documents, which count where a majority decides
     * @param acknowledged on how many standbys a version must be before a publish returns
     * @param pace how the clusters are watched
     * @param duty how this process stands for election to copy, or null if it does not
     */
    public record Settings(
            List<Member> members,
            List<Member> witnesses,
            int acknowledged,
            Nearest.Pace pace,
            Replicator.@Nullable Duty duty) {}

    /** Makes a store that is not connected yet. */
    public PrimaryStandbyStore(Settings settings, ScheduledExecutorService timer) {
        this.witnesses = settings.witnesses();
        this.acknowledged = settings.acknowledged();
        this.duty = settings.duty();
        this.nearest = new Nearest(settings.members(), new Knowledge(), settings.pace(), timer);
        this.primaries = new Primaries(nearest);
    }

    private final class Knowledge implements Rules {
        /** Only the primary knows what does not exist; before it is known, all must say so. */
        @Override
        public boolean isAbsent(Set<String> without) {
            Primary primary = primaries.last();
            return primary == null
                    ? without.size() == nearest.members().size()
                    : without.contains(primary.member().name());
        }

        @Override
        public void heard(Member member, Standing standing) {
            primaries.heard(standing);
        }
    }

    List<Member> witnesses() {
        return witnesses;
    }

    /** The clusters with documents. */
    public Nearest nearest() {
        return nearest;
    }

    Primaries primaries() {
        return primaries;
    }

    @Override
    public void start() {
        nearest.start();
        witnesses.forEach(witness -> witness.store().start());
        Replicator.Duty own = duty;
        if (own != null) {
            replicators.addAll(Replicator.all(this, own));
        }
    }

    @Override
    public CompletableFuture<Reading> read(DocumentId id, boolean strong) {
        return nearest.read(id, strong);
    }

    @Override
    public Reading current(DocumentId id, Deadline deadline) {
        return nearest.current(preferred(deadline), id, deadline);
    }

    @Override
    public List<Kept> kept(DocumentId id, Deadline deadline) {
        return nearest.ask(preferred(deadline), deadline, asked -> asked.store().kept(id, asked.deadline()));
    }

    @Override
    public StoredVersion content(DocumentId id, long number, Deadline deadline) {
        return nearest.ask(preferred(deadline), deadline, asked -> asked.store().content(id, number, asked.deadline()));
    }

    @Override
    public List<String> namespaces(Deadline deadline) {
        return nearest.ask(preferred(deadline), deadline, asked -> asked.store().namespaces(asked.deadline()));
    }

    @Override
    public List<DocumentId> documents(String namespace, Deadline deadline) {
        return nearest.ask(
                preferred(deadline), deadline, asked -> asked.store().documents(namespace, asked.deadline()));
    }

    /** The primary, if there is one and it is known, or can be found without waiting for clusters that are down. */
    private List<Member> preferred(Deadline deadline) {
        try {
            return primaries.look(deadline).map(Primary::member).stream().toList();
        } catch (StoreUnreachableException e) {
            if (nearest.well().isEmpty()) {
                throw e;
            }
            return List.of();
        }
    }

    @Override
    public List<PublishResult> publish(List<Change> changes, Issuer issuer, Deadline deadline) {
        Primary[] at = new Primary[1];
        List<PublishResult> results = atPrimary(changes.get(0).id(), deadline, (primary, part) -> {
            at[0] = primary;
            return primary.member().store().publish(changes, issuer, part);
        });
        acknowledge(at[0], changes, results, deadline);
        return results;
    }

    @Override
    public List<Installation.Outcome> install(Installation installation, Deadline deadline) {
        DocumentId id = installation.versions().get(0).version().info().id();
        return atPrimary(
                id,
                deadline,
                (primary, part) -> primary.member()
                        .store()
                        .install(new Installation(installation.versions(), primary.epoch()), part));
    }

    @Override
    public @Nullable String storeId(Deadline deadline) {
        return primaries
                .look(deadline)
                .map(primary -> primary.standing().storeId())
                .or(() -> anySaid(deadline))
                .orElse(null);
    }

    /** A cluster that stood alone before may be the first primary, and give the store its identity. */
    private Optional<String> anySaid(Deadline deadline) {
        return primaries.ask(deadline).stream()
                .map(Primaries.Said::standing)
                .flatMap(Stream::ofNullable)
                .map(Standing::storeId)
                .findFirst();
    }

    @Override
    public boolean found(String storeId, Deadline deadline) {
        return primaries.found(storeId, deadline);
    }

    /** Of any cluster: a namespace is served elsewhere only once its fence is closed in all. */
    @Override
    public Fence fence(String namespace, Deadline deadline) {
        return nearest.ask(
                preferred(deadline), deadline, asked -> asked.member().store().fence(namespace, asked.deadline()));
    }

    /** The primary first: what it takes before that can still be copied to the others, which a closed fence lets pass there. */
    @Override
    public Fence fence(String namespace, Fence next, Deadline deadline) {
        Primary primary = primaries.get(deadline);
        Fence now = primary.member().store().fence(namespace, next, deadline);
        for (Member member : nearest.members()) {
            if (!member.equals(primary.member())) {
                member.store().fence(namespace, next, Deadline.after(deadline.within()));
            }
        }
        return now;
    }

    @Override
    public boolean admit(String namespace, long map, Deadline deadline) {
        return atPrimary(
                null, deadline, (primary, part) -> primary.member().store().admit(namespace, map, part));
    }

    @Override
    public ConfigStore authority(Deadline deadline) {
        return atPrimary(null, deadline, (primary, part) -> primary.member().store());
    }

    @Override
    public void secure(Collection<DocumentId> ids, Deadline deadline) {
        while (true) {
            Primary primary = atPrimary(null, deadline, (found, part) -> found);
            Optional<Member> without = nearest.members().stream()
                    .filter(standby -> !standby.equals(primary.member())
                            && !copied(primary, standby, ids, () -> Deadline.after(deadline.within())))
                    .findFirst();
            if (without.isEmpty()) {
                return;
            }
            primaries.doubt();
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                throw behind(primary, without.get());
            }
            LockSupport.parkNanos(Math.min(AGAIN, deadline.leftNanos()));
        }
    }

    private static StoreUnreachableException behind(Primary primary, Member standby) {
        return new StoreUnreachableException(
                "The cluster " + standby.name() + " at " + standby.store().servers()
                        + " does not have what the primary "
                        + primary.member().name()
                        + " has, and nothing is moved between shards before it has; look at the status of the clusters, and"
                        + " see to it that somebody copies",
                null,
                null);
    }

    @Override
    public List<Kept> setAside(DocumentId id, List<Long> numbers, Deadline deadline) {
        return atPrimary(
                id, deadline, (primary, part) -> primary.member().store().setAside(id, numbers, part));
    }

    @Override
    public long incarnation(Deadline deadline) {
        return atPrimary(
                null, deadline, (primary, part) -> primary.member().store().incarnation(part));
    }

    @Override
    public long raiseIncarnation(long expected, Deadline deadline) {
        return atPrimary(
                null, deadline, (primary, part) -> primary.member().store().raiseIncarnation(expected, part));
    }

    /** Does something at the primary; looks for it again if it has moved, as long as nothing was written. */
    private <T> T atPrimary(@Nullable DocumentId id, Deadline deadline, BiFunction<Primary, Deadline, T> work) {
        while (true) {
            Primary primary = primaries.last();
            try {
                primary = primaries.get(deadline);
                if (!nearest.isWell(primary.member())) {
                    throw primaryAway(primary, id, null);
                }
                return work.apply(primary, deadline);
            } catch (FencedException | StoreUnreachableException e) {
                primaries.doubt();
                if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                    throw primary == null || e instanceof FencedException ? e : primaryAway(primary, id, e);
                }
                LockSupport.parkNanos(Math.min(AGAIN, deadline.leftNanos()));
            }
        }
    }

    private StoreUnreachableException primaryAway(
            Primary primary, @Nullable DocumentId id, @Nullable EdictException cause) {
        return nearest.unreachable(
                "The primary " + primary.member().name() + " of epoch " + primary.epoch()
                        + " cannot be reached, so nothing was written; reads go on from the standbys. Wait for it, or promote"
                        + " a standby",
                id,
                cause);
    }

    private void acknowledge(Primary primary, List<Change> changes, List<PublishResult> results, Deadline deadline) {
        if (acknowledged == 0) {
            return;
        }
        List<DocumentId> ids = changes.stream().map(Change::id).toList();
        int done = 0;
        for (Member standby : nearest.well()) {
            if (done < acknowledged
                    && !standby.equals(primary.member())
                    && copied(primary, standby, ids, () -> shorter(deadline))) {
                done++;
            }
        }
        if (done < acknowledged) {
            PublishResult first = results.get(0);
            throw new OutcomeUnknownException(
                    "Version " + first.version() + " of " + first.published().id() + " is on the primary "
                            + primary.member().name() + " and on " + done + " of the " + acknowledged
                            + " standbys that must have it, so a failover may lose it; look at the status of the clusters,"
                            + " then for the publish id " + first.published().publishId() + " in history",
                    first.published().id(),
                    first.published().publishId(),
                    null);
        }
    }

    /** Whether a standby has what the primary has of some documents, or gets it now; each request has its own time. */
    private static boolean copied(
            Primary primary, Member standby, Collection<DocumentId> ids, Supplier<Deadline> deadlines) {
        try {
            Copier.Result result =
                    new Copier(primary.member().store(), standby.store(), primary.epoch(), deadlines).copy(ids);
            return result.failed().isEmpty() && result.ahead().isEmpty();
        } catch (EdictException e) {
            return false;
        }
    }

    private static Deadline shorter(Deadline deadline) {
        return Deadline.after(Duration.ofNanos(deadline.leftNanos()));
    }

    @Override
    public StoreWatch watch(StoreWatch.Sink sink) {
        return nearest.watch(sink);
    }

    @Override
    public List<ClusterStatus> status() {
        return nearest.status();
    }

    @Override
    public String servers() {
        return nearest.servers();
    }

    @Override
    public String diagnose(Deadline deadline) {
        return nearest.diagnose(deadline);
    }

    @Override
    public void close() {
        replicators.forEach(Replicator::close);
        nearest.close();
        witnesses.forEach(witness -> witness.store().close());
    }
}
