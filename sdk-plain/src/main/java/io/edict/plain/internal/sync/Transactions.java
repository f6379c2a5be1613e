package io.edict.plain.internal.sync;

import io.edict.DocumentId;
import io.edict.VersionInfo.Member;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.sync.Batch.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the offered versions are judged next, and which of them together, so that documents published in one
 * transaction come into force at one instant. Pure: it is told what happened and answers with what to do; it has no
 * threads, no clock, no I/O. Owned by the client's sync thread.
 *
 * <p>Each version names the documents of its transaction, and the number that each got. A version may come into force once
 * each of these documents that is followed here has that number or a later one: in force already, or in the same batch.
 * So a batch is what a version needs, and what that needs, and so on.
 *
 * <ul>
 *   <li>Of each document the newest offered version counts; one that is overtaken before its turn is skipped.
 *   <li>Each document, and each layered view, is in one batch at a time.
 *   <li>Where two documents were read on different sides of a transaction, both are read again at the same time.
 *   <li>What does not come within the transaction wait is no longer waited for; that is reported. The wait begins with the
 *       first version that had to, and newer versions do not prolong it.
 *   <li>A refused version takes the others of its batch with it. They are reconsidered when a later version of the culprit
 *       is in force.
 *   <li>Local copies wait for other local copies only: what is on disk was in force once.
 * </ul>
 */
public final class Transactions {
    private final Function<DocumentId, Set<Object>> viewsOf;
    private final Map<DocumentId, Progress> documents = new HashMap<>();

    /** The documents that have a version to judge and none being judged, in the order in which they came. */
    private final Set<Progress> pending = new LinkedHashSet<>();

    /** The documents whose version was refused because of others. */
    private final Set<Progress> blaming = new LinkedHashSet<>();

    private final Set<Object> claimed = new HashSet<>();
    private final Set<Object> dueViews = new LinkedHashSet<>();
    private long tickets;

    /**
     * Begins with no document.
     *
     * @param viewsOf the layered views that a document takes part in
     */
    public Transactions(Function<DocumentId, Set<Object>> viewsOf) {
        this.viewsOf = viewsOf;
    }

    /** A document is followed from now on; its local copy is still to be looked for. */
    public void followed(DocumentId id) {
        documents.putIfAbsent(id, new Progress(id));
    }

    /** A document is no longer followed. */
    public List<Step> unfollowed(DocumentId id) {
        Progress document = documents.remove(id);
        if (document != null) {
            pending.remove(document);
            blaming.remove(document);
        }
        List<Step> steps = new ArrayList<>();
        reconsider(Set.of(id), steps);
        steps.addAll(next());
        return steps;
    }

    /** There is no local copy of a document, or it has been decided upon. */
    public List<Step> loaded(DocumentId id) {
        Progress document = documents.get(id);
        if (document != null) {
            document.loaded = true;
        }
        return next();
    }

    /** A version newer than all known ones arrived. */
    public List<Step> offered(Candidate candidate) {
        Progress document = documents.get(candidate.id());
        if (document == null) {
            return List.of();
        }
        document.offered = candidate;
        if (document.judging == null) {
            pending.add(document);
        }
        return next();
    }

    /** Something that a layered view is made of, beside documents, has changed. */
    public List<Step> viewDue(Object view) {
        dueViews.add(view);
        return next();
    }

    /** Half the transaction wait is over: the first half ends with a look at what is missing, the second with patience. */
    public List<Step> waited(DocumentId id, long ticket) {
        Progress document = documents.get(id);
        if (document == null || document.ticket != ticket || document.offered == null) {
            return List.of();
        }
        if (document.looked) {
            document.patient = false;
            return next();
        }
        document.looked = true;
        List<Step> steps = new ArrayList<>();
        Needs needs = needs(document.offered);
        readAgain(needs.unmet(), steps);
        steps.add(new Step.Wait(id, ticket));
        return steps;
    }

    /** What {@link Step.ReadAgain} asked for has been read, and what came of it was offered. */
    public List<Step> readAgain(Set<DocumentId> ids) {
        ids.forEach(id -> {
            Progress document = documents.get(id);
            if (document != null) {
                document.readingAgain = false;
            }
        });
        return next();
    }

    /**
     * A batch was put in force, or refused.
     *
     * @param batch the batch
     * @param culprits the documents that were refused for what they are; if it is empty, the batch is in force
     */
    public List<Step> decided(Batch batch, Set<DocumentId> culprits) {
        claimed.removeAll(batch.views());
        List<Step> steps = new ArrayList<>();
        Set<DocumentId> inForce = new HashSet<>();
        for (Candidate candidate : batch.candidates()) {
            Progress document = documents.get(candidate.id());
            if (document != null && candidate.equals(document.judging)) {
                decided(document, culprits);
                inForce.add(candidate.id());
            }
        }
        if (culprits.isEmpty()) {
            reconsider(inForce, steps);
        }
        steps.addAll(next());
        return steps;
    }

    private void decided(Progress document, Set<DocumentId> culprits) {
        document.decided(culprits);
        if (!document.blamed.isEmpty()) {
            blaming.add(document);
        }
        if (document.offered != null) {
            pending.add(document);
        }
    }

    /** Documents that are in force, or no longer followed, are to be blamed for nothing. */
    private void reconsider(Set<DocumentId> innocent, List<Step> steps) {
        for (Progress document : List.copyOf(blaming)) {
            if (!Collections.disjoint(document.blamed, innocent)) {
                document.forgetRefusal();
                steps.add(new Step.Reconsider(document.id));
            }
            if (document.blamed.isEmpty()) {
                blaming.remove(document);
            }
        }
    }

    /** Begins whatever can begin. */
    private List<Step> next() {
        List<Step> steps = new ArrayList<>();
        for (Progress document : List.copyOf(pending)) {
            Candidate candidate = document.offered;
            if (candidate != null && document.judging == null) {
                begin(document, candidate, steps);
            }
        }
        for (Object view : List.copyOf(dueViews)) {
            if (claimed.add(view)) {
                dueViews.remove(view);
                steps.add(new Step.Judge(new Batch(List.of(), List.of(), Set.of(view))));
            }
        }
        return steps;
    }

    private void begin(Progress document, Candidate candidate, List<Step> steps) {
        Needs needs = needs(candidate);
        if (needs.blocked) {
            return;
        }
        if (needs.refused != null) {
            pending.remove(document);
            document.judge(candidate);
            decided(document, Set.of(needs.refused));
            steps.add(new Step.RefuseWith(candidate.version(), needs.refused));
        } else if (needs.unmet().isEmpty()) {
            judge(needs.batch.values(), List.of(), steps);
        } else if (!document.patient || candidate.fromDisk()) {
            judge(List.of(candidate), List.copyOf(needs.unmet()), steps);
        } else {
            awaitOthers(document, needs, steps);
        }
    }

    private void judge(Iterable<Candidate> candidates, List<DocumentId> missing, List<Step> steps) {
        Set<Object> views = new HashSet<>();
        List<Candidate> batch = new ArrayList<>();
        for (Candidate candidate : candidates) {
            views.addAll(viewsOf.apply(candidate.id()));
            batch.add(candidate);
        }
        if (!Collections.disjoint(views, claimed)) {
            return;
        }
        claimed.addAll(views);
        for (Candidate candidate : batch) {
            Progress document = progress(candidate.id());
            pending.remove(document);
            document.judge(candidate);
        }
        steps.add(new Step.Judge(new Batch(batch, missing, views)));
    }

    private void awaitOthers(Progress document, Needs needs, List<Step> steps) {
        if (document.ticket == 0) {
            document.ticket = ++tickets;
            steps.add(new Step.Wait(document.id, document.ticket));
        }
        if (!needs.apart.isEmpty()) {
            readAgain(needs.batch.keySet(), steps);
        }
    }

    private void readAgain(Set<DocumentId> ids, List<Step> steps) {
        Set<DocumentId> fresh = new LinkedHashSet<>();
        for (DocumentId id : ids) {
            Progress document = documents.get(id);
            if (document == null || document.readingAgain) {
                return;
            }
            fresh.add(id);
        }
        int attempt = 0;
        for (DocumentId id : fresh) {
            Progress document = progress(id);
            document.readingAgain = true;
            attempt = Math.max(attempt, ++document.readsAgain);
        }
        if (!fresh.isEmpty()) {
            steps.add(new Step.ReadAgain(Set.copyOf(fresh), attempt));
        }
    }

    /** What a version needs to come into force, found from offer to offer. */
    private Needs needs(Candidate candidate) {
        Needs needs = new Needs();
        needs.add(candidate);
        while (!needs.open.isEmpty()) {
            Candidate one = needs.open.remove(needs.open.size() - 1);
            for (Member member : one.version().info().together()) {
                Progress other = documents.get(member.id());
                if (other != null && !member.id().equals(one.id())) {
                    need(needs, one.version(), member, other);
                }
            }
        }
        return needs;
    }

    private static void need(Needs needs, StoredVersion version, Member member, Progress other) {
        Edition least = Edition.of(version, member);
        Candidate offered = other.offered;
        if (least.isMetBy(other.held)) {
            return;
        }
        if (other.judging != null || (!other.loaded && offered == null)) {
            needs.blocked = true;
        } else if (offered != null && least.isMetBy(Edition.of(offered.version()))) {
            needs.add(offered);
        } else if (least.isMetBy(other.refused)) {
            needs.refused = other.id;
        } else if (offered != null && needs.batch.containsKey(other.id)) {
            needs.apart.add(other.id);
        } else {
            needs.missing.add(other.id);
        }
    }

    private Progress progress(DocumentId id) {
        Progress document = documents.get(id);
        if (document == null) {
            throw new IllegalStateException(id + " is not followed");
        }
        return document;
    }

    /** What a version needs. */
    private static final class Needs {
        private final Map<DocumentId, Candidate> batch = new LinkedHashMap<>();
        private final List<Candidate> open = new ArrayList<>();
        private final Set<DocumentId> missing = new LinkedHashSet<>();
        private final Set<DocumentId> apart = new LinkedHashSet<>();
        private boolean blocked;
        private @Nullable DocumentId refused;

        private void add(Candidate candidate) {
            if (batch.putIfAbsent(candidate.id(), candidate) == null) {
                open.add(candidate);
            }
        }

        private Set<DocumentId> unmet() {
            Set<DocumentId> unmet = new LinkedHashSet<>(missing);
            unmet.addAll(apart);
            return unmet;
        }
    }
}
