package io.edict.plain.internal.sync;

import static io.edict.plain.internal.sync.Editions.number;

import io.edict.DocumentId;
import io.edict.VersionInfo.Member;
import io.edict.plain.internal.store.StoredVersion;
import io.edict.plain.internal.sync.Batch.Candidate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The oracle: a store, readers, judges and timers around {@link Transactions}, that do everything they may do, in an order
 * drawn from a seed, and check after each step what must hold.
 */
final class TransactionsWorld {
    private final Random random;
    private final Transactions transactions;
    private final List<DocumentId> ids = new ArrayList<>();
    private final Map<String, Set<DocumentId>> views = new TreeMap<>();

    /** Every version ever published, by document. */
    private final Map<DocumentId, List<StoredVersion>> store = new HashMap<>();

    private final Set<StoredVersion> bad = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<DocumentId> unreachable = new HashSet<>();
    private final Map<DocumentId, Follower> followers = new TreeMap<>();

    private final List<Judging> undecided = new ArrayList<>();
    private final List<Step.ReadAgain> readsAgain = new ArrayList<>();
    private final List<Step.Wait> waits = new ArrayList<>();
    private final Set<Object> due = new HashSet<>();

    /** Whether timers ring only when nothing else happens any more. */
    private final boolean slowTimers;

    final List<String> violations = new ArrayList<>();
    int missingReported;

    TransactionsWorld(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        slowTimers = random.nextBoolean();
        transactions = new Transactions(this::viewsOf);
        int size = 3 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            ids.add(DocumentId.of("shop/d" + i));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            views.put("view" + i, Set.copyOf(someOf(ids)));
        }
        if (random.nextInt(4) == 0) {
            unreachable.add(anyOf(ids));
        }
        begin();
    }

    private void begin() {
        for (int i = random.nextInt(5); i > 0; i--) {
            publish();
        }
        boolean consistent = random.nextInt(6) > 0;
        Map<DocumentId, StoredVersion> copies = new HashMap<>();
        for (DocumentId id : ids) {
            List<StoredVersion> versions = versions(id);
            if (!versions.isEmpty() && random.nextInt(3) > 0) {
                int last = versions.size() - 1;
                copies.put(id, versions.get(consistent ? last : random.nextInt(versions.size())));
            }
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            publish();
        }
        ids.stream().filter(id -> random.nextInt(5) > 0).forEach(id -> follow(id, copies.get(id)));
    }

    /** Does one thing that may happen. */
    void step() {
        switch (random.nextInt(15)) {
            case 0, 1 -> publish();
            case 2, 3, 4, 5 -> read(anyOf(ids), random.nextInt(4) == 0);
            case 6, 7, 8 -> judgeOne();
            case 9, 10 -> answerReadAgain(random.nextInt(4) == 0);
            case 11 -> ring(!slowTimers);
            case 12, 13 -> start(anyOf(ids));
            default -> rarely();
        }
    }

    private void rarely() {
        DocumentId id = anyOf(ids);
        switch (random.nextInt(6)) {
            case 0 -> unfollow(id);
            case 1, 2 -> {
                Follower follower = followers.get(id);
                if (follower == null) {
                    List<StoredVersion> versions = versions(id);
                    follow(id, versions.isEmpty() || random.nextBoolean() ? null : anyOf(versions));
                } else if (random.nextBoolean()) {
                    unfollow(id);
                    follow(id, random.nextBoolean() ? follower.inForce : null);
                }
            }
            default -> {
                if (!views.isEmpty()) {
                    String view = anyOf(List.copyOf(views.keySet()));
                    due.add(view);
                    carryOut(transactions.viewDue(view));
                }
            }
        }
    }

    /** Lets everything come to rest: nothing is published any more, all that is asked for is answered. */
    void settle() {
        followers.values().forEach(follower -> follower.dirty = true);
        for (int i = 0; busy(); i++) {
            if (i > 3_000) {
                violations.add("never comes to rest");
                return;
            }
            switch (random.nextInt(5)) {
                case 0 -> ids.forEach(this::start);
                case 1 -> judgeOne();
                case 2 -> answerReadAgain(false);
                case 3 -> ring(!slowTimers || quiet());
                default -> read(anyOf(ids), false);
            }
        }
        checkRest();
    }

    private boolean quiet() {
        return undecided.isEmpty()
                && readsAgain.isEmpty()
                && followers.values().stream().allMatch(one -> one.started && !(one.dirty && readable(one.id)));
    }

    private boolean busy() {
        return !quiet() || !waits.isEmpty();
    }

    private boolean readable(DocumentId id) {
        return !unreachable.contains(id);
    }

    private List<StoredVersion> versions(DocumentId id) {
        return store.computeIfAbsent(id, key -> new ArrayList<>());
    }

    private void publish() {
        List<Member> together = someOf(ids).stream()
                .map(id -> new Member(id, versions(id).size() + 1))
                .toList();
        for (Member member : together) {
            StoredVersion version = Editions.of(member.id(), together);
            versions(member.id()).add(version);
            if (random.nextInt(6) == 0) {
                bad.add(version);
            }
        }
        together.forEach(member -> {
            Follower follower = followers.get(member.id());
            if (follower != null) {
                follower.dirty = true;
            }
        });
    }

    private void follow(DocumentId id, @Nullable StoredVersion copy) {
        if (followers.containsKey(id)) {
            return;
        }
        followers.values().forEach(other -> other.excused.add(id));
        undecided.forEach(judging -> judging.excused.add(id));
        followers.put(id, new Follower(id, copy));
        transactions.followed(id);
    }

    private void unfollow(DocumentId id) {
        if (followers.remove(id) != null) {
            carryOut(transactions.unfollowed(id));
        }
    }

    /** What the disk holds becomes known. */
    private void start(DocumentId id) {
        Follower follower = followers.get(id);
        if (follower == null || follower.started || follower.offered > 0) {
            return;
        }
        if (follower.copy == null) {
            follower.started = true;
            carryOut(transactions.loaded(id));
        } else {
            follower.offered = number(follower.copy);
            carryOut(transactions.offered(new Candidate(follower.copy, true)));
        }
    }

    /** Reads the newest version or, from a server that lags, an older one. */
    private void read(DocumentId id, boolean lagging) {
        Follower follower = followers.get(id);
        List<StoredVersion> versions = versions(id);
        if (follower == null || !follower.started || !readable(id)) {
            return;
        }
        if (versions.isEmpty()) {
            follower.dirty = false;
            return;
        }
        int from = (int) Math.max(1, follower.read);
        int number = lagging ? from + random.nextInt(versions.size() - from + 1) : versions.size();
        follower.dirty = number < versions.size();
        follower.read = number;
        if (number > follower.known()) {
            follower.offered = number;
            carryOut(transactions.offered(new Candidate(versions.get(number - 1), false)));
        }
    }

    private void judgeOne() {
        if (undecided.isEmpty()) {
            return;
        }
        Judging judging = undecided.remove(random.nextInt(undecided.size()));
        Set<DocumentId> culprits = judging.batch.candidates().stream()
                .filter(candidate -> bad.contains(candidate.version()))
                .map(Candidate::id)
                .collect(Collectors.toSet());
        judging.batch.candidates().forEach(candidate -> {
            Follower follower = followers.get(candidate.id());
            if (follower != null && follower == judging.followers.get(candidate.id())) {
                tell(follower, candidate, judging, culprits.isEmpty());
            }
        });
        checkComplete();
        carryOut(transactions.decided(judging.batch, culprits));
    }

    private void tell(Follower follower, Candidate candidate, Judging judging, boolean accepted) {
        long number = number(candidate.version());
        if (number == follower.offered) {
            follower.offered = 0;
        }
        follower.started |= candidate.fromDisk();
        if (!accepted) {
            follower.refused = candidate.fromDisk() ? 0 : number;
            return;
        }
        check(follower.held() < number, "a step back in time");
        follower.inForce = candidate.version();
        follower.refused = 0;
        follower.excused = new HashSet<>(candidate.fromDisk() ? ids : judging.excused);
    }

    private void answerReadAgain(boolean apart) {
        if (readsAgain.isEmpty()) {
            return;
        }
        Step.ReadAgain again = readsAgain.remove(random.nextInt(readsAgain.size()));
        for (DocumentId id : again.ids().stream().sorted().toList()) {
            read(id, false);
            if (apart) {
                publish();
            }
        }
        carryOut(transactions.readAgain(again.ids()));
    }

    private void ring(boolean may) {
        if (may && !waits.isEmpty()) {
            Step.Wait wait = waits.remove(random.nextInt(waits.size()));
            carryOut(transactions.waited(wait.id(), wait.ticket()));
        }
    }

    private void carryOut(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Judge judge) {
                judge(judge.batch());
            } else if (step instanceof Step.ReadAgain again) {
                check(!again.ids().isEmpty(), "nothing to read again");
                boolean twice = readsAgain.stream().anyMatch(one -> !Collections.disjoint(one.ids(), again.ids()));
                check(!twice, "a document is read again twice at once");
                readsAgain.add(again);
            } else if (step instanceof Step.Wait wait) {
                check(!waits.contains(wait), "a wait begins twice");
                waits.add(wait);
            } else if (step instanceof Step.RefuseWith refuse) {
                refuseWith(refuse);
            } else if (step instanceof Step.Reconsider reconsider) {
                Follower follower = follower(reconsider.id());
                follower.refused = 0;
                follower.dirty = true;
            }
        }
    }

    private void refuseWith(Step.RefuseWith refuse) {
        Follower follower = follower(refuse.candidate().info().id());
        check(number(refuse.candidate()) == follower.offered, "a refusal of what waits no more");
        check(!follower(refuse.because()).id.equals(follower.id), "blamed on itself");
        check(follower.started, "a local copy refused unseen");
        follower.offered = 0;
        follower.refused = number(refuse.candidate());
    }

    private void judge(Batch batch) {
        Judging judging = new Judging(batch);
        for (Judging other : undecided) {
            check(Collections.disjoint(other.ids(), judging.ids()), "a document in two batches");
            check(Collections.disjoint(other.batch.views(), batch.views()), "a view in two batches");
        }
        Set<Object> touched = new HashSet<>();
        boolean disk = batch.candidates().stream().anyMatch(Candidate::fromDisk);
        for (Candidate candidate : batch.candidates()) {
            Follower follower = follower(candidate.id());
            check(number(candidate.version()) == follower.offered, "judged though overtaken or decided");
            check(candidate.fromDisk() == disk, "local copies together with what is in the store");
            judging.followers.put(candidate.id(), follower);
            touched.addAll(viewsOf(candidate.id()));
        }
        if (batch.candidates().isEmpty()) {
            check(due.removeAll(batch.views()), "a view judged that is not due");
        } else {
            check(batch.views().equals(touched), "other views than those of the documents");
            missingReported += disk ? 0 : batch.missing().size();
        }
        check(disk || batch.missing().isEmpty() || !slowTimers || !unreachable.isEmpty(), "missing without a wait");
        undecided.add(judging);
    }

    /** What is in force shows no half of a transaction. */
    private void checkComplete() {
        for (Follower follower : followers.values()) {
            if (follower.inForce == null) {
                continue;
            }
            for (Member member : follower.inForce.info().together()) {
                Follower other = followers.get(member.id());
                boolean met = other == null || other.held() >= member.number();
                check(met || follower.excused.contains(member.id()), "half a transaction");
            }
        }
    }

    private void checkRest() {
        check(due.isEmpty(), "a view waits for ever");
        for (Follower follower : followers.values()) {
            check(follower.offered == 0, "a version waits for ever");
            List<StoredVersion> versions = versions(follower.id);
            if (!readable(follower.id) || versions.isEmpty()) {
                continue;
            }
            StoredVersion newest = versions.get(versions.size() - 1);
            boolean arrived = newest.equals(follower.inForce);
            check(arrived || needsBad(newest, new HashSet<>()), "the newest version is not in force");
            check(arrived || follower.refused == number(newest), "neither in force nor refused");
        }
    }

    /** Whether a version cannot come into force, because it is bad or needs one that is. */
    private boolean needsBad(StoredVersion version, Set<DocumentId> seen) {
        if (!seen.add(version.info().id())) {
            return false;
        }
        return bad.contains(version)
                || version.info().together().stream().anyMatch(member -> {
                    Follower other = followers.get(member.id());
                    List<StoredVersion> versions = versions(member.id());
                    return other != null
                            && readable(member.id())
                            && other.held() < member.number()
                            && needsBad(versions.get(versions.size() - 1), seen);
                });
    }

    private Set<Object> viewsOf(DocumentId id) {
        return views.entrySet().stream()
                .filter(view -> view.getValue().contains(id))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private Follower follower(DocumentId id) {
        Follower follower = followers.get(id);
        if (follower == null) {
            violations.add(id + " is not followed");
            return new Follower(id, null);
        }
        return follower;
    }

    private <T> T anyOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** One of them, or some more. */
    private List<DocumentId> someOf(List<DocumentId> all) {
        return Stream.generate(() -> anyOf(all))
                .limit(1 + random.nextInt(3))
                .distinct()
                .toList();
    }

    private void check(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
    }

    /** A batch that is being judged. */
    private static final class Judging {
        private final Batch batch;
        private final Map<DocumentId, Follower> followers = new HashMap<>();
        private final Set<DocumentId> excused;

        private Judging(Batch batch) {
            this.batch = batch;
            excused = new HashSet<>(batch.missing());
        }

        private Set<DocumentId> ids() {
            return batch.candidates().stream().map(Candidate::id).collect(Collectors.toSet());
        }
    }
}
