package io.edict.plain.internal.sync;

import io.edict.DocumentId;
import io.edict.VersionInfo.Member;
import io.edict.plain.internal.sync.Batch.Candidate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two documents, always published together and without end. Most readings find both on one side of a transaction. A round is
 * the time between two publications; half the transaction wait is 50 rounds.
 */
final class PairsWorld {
    private static final DocumentId LEFT = DocumentId.of("shop/left");
    private static final DocumentId RIGHT = DocumentId.of("shop/right");

    private final Random random;
    private final Transactions transactions = new Transactions(id -> Set.of("both"));
    private final Map<DocumentId, Long> offered = new HashMap<>();
    private final Map<DocumentId, Long> inForce = new HashMap<>();
    private final Deque<Step.ReadAgain> readsAgain = new ArrayDeque<>();
    private final List<Ring> rings = new ArrayList<>();
    private @Nullable Batch judging;
    private long published;
    private long rounds;

    final List<DocumentId> missing = new ArrayList<>();
    int torn;

    PairsWorld(long seed) {
        random = new Random(seed);
        for (DocumentId id : List.of(LEFT, RIGHT)) {
            transactions.followed(id);
            transactions.loaded(id);
        }
    }

    void round() {
        rounds++;
        published++;
        if (random.nextInt(3) > 0) {
            readBoth();
        } else {
            read(random.nextBoolean() ? LEFT : RIGHT);
        }
        if (random.nextBoolean()) {
            answerReadAgain();
        }
        if (random.nextBoolean()) {
            accept();
        }
        List<Ring> due = rings.stream().filter(ring -> ring.round <= rounds).toList();
        rings.removeAll(due);
        due.forEach(ring -> carryOut(transactions.waited(ring.answer.id(), ring.answer.ticket())));
    }

    /** How many versions the last publication is ahead of what is in force. */
    long behind() {
        return published - Math.min(inForce.getOrDefault(LEFT, 0L), inForce.getOrDefault(RIGHT, 0L));
    }

    /** Reads both, as a rule between two publications. */
    private void readBoth() {
        read(LEFT);
        if (random.nextInt(4) == 0) {
            published++;
        }
        read(RIGHT);
    }

    private void read(DocumentId id) {
        if (offered.getOrDefault(id, 0L) < published) {
            offered.put(id, published);
            List<Member> together = List.of(new Member(LEFT, published), new Member(RIGHT, published));
            carryOut(transactions.offered(new Candidate(Editions.of(id, together), false)));
        }
    }

    private void answerReadAgain() {
        Step.ReadAgain again = readsAgain.poll();
        if (again != null) {
            readBoth();
            carryOut(transactions.readAgain(again.ids()));
        }
    }

    private void accept() {
        Batch batch = judging;
        if (batch != null) {
            judging = null;
            batch.candidates().forEach(one -> inForce.put(one.id(), Editions.number(one.version())));
            torn += Objects.equals(inForce.get(LEFT), inForce.get(RIGHT)) ? 0 : 1;
            carryOut(transactions.decided(batch, Set.of()));
        }
    }

    private void carryOut(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.Judge judge) {
                judging = judge.batch();
                missing.addAll(judge.batch().missing());
            } else if (step instanceof Step.ReadAgain again) {
                readsAgain.add(again);
            } else if (step instanceof Step.Wait wait) {
                rings.add(new Ring(rounds + 50, wait));
            }
        }
    }

    /** A timer, and when it rings. */
    private record Ring(long round, Step.Wait answer) {}
}
