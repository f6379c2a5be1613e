package io.edict.plain.internal.client;

import io.edict.DocumentId;
import io.edict.FollowedDocument;
import io.edict.Freshness;
import io.edict.Snapshot;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.disk.LocalCopies;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a client under one deadline, on the caller's thread: every document is fresh from the store in time, or else from
 * its local copy, or else the start fails and says why. A part of the time is kept back to find out what is wrong with the
 * servers.
 */
final class StartUp {
    private static final Logger log = LoggerFactory.getLogger(StartUp.class);
    private static final Duration DIAGNOSIS = Duration.ofMillis(500);

    /** What a copy that is there gets on top, on a machine so busy that reading it takes longer than the deadline. */
    private static final Duration LAST_COPY = Duration.ofSeconds(10);

    private final Documents documents;
    private final ConfigStore store;
    private final @Nullable LocalCopies copies;
    private final Deadline whole;
    private final Deadline answer;

    StartUp(Documents documents, ConfigStore store, @Nullable LocalCopies copies, Duration time) {
        this.documents = documents;
        this.store = store;
        this.copies = copies;
        this.whole = Deadline.after(time);
        long diagnosis = Math.min(DIAGNOSIS.toNanos(), time.toNanos() / 4);
        this.answer = new Deadline(whole.atNanos() - diagnosis, time);
    }

    void run(ClientSettings.Follow follow, List<PlainLayeredView> layered) {
        Set<DocumentView> awaited = new LinkedHashSet<>();
        follow.documents().stream().sorted().forEach(id -> awaited.add(documents.follow(id, Documents.APPLICATION)));
        for (String namespace : follow.namespaces()) {
            documents.followNamespace(namespace);
            inNamespace(namespace).forEach(id -> awaited.add(documents.expect(id)));
        }
        Set<DocumentView> optional = new LinkedHashSet<>();
        for (PlainLayeredView view : layered) {
            for (DocumentId id : view.documents()) {
                (view.required().contains(id) ? awaited : optional).add(documents.expect(id));
            }
        }
        optional.addAll(awaited);
        if (!allWithin(answer, optional, DocumentView::settled)) {
            log.debug(
                    "Not all documents were answered for within {} ms",
                    answer.within().toMillis());
            allWithin(Deadline.after(LAST_COPY), optional, DocumentView::copyDecided);
        }
        List<DocumentView> missing =
                awaited.stream().filter(view -> view.current() == null).toList();
        if (!missing.isEmpty()) {
            throw failure(missing);
        }
        layered.forEach(PlainLayeredView::mergeFirst);
        awaited.forEach(this::tellIfStale);
    }

    /**
     * The documents that a namespace has in the store, or, if that does not answer, among the local copies. These are read
     * meanwhile: a store that is silent leaves no time for it.
     */
    private List<DocumentId> inNamespace(String namespace) {
        List<DocumentId> copied = copies == null ? List.of() : copies.list(namespace);
        copied.forEach(documents::expect);
        try {
            return store.documents(namespace, answer);
        } catch (StoreUnreachableException e) {
            if (copied.isEmpty()) {
                throw unreachable("namespace " + namespace, e);
            }
            return copied;
        }
    }

    /** Whether it came about for all of them within the deadline. */
    private static boolean allWithin(
            Deadline deadline, Set<DocumentView> views, Function<DocumentView, CompletableFuture<Void>> what) {
        CompletableFuture<?>[] all = views.stream().map(what).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Neither answers nor copies fail", e);
        }
    }

    private EdictException failure(List<DocumentView> missing) {
        DocumentView first = missing.get(0);
        if (first.settled().isDone()) {
            return first.noSnapshot();
        }
        String all =
                missing.size() == 1 ? first.id().toString() : first.id() + " and " + (missing.size() - 1) + " others";
        return unreachable(all, first.noSnapshot());
    }

    private StoreUnreachableException unreachable(String what, EdictException cause) {
        return new StoreUnreachableException(
                "Cannot start within " + whole.within().toMillis() + " ms: " + what
                        + " did not come from the store, and there is no local copy"
                        + (copies == null ? " because no directory for copies is set" : "") + ". Tried "
                        + store.servers()
                        + ": " + store.diagnose(whole) + problem(cause),
                cause.document().orElse(null),
                cause);
    }

    /** What a connected store says is wrong with a document, such as that it may not be read. */
    private String problem(EdictException cause) {
        String problem = cause.document()
                .map(documents::find)
                .map(view -> view.status().problem())
                .orElse(null);
        return problem == null ? "" : ". " + problem;
    }

    private void tellIfStale(FollowedDocument view) {
        Freshness freshness = view.status().freshness();
        Snapshot snapshot = view.snapshot();
        if (freshness.live() && view.status().problem() == null) {
            return;
        }
        log.warn(
                "{} version {} is in force from {}; it was last known to be the newest {}",
                view.id(),
                snapshot.version(),
                snapshot.source(),
                freshness.proven().map(at -> "at " + at).orElse("never"));
    }
}
