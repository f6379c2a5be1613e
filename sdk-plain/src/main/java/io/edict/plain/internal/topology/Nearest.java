package io.edict.plain.internal.topology;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClientEvent;
import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves reads and watches from one of several clusters at a time: the nearest that is well. A cluster is well while it is
 * connected and answers probes in time.
 *
 * <p>It moves away from a cluster that fails at once, and to a nearer one with patience; see {@link Choice}. After each move
 * all that is followed is announced as changed, so that it is read there. A cluster may lag behind another one: whoever reads
 * keeps the newest that it has seen.
 *
 * <p>Threads: the given timer sends probes and moves. The choice is guarded by this object's monitor; nobody is
 * called while it is held but the clusters' watches, which return at once.
 */
public final class Nearest {
    private static final Logger log = LoggerFactory.getLogger(Nearest.class);

    private final List<Member> members;
    private final Rules rules;
    private final Pace pace;
    private final ScheduledExecutorService timer;
    private final List<FailoverWatch> watches = new CopyOnWriteArrayList<>();
    private final List<StoreWatch> ears = new ArrayList<>();

    @GuardedBy("this")
    private final Choice choice;

    @GuardedBy("this")
    private final List<Pulse> pulses;

    private volatile @Nullable Future<?> probing;

    /**
     * How clusters are watched.
     *
     * @param probeEvery how often each is asked for a sign of life
     * @param probeTimeout how long it may take
     * @param settling how long a nearer cluster must have been well before it is moved to
     */
    public record Pace(Duration probeEvery, Duration probeTimeout, Duration settling) {
        /** Every 5 s, 3 s, 10 s. */
        public static final Pace DEFAULT =
                new Pace(Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofSeconds(10));

        private static final long LEAST_DIFFERENCE = TimeUnit.MILLISECONDS.toNanos(2);

        Choice choice(int clusters) {
            return new Choice(clusters, new Choice.Pace(settling.toNanos(), LEAST_DIFFERENCE));
        }
    }

    /** Whether one cluster is connected, and whether a probe of it is under way. */
    private static final class Pulse {
        private boolean connected;
        private boolean asked;
    }

    /**
     * Serves from the first cluster until more is known.
     *
     * @param members the clusters, the nearest first if that is known
     * @param rules what the mode knows of the clusters
     * @param pace how they are watched
     * @param timer what sends probes and moves
     */
    public Nearest(List<Member> members, Rules rules, Pace pace, ScheduledExecutorService timer) {
        this.members = List.copyOf(members);
        this.rules = rules;
        this.pace = pace;
        this.timer = timer;
        this.choice = pace.choice(members.size());
        this.pulses = members.stream().map(member -> new Pulse()).toList();
    }

    /** Starts the clusters' stores, and begins to watch over them. */
    public void start() {
        for (int i = 0; i < members.size(); i++) {
            ears.add(members.get(i).store().watch(new Ear(i)));
            members.get(i).store().start();
        }
        long period = pace.probeEvery().toMillis();
        probing = timer.scheduleWithFixedDelay(this::probe, period, period, TimeUnit.MILLISECONDS);
    }

    /** Ends the watching and the clusters' stores. */
    public void close() {
        Future<?> running = probing;
        if (running != null) {
            running.cancel(false);
        }
        watches.forEach(FailoverWatch::close);
        ears.forEach(StoreWatch::close);
        members.forEach(member -> member.store().close());
    }

    /** The cluster that serves now. */
    public synchronized Member serving() {
        return members.get(choice.serving());
    }

    /** The clusters that are well: the one that serves first, then the others in the order of the settings. */
    public synchronized List<Member> well() {
        List<Member> well = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            if (choice.isWell(i)) {
                well.add(i == choice.serving() ? 0 : well.size(), members.get(i));
            }
        }
        return well;
    }

    /** Whether a cluster is connected and answers. */
    public synchronized boolean isWell(Member member) {
        return choice.isWell(members.indexOf(member));
    }

    /** How long a cluster took to answer lately, smoothed, or null before its first answer. */
    public synchronized @Nullable Duration latency(Member member) {
        double nanos = choice.latency(members.indexOf(member));
        return Double.isNaN(nanos) ? null : Duration.ofNanos((long) nanos);
    }

    /** All clusters. */
    public List<Member> members() {
        return members;
    }

    /** The state of each cluster, the one that serves first. */
    public List<ClusterStatus> status() {
        List<ClusterStatus> status = new ArrayList<>();
        Member first = serving();
        status.addAll(first.store().status());
        members.stream()
                .filter(member -> !member.equals(first))
                .forEach(member -> status.addAll(member.store().status()));
        return status;
    }

    /** All servers, for error texts. */
    public String servers() {
        return members.stream()
                .map(member -> member.name() + " (" + member.store().servers() + ")")
                .collect(Collectors.joining(", "));
    }

    /** What stands in the way of reaching each cluster. */
    public String diagnose(Deadline deadline) {
        return members.stream()
                .map(member -> member.name() + ": " + member.store().diagnose(deadline))
                .collect(Collectors.joining("; "));
    }

    /** Reads from the cluster that serves, or from another one that is well. */
    public CompletableFuture<Reading> read(DocumentId id, boolean strong) {
        List<Member> order = well();
        return read(order.isEmpty() ? List.of(serving()) : order, new HashSet<>(), id, strong);
    }

    private CompletableFuture<Reading> read(List<Member> order, Set<String> without, DocumentId id, boolean strong) {
        Member first = order.get(0);
        List<Member> others = order.subList(1, order.size());
        return first.store().read(id, strong).handle(Answer::new).thenCompose(answer -> {
            Reading reading = answer.reading();
            if (reading == null) {
                return !others.isEmpty() && isUnreachable(answer.failure())
                        ? read(others, without, id, strong)
                        : CompletableFuture.failedFuture(answer.failure());
            }
            if (!(reading instanceof Reading.Missing)) {
                return CompletableFuture.completedFuture(reading.of(first.name()));
            }
            without.add(first.name());
            if (rules.isAbsent(without)) {
                return CompletableFuture.completedFuture(reading);
            }
            return others.isEmpty()
                    ? CompletableFuture.failedFuture(undecided(id, without))
                    : read(others, without, id, true);
        });
    }

    /** What one cluster answered: a reading, or else why there is none. */
    private record Answer(@Nullable Reading reading, Throwable failure) {}

    private static boolean isUnreachable(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof StoreUnreachableException;
    }

    private static StoreUnreachableException undecided(DocumentId id, Set<String> without) {
        return new StoreUnreachableException(
                id + " is not in " + String.join(", ", without) + ", but the clusters that would know whether it exists"
                        + " cannot be reached; wait for them, or look at the status of the clusters",
                id,
                null);
    }

    /**
     * Reads from a server that has caught up, waiting for a connection.
     *
     * @param preferred the clusters that are asked first, as far as they are well
     */
    public Reading current(List<Member> preferred, DocumentId id, Deadline deadline) {
        return ask(preferred, deadline, asked -> {
            Reading reading = asked.store().current(id, asked.deadline());
            return reading instanceof Reading.Missing
                    ? elsewhere(asked, id)
                    : reading.of(asked.member().name());
        });
    }

    /** What the others have of a document that one cluster does not have. */
    private Reading elsewhere(Asked missing, DocumentId id) {
        Set<String> without = new HashSet<>();
        without.add(missing.member().name());
        for (Member other : rules.isAbsent(without) ? List.<Member>of() : well()) {
            try {
                Reading reading = other.store().current(id, missing.deadline());
                if (!(reading instanceof Reading.Missing)) {
                    return reading.of(other.name());
                }
                without.add(other.name());
            } catch (StoreUnreachableException away) {
                log.debug("{} is away and cannot tell of {}", other.name(), id);
            }
        }
        if (!rules.isAbsent(without)) {
            throw undecided(id, without);
        }
        return new Reading.Missing();
    }

    /**
     * A cluster that is asked, and until when.
     *
     * @param member the cluster
     * @param deadline the time that it has
     */
    public record Asked(Member member, Deadline deadline) {
        /** The cluster's store. */
        public ConfigStore store() {
            return member.store();
        }
    }

    /**
     * Asks the clusters that are well, one after the other, until one can be reached.
     *
     * @param preferred those that are asked first, as far as they are well
     */
    public <T> T ask(List<Member> preferred, Deadline deadline, Function<Asked, T> question) {
        List<Member> order = new ArrayList<>(well());
        List<Member> first = preferred.stream().filter(order::contains).toList();
        order.removeAll(first);
        order.addAll(0, first);
        if (order.isEmpty()) {
            order.add(preferred.isEmpty() ? serving() : preferred.get(0));
        }
        StoreUnreachableException failure = null;
        for (int i = 0; i < order.size(); i++) {
            boolean last = i == order.size() - 1;
            Deadline part = last ? deadline : Deadline.after(Duration.ofNanos(deadline.leftNanos() / 2));
            try {
                return question.apply(new Asked(order.get(i), part));
            } catch (StoreUnreachableException e) {
                failure = e;
            }
        }
        throw Objects.requireNonNull(failure);
    }

    /** Announces what the cluster that serves announces. */
    public StoreWatch watch(StoreWatch.Sink sink) {
        FailoverWatch watch = new FailoverWatch(members, sink, watches::remove);
        watch.open();
        watches.add(watch);
        synchronized (this) {
            watch.move(choice.serving());
        }
        return watch;
    }

    /** Tells all who watch of something that happened among the clusters. */
    public void tell(ClientEvent event) {
        watches.forEach(watch -> watch.tell(event));
    }

    private void probe() {
        for (int i = 0; i < members.size(); i++) {
            probe(i);
        }
    }

    private void probe(int cluster) {
        boolean due;
        synchronized (this) {
            Pulse pulse = pulses.get(cluster);
            due = pulse.connected && !pulse.asked;
            pulse.asked |= due;
        }
        if (due) {
            long asked = System.nanoTime();
            CompletableFuture<?> unused = members.get(cluster)
                    .store()
                    .probe()
                    .orTimeout(pace.probeTimeout().toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((standing, failure) -> {
                        if (standing != null) {
                            rules.heard(members.get(cluster), standing);
                        }
                        answered(cluster, asked, failure == null);
                    });
        }
    }

    private void answered(int cluster, long asked, boolean inTime) {
        boolean moved;
        synchronized (this) {
            Pulse pulse = pulses.get(cluster);
            pulse.asked = false;
            long now = System.nanoTime();
            moved = (inTime && pulse.connected)
                    ? choice.answered(cluster, now - asked, now)
                    : choice.well(cluster, false, now);
        }
        if (moved) {
            move();
        }
    }

    private void connected(int cluster, boolean now) {
        boolean moved;
        synchronized (this) {
            pulses.get(cluster).connected = now;
            moved = choice.well(cluster, now, System.nanoTime());
        }
        if (moved) {
            move();
        }
        probe(cluster);
    }

    private void move() {
        try {
            timer.execute(() -> {
                synchronized (this) {
                    int cluster = choice.serving();
                    watches.forEach(watch -> watch.move(cluster));
                }
                log.info("Served by {} now", serving().name());
            });
        } catch (RejectedExecutionException closed) {
            log.debug("No move after the client was closed");
        }
    }

    /** Hears of one cluster's connection, and of nothing else. */
    private final class Ear implements StoreWatch.Sink {
        private final int cluster;

        Ear(int cluster) {
            this.cluster = cluster;
        }

        @Override
        public void announced(Announcement announcement) {
            log.debug("An announcement that nobody asked for");
        }

        @Override
        public void connection(ClusterStatus status) {
            connected(cluster, status.connection() == ClusterStatus.Connection.CONNECTED);
        }

        @Override
        public @Nullable Stamp known(DocumentId id) {
            return null;
        }
    }

    /** Reports why nothing could be done, with all clusters named. */
    public StoreUnreachableException unreachable(String what, @Nullable DocumentId id, @Nullable EdictException cause) {
        return new StoreUnreachableException(what + "; tried " + servers(), id, cause);
    }
}
