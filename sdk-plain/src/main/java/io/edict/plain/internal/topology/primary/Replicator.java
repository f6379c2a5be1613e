package io.edict.plain.internal.topology.primary;

import io.edict.ClientEvent;
import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Fence;
import io.edict.plain.internal.store.MemberStore.Candidacy;
import io.edict.plain.internal.store.ShardStore;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.Standing;
import io.edict.plain.internal.store.Standing.Role;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.Nearest;
import io.edict.plain.internal.topology.primary.Primaries.Primary;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one standby at what the primary has committed, for as long as this process is elected to do so there. Any number of
 * processes may stand; that two copy at once for a while does no harm.
 *
 * <p>Threads: one of its own, which alone touches all fields that are neither final nor volatile, and waits for those that copy.
 * The primary's watch only puts documents in line. A hung cluster holds up this thread and no other standby's.
 */
public final class Replicator implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Replicator.class);
    private static final Duration REQUEST = Duration.ofSeconds(5);
    private static final String DUTY = "replicator";

    private final Nearest nearest;
    private final Primaries primaries;
    private final Member standby;
    private final Pace pace;
    private final Promotion promotion;
    private final @Nullable Duration promoteAfter;
    private final Candidacy candidacy;
    private final ParallelCopies copies;
    private final BlockingQueue<DocumentId> changed = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);

    private @Nullable StoreWatch watch;
    private @Nullable Primary watched;
    private Set<String> namespaces = new HashSet<>();
    private Map<DocumentId, String> troubled = Map.of();
    private @Nullable Long awaySince;
    private String trouble = "";
    private long completeAt;
    private long namespacesAt;

    /**
     * How often to look beyond what is announced.
     *
     * @param namespaces for new namespaces, and whether this process is elected
     * @param everything at every document
     */
    public record Pace(Duration namespaces, Duration everything) {
        /** Every second, every minute. */
        public static final Pace DEFAULT = new Pace(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /**
     * How a process stands for election.
     *
     * @param name as what, for people who look
     * @param pace how often it looks
     * @param promoteAfter after what time without the primary it promotes its standby, or null for never
     */
    public record Duty(String name, Pace pace, @Nullable Duration promoteAfter) {}

    /** Begins to stand for election, and to copy once elected. */
    Replicator(PrimaryStandbyStore store, Member standby, Duty duty) {
        this.promotion = new Promotion(store);
        this.promoteAfter = duty.promoteAfter();
        this.nearest = store.nearest();
        this.primaries = store.primaries();
        this.standby = standby;
        this.pace = duty.pace();
        this.candidacy = standby.store().stand(DUTY, duty.name());
        this.copies = new ParallelCopies(standby.name());
        this.thread = new Thread(this::run, "edict-replicator-" + standby.name());
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        ended.countDown();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        copies.close();
        candidacy.close();
    }

    private void run() {
        while (ended.getCount() > 0) {
            try {
                turn();
                trouble = "";
            } catch (EdictException e) {
                heldUp(e.getMessage());
            } catch (RuntimeException e) {
                log.error("Copying to {} failed in a way that Edict does not know", standby.name(), e);
                letGo();
            }
            if (watch == null) {
                pause();
            }
        }
        letGo();
    }

    /** Says so once, until the reason is another one. */
    private void heldUp(String reason) {
        if (!reason.equals(trouble)) {
            log.warn("Copying to {} is held up: {}", standby.name(), reason);
            trouble = reason;
        }
        letGo();
        primaries.doubt();
    }

    private void turn() {
        boolean elected = candidacy.elected();
        Primary primary = elected ? primaries.look(deadline()).orElse(null) : null;
        if (primary == null || primary.member().equals(standby)) {
            letGo();
            awaySince = null;
            if (primary != null && promoteAfter != null) {
                finishPromotion(primary);
            }
            return;
        }
        if (!nearest.isWell(primary.member())) {
            letGo();
            primaries.doubt();
            doWithout(primary);
            return;
        }
        awaySince = null;
        if (watch == null || !primary.equals(watched)) {
            letGo();
            join(primary);
            follow(primary);
        }
        copy(primary, due(primary));
    }

    /** The primary is away: after the time that was set, the standby takes its place. */
    private void doWithout(Primary primary) {
        long now = System.nanoTime();
        Long since = awaySince;
        if (since == null) {
            awaySince = now;
        } else if (promoteAfter != null && now - since >= promoteAfter.toNanos() && isFirstInLine(primary)) {
            log.warn(
                    "{} has been away for {} s; promoting {}",
                    primary.member().name(),
                    TimeUnit.NANOSECONDS.toSeconds(now - since),
                    standby.name());
            awaySince = null;
            promotion.promote(standby.name(), false);
        }
    }

    /** Of the standbys that are well, the first in the order of preference is promoted, so that two do not contend. */
    private boolean isFirstInLine(Primary primary) {
        return nearest.members().stream()
                .filter(member -> !member.equals(primary.member()) && nearest.isWell(member))
                .findFirst()
                .filter(standby::equals)
                .isPresent();
    }

    /** A promotion that broke off has named a primary that does not know yet. */
    private void finishPromotion(Primary primary) {
        Standing own = standby.store().standing(deadline());
        if (own != null && own.role() == Role.STANDBY && own.epoch() == primary.epoch()) {
            promotion.promote(standby.name(), false);
        }
    }

    /** Lets the standby know its place; one that was the primary of an earlier epoch becomes a standby so. */
    private void join(Primary primary) {
        Standing source = primary.member().store().standing(deadline());
        if (source == null || source.role() != Role.PRIMARY || source.epoch() != primary.epoch()) {
            throw notReady(primary);
        }
        Standing now = standby.store().standing(deadline());
        if (now != null && now.epoch() >= source.epoch() && now.role() != Role.ALONE) {
            return;
        }
        String name = primary.member().name();
        Standing next = now == null
                ? source.as(Role.STANDBY, source.epoch(), name)
                : now.as(Role.STANDBY, source.epoch(), name).inLife(Math.max(now.incarnation(), source.incarnation()));
        if (!standby.store().assign(now, next, deadline())) {
            throw notReady(primary);
        }
        log.info("{} is a standby of {} in epoch {}", standby.name(), name, source.epoch());
    }

    private static StoreUnreachableException notReady(Primary primary) {
        return new StoreUnreachableException(
                primary.member().name() + " is about to become the primary of epoch " + primary.epoch()
                        + ", or has ceased to be; this is looked at again",
                null,
                null);
    }

    private void follow(Primary primary) {
        watched = primary;
        watch = primary.member().store().watch(new Line());
        namespaces = new HashSet<>();
        completeAt = System.nanoTime();
        namespacesAt = completeAt;
    }

    /** What is to be compared now: what was announced, or from time to time everything. Waits for one or the other. */
    private Set<DocumentId> due(Primary primary) {
        Set<DocumentId> due = new HashSet<>();
        if (namespacesAt - System.nanoTime() <= 0) {
            namespacesAt = System.nanoTime() + pace.namespaces().toNanos();
            followNamespaces(primary);
        }
        if (completeAt - System.nanoTime() <= 0) {
            completeAt = System.nanoTime() + pace.everything().toNanos();
            changed.clear();
            for (String namespace : namespaces) {
                due.addAll(primary.member().store().documents(namespace, deadline()));
                due.addAll(standby.store().documents(namespace, deadline()));
            }
            return due;
        }
        try {
            DocumentId first = changed.poll(Math.max(0, namespacesAt - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (first != null) {
                due.add(first);
                changed.drainTo(due);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return due;
    }

    private void followNamespaces(Primary primary) {
        StoreWatch following = watch;
        List<String> fresh = primary.member().store().namespaces(deadline()).stream()
                .filter(namespace -> !namespaces.contains(namespace))
                .toList();
        if (fresh.contains(ShardStore.MAP.namespace()) || namespaces.contains(ShardStore.MAP.namespace())) {
            fresh.forEach(namespace -> copyFence(primary, namespace));
        }
        if (following != null) {
            fresh.forEach(following::followNamespace);
            namespaces.addAll(fresh);
        }
    }

    /** Before the documents: what was given up to another shard must not come to be open here. */
    private void copyFence(Primary primary, String namespace) {
        Fence fence = primary.member().store().fence(namespace, deadline());
        if (fence.isMoved()) {
            standby.store().fence(namespace, fence, deadline());
        }
    }

    private void copy(Primary primary, Set<DocumentId> due) {
        Copier.Result result = copies.copy(
                due,
                () -> new Copier(primary.member().store(), standby.store(), primary.epoch(), Replicator::deadline));
        if (!result.setAside().isEmpty()) {
            log.warn(
                    "{} had {} versions of its own; they are set aside there",
                    standby.name(),
                    result.setAside().size());
            nearest.tell(new ClientEvent.VersionsSetAside(standby.name(), result.setAside()));
        }
        Resolution.resolve(primary, standby, result.ahead().values(), deadline());
        result.failed().forEach((id, reason) -> {
            if (!reason.equals(troubled.get(id))) {
                log.warn("{} cannot be copied to {}: {}", id, standby.name(), reason);
            }
        });
        troubled = result.failed();
    }

    private void letGo() {
        StoreWatch old = watch;
        watch = null;
        watched = null;
        if (old != null) {
            old.close();
        }
        changed.clear();
    }

    /** Waits for the next look, or for the end. */
    private void pause() {
        try {
            boolean over = ended.await(pace.namespaces().toNanos(), TimeUnit.NANOSECONDS);
            log.debug("{} for {}", over ? "The end" : "Another look", standby.name());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Deadline deadline() {
        return Deadline.after(REQUEST);
    }

    /** Puts what the primary announces in line. */
    private final class Line implements StoreWatch.Sink {
        @Override
        public void announced(Announcement announcement) {
            if (!(announcement instanceof Announcement.Failed)) {
                changed.add(announcement.id());
            }
        }

        @Override
        public void connection(ClusterStatus cluster) {
            log.debug("{} is {}", cluster.name(), cluster.connection());
        }

        @Override
        public @Nullable Stamp known(DocumentId id) {
            return null;
        }
    }

    /** All standbys of a store, each by a thread of its own. */
    public static List<Replicator> all(PrimaryStandbyStore store, Duty duty) {
        return store.nearest().members().stream()
                .map(member -> new Replicator(store, member, duty))
                .toList();
    }
}
