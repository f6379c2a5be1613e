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
 * threads, no clock, no I/O. Owned by the client's sync loop.
 *
 * <p>Each version names the documents of its transaction, and the number that each got. A version may come into force once
 * each of these documents that is followed here has that number or a later one: in force already, or in the same batch.
 * So a batch is what a version needs, and what that needs, and so on.
 *
 * <ul>
 *   <li>Of each document the newest offered version counts; one that is overtaken before its turn is skipped.
 *   <li>Each document, and each layered view, is in one batch at a time. Who came first is served first: nobody who came
 *       later takes what it waits for.
 *   <li>Where two documents were read on different sides of a transaction, both are read again at the same time.
 *   <li>What does not come within the transaction wait is no longer waited for; that is reported. The wait begins with the
 *       first version that had to, and newer versions do not prolong it.
 *   <li>A refused version takes the others of its batch with it. They are reconsidered when a later version of the culprit
 *       is in force, or of another document that led to it, or when one of these is no longer followed; at once, where they
 *       did not need it.
 *   <li>Local copies come first, and wait for other local copies only: what is on disk was in force once, so no version
 *       from the store stands in its way.
 * </ul>
 */
public final class Transactions {
    private final Function<DocumentId, Set<Object>> viewsOf;
    private final Map<DocumentId, Progress> documents = new HashMap<>();

    /**
     * In the order in which they came, the documents that have a version to judge and none being judged, as {@link
     * Progress}, and the layered views that are due, as {@link View}.
     */
    private final Set<Object> pending = new LinkedHashSet<>();

    /** The documents whose version was refused because of others. */
    private final Set<Progress> blaming = new LinkedHashSet<>();

    /**
     * What undecided batches hold: the ids of their documents, and each {@link View}. A document that was unfollowed and
     * followed again meanwhile waits for its former batch.
     */
    private final Set<Object> claimed = new HashSet<>();

    /** What somebody who came earlier waits for, in the pass of {@link #next} that is under way. */
    private final Set<Object> reserved = new HashSet<>();

    private final Set<DocumentId> readingAgain = new HashSet<>();
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
            document.changed();
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
            document.changed();
        }
        return next();
    }

    /** A version newer than all known ones arrived. */
    public List<Step> offered(Candidate candidate) {
        Progress document = documents.get(candidate.id());
        if (document == null) {
            return List.of();
        }
        document.offer(candidate);
        if (document.judging == null) {
            pending.add(document);
        }
        return next();
    }

    /**
     * What claims to be a version of a document will not be judged, because nobody trusted has signed it. Those that need
     * this version are refused as if it had been; nothing else that it says counts.
     */
    public List<Step> barred(StoredVersion version) {
        Progress document = documents.get(version.info().id());
        if (document != null) {
            document.bar(Edition.of(version));
        }
        return next();
    }

    /** Something that a layered view is made of, beside documents, has changed. */
    public List<Step> viewDue(Object view) {
        pending.add(new View(view));
        return next();
    }

    /** Half the transaction wait is over: the first half ends with a look at what is missing, the second with patience. */
    public List<Step> waited(DocumentId id, long ticket) {
        Progress document = documents.get(id);
        if (document == null || document.ticket != ticket || document.offered == null) {
            return List.of();
        }
        if (document.looked) {
            document.loseThePatience();
            return next();
        }
        document.looked = true;
        List<Step> steps = new ArrayList<>();
        Set<DocumentId> unmet = needs(document.offered).unmet();
        unmet.removeAll(readingAgain);
        readAgain(unmet, steps);
        steps.add(new Step.Wait(id, ticket));
        return steps;
    }

    /** What {@link Step.ReadAgain} asked for has been read, and what came of it was offered. */
    public List<Step> readAgain(Set<DocumentId> ids) {
        readingAgain.removeAll(ids);
        return next();
    }

    /**
     * A batch was put in force, or refused.
     *
     * @param batch the batch
     * @param culprits the documents that were refused for what they are; if it is empty, the batch is in force
     */
    public List<Step> decided(Batch batch, Set<DocumentId> culprits) {
        release(batch);
        Set<DocumentId> going = needing(batch, culprits);
        Set<DocumentId> innocent = new HashSet<>();
        List<Step> steps = new ArrayList<>();
        for (Candidate candidate : batch.candidates()) {
            Progress document = documents.get(candidate.id());
            if (document == null || !candidate.equals(document.judging)) {
                continue;
            }
            decided(document, culprits, going);
            if (culprits.isEmpty()) {
                innocent.add(candidate.id());
            } else if (!going.contains(candidate.id())) {
                reconsider(document, steps);
            }
        }
        reconsider(innocent, steps);
        steps.addAll(next());
        return steps;
    }

    private void decided(Progress document, Set<DocumentId> culprits, Set<DocumentId> lacking) {
        document.decided(culprits, lacking);
        if (!document.blamed.isEmpty()) {
            blaming.add(document);
        }
        if (document.offered != null) {
            pending.add(document);
        }
    }

    /** The culprits, and what cannot come into force without them. Some versions are only there because others need them. */
    private Set<DocumentId> needing(Batch batch, Set<DocumentId> culprits) {
        Set<DocumentId> going = new HashSet<>(culprits);
        boolean grown = !culprits.isEmpty();
        while (grown) {
            grown = false;
            for (Candidate candidate : batch.candidates()) {
                grown |= needsOneOf(candidate, going) && going.add(candidate.id());
            }
        }
        return going;
    }

    private boolean needsOneOf(Candidate candidate, Set<DocumentId> ids) {
        StoredVersion version = candidate.version();
        return version.info().together().stream().anyMatch(member -> {
            Progress other = documents.get(member.id());
            return other != null
                    && ids.contains(member.id())
                    && !Edition.of(version, member).isMetBy(other.held);
        });
    }

    /** Documents that are in force, or no longer followed, stand in nobody's way. */
    private void reconsider(Set<DocumentId> innocent, List<Step> steps) {
        for (Progress document : List.copyOf(blaming)) {
            if (!Collections.disjoint(document.lacking, innocent)) {
                reconsider(document, steps);
            }
            if (document.blamed.isEmpty()) {
                blaming.remove(document);
            }
        }
    }

    private static void reconsider(Progress document, List<Step> steps) {
        document.forgetRefusal();
        steps.add(new Step.Reconsider(document.id));
    }

    /** Begins whatever can begin. */
    private List<Step> next() {
        List<Step> steps = new ArrayList<>();
        reserved.clear();
        for (Object first : List.copyOf(pending)) {
            if (first instanceof Progress document) {
                Candidate candidate = document.offered;
                if (candidate != null && document.judging == null) {
                    begin(document, candidate, steps);
                }
            } else if (claim(Set.of(first)) && first instanceof View view) {
                pending.remove(view);
                steps.add(new Step.Judge(new Batch(List.of(), List.of(), Set.of(view.key))));
            }
        }
        return steps;
    }

    private void begin(Progress document, Candidate candidate, List<Step> steps) {
        if (document.isObstructed()) {
            return;
        }
        Progress obstacle = obstacle(document, candidate);
        if (obstacle != null) {
            if (obstacle.judging == null && obstacle.loaded) {
                beginToWait(document, steps);
            }
            document.obstructedBy(obstacle);
            return;
        }
        Needs needs = needs(candidate);
        if (needs.blocked) {
            return;
        }
        needs.outdated.forEach(other -> reconsider(other, steps));
        if (!needs.culprits.isEmpty()) {
            pending.remove(document);
            document.judge(candidate);
            needs.lacking.addAll(needs.batch.keySet());
            decided(document, needs.culprits, needs.lacking);
            steps.add(new Step.RefuseWith(
                    candidate.version(), needs.culprits.iterator().next()));
        } else if (needs.unmet().isEmpty() || !document.patient || candidate.fromDisk()) {
            judge(needs, steps);
        } else {
            awaitOthers(document, needs, steps);
        }
    }

    /**
     * A document of the same transaction that keeps a version waiting whatever the others do. Found without looking further,
     * because in a large transaction everyone waits for everyone; of several the last one, because they mostly come in their
     * order.
     */
    private @Nullable Progress obstacle(Progress document, Candidate candidate) {
        boolean waits = document.patient && !candidate.fromDisk();
        List<Member> together = candidate.version().info().together();
        for (int i = together.size() - 1; i >= 0; i--) {
            Member member = together.get(i);
            Progress other = documents.get(member.id());
            if (other == null || other == document) {
                continue;
            }
            Candidate offered = other.offered;
            boolean alike = offered != null && offered.fromDisk() == candidate.fromDisk();
            boolean blocks = other.judging != null || (!other.loaded && !alike);
            if (!blocks && (!waits || offered != null)) {
                continue;
            }
            Edition least = Edition.of(candidate.version(), member);
            if (!least.isMetBy(other.held) && (blocks || !least.isMetBy(other.refused))) {
                return other;
            }
        }
        return null;
    }

    private void judge(Needs needs, List<Step> steps) {
        Set<Object> views = new HashSet<>();
        Set<Object> wanted = new HashSet<>(needs.batch.keySet());
        for (DocumentId id : needs.batch.keySet()) {
            views.addAll(viewsOf.apply(id));
        }
        views.forEach(view -> wanted.add(new View(view)));
        if (!claim(wanted)) {
            return;
        }
        needs.batch.forEach((id, candidate) -> {
            Progress document = progress(id);
            pending.remove(document);
            document.judge(candidate);
        });
        steps.add(new Step.Judge(new Batch(List.copyOf(needs.batch.values()), List.copyOf(needs.unmet()), views)));
    }

    private boolean claim(Set<Object> wanted) {
        boolean free = Collections.disjoint(wanted, claimed) && Collections.disjoint(wanted, reserved);
        (free ? claimed : reserved).addAll(wanted);
        return free;
    }

    private void release(Batch batch) {
        batch.candidates().forEach(candidate -> claimed.remove(candidate.id()));
        batch.views().forEach(view -> claimed.remove(new View(view)));
    }

    private void awaitOthers(Progress document, Needs needs, List<Step> steps) {
        beginToWait(document, steps);
        if (!needs.apart.isEmpty()) {
            readAgain(needs.batch.keySet(), steps);
        }
    }

    private void beginToWait(Progress document, List<Step> steps) {
        if (document.ticket == 0) {
            document.ticket = ++tickets;
            steps.add(new Step.Wait(document.id, document.ticket));
        }
    }

    private void readAgain(Set<DocumentId> ids, List<Step> steps) {
        if (ids.isEmpty() || !Collections.disjoint(ids, readingAgain)) {
            return;
        }
        int attempt = 0;
        for (DocumentId id : ids) {
            attempt = Math.max(attempt, ++progress(id).readsAgain);
        }
        readingAgain.addAll(ids);
        steps.add(new Step.ReadAgain(Set.copyOf(ids), attempt));
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
                    need(needs, one, member, other);
                }
            }
        }
        return needs;
    }

    private static void need(Needs needs, Candidate one, Member member, Progress other) {
        Edition least = Edition.of(one.version(), member);
        if (least.isMetBy(other.held)) {
            return;
        }
        Candidate offered = other.offered;
        boolean alike = offered != null && offered.fromDisk() == one.fromDisk();
        if (other.judging != null || (!other.loaded && !alike)) {
            needs.blocked = true;
        } else if (offered != null && alike && least.isMetBy(Edition.of(offered.version()))) {
            needs.add(offered);
        } else if (least.isMetBy(other.refused) && !one.fromDisk()) {
            needs.addRefused(other);
        } else if (needs.batch.containsKey(other.id)) {
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

    /** A layered view among other things. */
    private record View(Object key) {}

    /** What a version needs. */
    private static final class Needs {
        private final Map<DocumentId, Candidate> batch = new LinkedHashMap<>();
        private final List<Candidate> open = new ArrayList<>();
        private final Set<DocumentId> missing = new LinkedHashSet<>();
        private final Set<DocumentId> apart = new LinkedHashSet<>();
        private final Set<DocumentId> culprits = new LinkedHashSet<>();
        private final Set<DocumentId> lacking = new HashSet<>();
        private final Set<Progress> outdated = new LinkedHashSet<>();
        private boolean blocked;

        private void add(Candidate candidate) {
            if (batch.putIfAbsent(candidate.id(), candidate) == null) {
                open.add(candidate);
            }
        }

        /** Whoever was refused because of an earlier version of a document that is here with a later one gets a chance. */
        private void addRefused(Progress other) {
            if (Collections.disjoint(other.lacking, batch.keySet())) {
                culprits.addAll(other.blamed.isEmpty() ? Set.of(other.id) : other.blamed);
                lacking.add(other.id);
                lacking.addAll(other.lacking);
            } else {
                outdated.add(other);
                missing.add(other.id);
            }
        }

        private Set<DocumentId> unmet() {
            Set<DocumentId> unmet = new LinkedHashSet<>(missing);
            unmet.addAll(apart);
            return unmet;
        }
    }
}
