package io.edict.plain.internal.topology.redundant;

import io.edict.DocumentId;
import io.edict.error.EdictException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.topology.register.Edition;
import io.edict.plain.internal.topology.register.Marks;
import io.edict.plain.internal.topology.register.Member;
import io.edict.plain.internal.topology.register.Membership;
import io.edict.plain.internal.topology.register.Outcome;
import io.edict.plain.internal.topology.register.Request;
import io.edict.plain.internal.topology.register.Survey;
import io.edict.plain.internal.topology.register.Survey.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets right what publishers left behind: compares what the clusters hold of each document, brings those up to date that are
 * behind, finishes publishes whose publisher died, and replaces heads that nobody has chosen.
 *
 * <p>Documents that this process could not install in a cluster are looked at when that is back; all documents are looked
 * at once in a while. Nothing blocks; several may do the same at once.
 */
public final class Janitor {
    private static final Logger log = LoggerFactory.getLogger(Janitor.class);

    private static final int AT_ONCE = 8;
    private static final long PAY_MILLIS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How long a cluster is waited for that hangs, before the others are compared without it. */
    private static final long HANGING_MILLIS = 3_000;

    private final Tools tools;
    private final RedundantPublishing publishing;
    private final Duration every;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile @Nullable Future<?> next;
    private volatile @Nullable Future<?> paying;
    private volatile boolean closed;

    Janitor(Tools tools, RedundantPublishing publishing, Duration every) {
        this.tools = tools;
        this.publishing = publishing;
        this.every = every;
    }

    void start() {
        for (RegisterCluster cluster : tools.clusters().all()) {
            cluster.whenConnected(() -> pay(cluster));
        }
        // A cluster may be late without having lost its connection.
        paying = tools.timer()
                .scheduleWithFixedDelay(
                        () -> tools.clusters().connected().forEach(this::pay),
                        PAY_MILLIS,
                        PAY_MILLIS,
                        TimeUnit.MILLISECONDS);
        later();
    }

    void close() {
        closed = true;
        for (Future<?> scheduled : new Future<?>[] {next, paying}) {
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }
    }

    private void later() {
        if (every.isZero() || closed) {
            return;
        }
        long millis = every.toMillis() + ThreadLocalRandom.current().nextLong(every.toMillis() + 1);
        try {
            next = tools.timer().schedule(this::regular, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException over) {
            log.debug("The client is closed");
        }
    }

    private void regular() {
        Futures.on(sweep(), (done, failure) -> {
            if (failure != null) {
                log.debug("A sweep ended early: {}", failure.toString());
            }
            later();
        });
    }

    private void pay(RegisterCluster cluster) {
        Set<DocumentId> owed = tools.debts().take(cluster.name());
        if (!owed.isEmpty()) {
            Futures.on(each(owed.iterator()), (done, failure) -> {});
        }
    }

    /** Looks at all documents of all clusters that can be reached; completes when that is done. */
    public CompletableFuture<Void> sweep() {
        if (!sweeping.compareAndSet(false, true)) {
            return CompletableFuture.completedFuture(null);
        }
        Set<DocumentId> found = ConcurrentHashMap.newKeySet();
        CompletableFuture<?>[] lists = tools.clusters().connected().stream()
                .map(cluster -> cluster.documents().thenAccept(found::addAll).exceptionally(failure -> null))
                .toArray(CompletableFuture<?>[]::new);
        return bounded(CompletableFuture.allOf(lists))
                .thenCompose(listed -> each(new HashSet<>(found).iterator()))
                .whenComplete((done, failure) -> sweeping.set(false));
    }

    private CompletableFuture<Void> each(Iterator<DocumentId> documents) {
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < AT_ONCE; lane++) {
            lanes.add(lane(documents));
        }
        return CompletableFuture.allOf(lanes.toArray(new CompletableFuture<?>[0]));
    }

    private CompletableFuture<Void> lane(Iterator<DocumentId> documents) {
        DocumentId id;
        synchronized (documents) {
            id = documents.hasNext() && !closed ? documents.next() : null;
        }
        return id == null
                ? CompletableFuture.completedFuture(null)
                : inspect(id)
                        .<@Nullable Void>handle((done, failure) -> null)
                        .thenComposeAsync(done -> lane(documents), tools.worker());
    }

    /** Looks at one document, and sets right what is wrong. */
    public CompletableFuture<Void> inspect(DocumentId id) {
        Roster.Known known = tools.roster().known();
        if (known == null) {
            return tools.roster().reload().thenCompose(to -> {
                Roster.Known now = tools.roster().known();
                return now == null ? CompletableFuture.completedFuture(null) : inspect(id, now);
            });
        }
        return inspect(id, known);
    }

    private CompletableFuture<Void> inspect(DocumentId id, Roster.Known known) {
        Membership membership = known.membership();
        return views(id, membership).thenCompose(views -> {
            Survey survey = Survey.of(membership, views);
            survey.findings().forEach((member, finding) -> {
                if (finding == Finding.FORGETFUL) {
                    tools.events().forgetful(id, member);
                }
            });
            CompletableFuture<?> mended = mend(id, survey, views, known);
            return survey.unfinished()
                    ? mended.thenCompose(done -> finish(id, known))
                    : mended.<Void>thenApply(done -> null);
        });
    }

    /** What can be read of a document now, by those who are connected. */
    CompletableFuture<Map<Member, Survey.View>> views(DocumentId id, Membership membership) {
        Map<Member, Survey.View> views = new ConcurrentHashMap<>();
        List<CompletableFuture<?>> reads = new ArrayList<>();
        for (Member member : membership.everyone()) {
            RegisterCluster cluster = tools.clusters().of(member);
            if (cluster != null && cluster.isConnected()) {
                reads.add(cluster.view(id)
                        .thenAccept(view -> views.put(member, view))
                        .exceptionally(failure -> {
                            tools.troubles().note(cluster.name(), failure);
                            return null;
                        }));
            }
        }
        return bounded(CompletableFuture.allOf(reads.toArray(new CompletableFuture<?>[0])))
                .thenApply(done -> Map.copyOf(views));
    }

    private static CompletableFuture<Void> bounded(CompletableFuture<Void> all) {
        return all.completeOnTimeout(null, HANGING_MILLIS, TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<?> mend(
            DocumentId id, Survey survey, Map<Member, Survey.View> views, Roster.Known known) {
        Edition truth = survey.truth();
        List<CompletableFuture<?>> remedies = new ArrayList<>();
        survey.findings().forEach((member, finding) -> {
            RegisterCluster cluster = tools.clusters().of(member);
            Survey.View view = views.get(member);
            if (cluster == null || view == null || truth == null || !finding.asksForTruth()) {
                return;
            }
            Library library = publishing.library(id, known);
            Edition head = view.register().head();
            if (finding.asksForReplacement() && head != null) {
                tools.events().diverged(id, member);
                remedies.add(library.get(truth, true)
                        .thenCompose(parcel -> cluster.replace(id, head, parcel))
                        .thenAccept(replaced -> {
                            if (replaced) {
                                tools.events().repaired(id, member);
                            }
                        }));
            } else {
                Request install = new Request.Install(truth, Marks.NONE);
                remedies.add(cluster.ask(member, cluster.connection(), id, install, library)
                        .thenAccept(reply -> tools.events().healed(id, member)));
            }
        });
        return CompletableFuture.allOf(remedies.toArray(new CompletableFuture<?>[0]))
                .exceptionally(failure -> {
                    log.debug("{} is left to the next sweep: {}", id, failure.toString());
                    return null;
                });
    }

    private CompletableFuture<Void> finish(DocumentId id, Roster.Known known) throws EdictException {
        return publishing
                .look(id, false, known, Deadline.after(PATIENCE))
                .thenAccept(outcome -> log.debug("Looked at {}: {}", id, outcome instanceof Outcome.Current));
    }
}
