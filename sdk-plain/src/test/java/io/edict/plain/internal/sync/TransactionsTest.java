package io.edict.plain.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.VersionInfo.Member;
import io.edict.plain.internal.sync.Batch.Candidate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransactionsTest {
    private static final DocumentId A = DocumentId.of("shop/a");
    private static final DocumentId B = DocumentId.of("shop/b");
    private static final DocumentId C = DocumentId.of("shop/c");

    private final Map<DocumentId, Set<Object>> views = new HashMap<>();
    private final Transactions transactions = new Transactions(id -> views.getOrDefault(id, Set.of()));

    @Test
    void randomOrdersShowNoHalfOfATransactionAndEndOnTheNewest() {
        int missing = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            TransactionsWorld world = new TransactionsWorld(seed);
            for (int i = 0; i < 60; i++) {
                world.step();
            }
            world.settle();
            assertThat(world.violations).as("seed %d", seed).isEmpty();
            missing += world.missingReported;
        }
        assertThat(missing).as("patience ends now and then").isPositive();
    }

    @Test
    void pairsPublishedWithoutEndComeIntoForceTogetherAndNoneIsMissing() {
        for (long seed = 0; seed < 20; seed++) {
            PairsWorld world = new PairsWorld(seed);
            for (int round = 0; round < 2_000; round++) {
                world.round();
                assertThat(world.behind()).as("seed %d round %d", seed, round).isLessThan(40);
            }
            assertThat(world.missing).as("seed %d", seed).isEmpty();
            assertThat(world.torn).as("seed %d", seed).isZero();
        }
    }

    @Test
    void versionOfOneDocumentIsJudgedAtOnce() {
        follow(A);

        assertThat(offer(A, a(1))).containsExactly(judge(version(A, a(1))));
    }

    @Test
    void versionThatIsOvertakenBeforeItsTurnIsSkipped() {
        follow(A);
        offer(A, a(1));

        assertThat(offer(A, a(2))).isEmpty();
        assertThat(offer(A, a(3))).isEmpty();
        assertThat(accept(version(A, a(1)))).containsExactly(judge(version(A, a(3))));
    }

    @Test
    void versionOfAPairWaitsForItsPartner() {
        follow(A, B);

        assertThat(offer(A, a(1), b(1))).containsExactly(new Step.Wait(A, 1));
        assertThat(offer(B, a(1), b(1))).containsExactly(judge(version(A, a(1), b(1)), version(B, a(1), b(1))));
    }

    @Test
    void laterVersionOfThePartnerWillDo() {
        follow(A, B);
        offer(A, a(1), b(1));

        assertThat(offer(B, b(2))).containsExactly(judge(version(A, a(1), b(1)), version(B, b(2))));
    }

    @Test
    void partnerThatIsInForceIsNotWaitedFor() {
        follow(A, B);
        offer(B, b(2));
        accept(version(B, b(2)));

        assertThat(offer(A, a(1), b(1))).containsExactly(judge(version(A, a(1), b(1))));
    }

    @Test
    void partnerThatIsNotFollowedIsNotWaitedFor() {
        follow(A);

        assertThat(offer(A, a(1), b(1))).containsExactly(judge(version(A, a(1), b(1))));
    }

    @Test
    void partnerThatIsUnfollowedIsWaitedForNoLonger() {
        follow(A, B);
        offer(A, a(1), b(1));

        assertThat(transactions.unfollowed(B)).containsExactly(judge(version(A, a(1), b(1))));
    }

    @Test
    void partnerBeingJudgedIsAwaitedBeforeAnythingElse() {
        follow(A, B);
        offer(B, b(1));

        assertThat(offer(A, a(1), b(2))).isEmpty();
        assertThat(accept(version(B, b(1)))).containsExactly(new Step.Wait(A, 1));
    }

    @Test
    void documentsReadOnDifferentSidesOfATransactionAreReadAgainTogether() {
        follow(A, B);
        offer(A, a(1), b(1));

        assertThat(offer(B, a(2), b(2))).containsExactly(new Step.ReadAgain(Set.of(A, B), 1), new Step.Wait(B, 2));
        assertThat(offer(A, a(3), b(3))).as("one reading at a time").isEmpty();
        assertThat(transactions.readAgain(Set.of(A, B)))
                .as("still apart")
                .containsExactly(new Step.ReadAgain(Set.of(A, B), 2));
        assertThat(offer(B, a(3), b(3))).containsExactly(judge(version(A, a(3), b(3)), version(B, a(3), b(3))));
    }

    @Test
    void missingPartnerIsLookedForAtHalfTimeAndReportedAtTheEnd() {
        follow(A, B);
        offer(A, a(1), b(1));

        assertThat(transactions.waited(A, 1)).containsExactly(new Step.ReadAgain(Set.of(B), 1), new Step.Wait(A, 1));
        assertThat(transactions.readAgain(Set.of(B))).isEmpty();
        assertThat(transactions.waited(A, 1)).containsExactly(judge(List.of(B), version(A, a(1), b(1))));
    }

    @Test
    void onlyWhatIsMissingIsLeftBehindWhenPatienceEnds() {
        follow(A, B, C);
        offer(A, a(1), b(1), c(1));
        offer(B, a(1), b(1), c(1));
        transactions.waited(A, 1);

        assertThat(transactions.waited(A, 1))
                .containsExactly(judge(List.of(C), version(A, a(1), b(1), c(1)), version(B, a(1), b(1), c(1))));
    }

    @Test
    void newerVersionsDoNotProlongTheWait() {
        follow(A, B);
        offer(A, a(1), b(1));
        transactions.waited(A, 1);

        assertThat(offer(A, a(2), b(2))).isEmpty();
        assertThat(transactions.waited(A, 1)).containsExactly(judge(List.of(B), version(A, a(2), b(2))));
    }

    @Test
    void patienceBeginsAnewWithTheVersionAfter() {
        follow(A, B);
        offer(A, a(1), b(1));
        transactions.waited(A, 1);
        transactions.waited(A, 1);
        accept(version(A, a(1), b(1)));

        assertThat(offer(A, a(2), b(2))).containsExactly(new Step.Wait(A, 2));
    }

    @Test
    void waitThatIsOverMeansNothingToTheNextVersion() {
        follow(A, B);
        offer(A, a(1), b(1));
        offer(A, a(2));
        accept(version(A, a(2)));

        assertThat(offer(A, a(3), b(3))).containsExactly(new Step.Wait(A, 2));
        assertThat(transactions.waited(A, 1)).isEmpty();
    }

    @Test
    void refusedVersionTakesLateArrivalsOfItsTransactionWithIt() {
        follow(A, B);
        offer(B, b(1));
        refuse(Set.of(B), version(B, b(1)));

        assertThat(offer(A, a(1), b(1)))
                .containsExactly(new Step.RefuseWith(version(A, a(1), b(1)).version(), B));
    }

    @Test
    void othersAreReconsideredWhenALaterVersionOfTheCulpritIsInForce() {
        refusePair(Set.of(B));

        assertThat(offer(B, b(2))).containsExactly(judge(version(B, b(2))));
        assertThat(accept(version(B, b(2)))).containsExactly(new Step.Reconsider(A));
        assertThat(offer(A, a(1), b(1))).containsExactly(judge(version(A, a(1), b(1))));
    }

    @Test
    void othersAreNotReconsideredWhenTheNextVersionIsRefusedToo() {
        refusePair(Set.of(B));
        offer(B, b(2));

        assertThat(refuse(Set.of(B), version(B, b(2)))).isEmpty();
    }

    @Test
    void othersAreReconsideredWhenTheCulpritIsUnfollowed() {
        refusePair(Set.of(B));

        assertThat(transactions.unfollowed(B)).containsExactly(new Step.Reconsider(A));
        assertThat(offer(A, a(1), b(1))).containsExactly(judge(version(A, a(1), b(1))));
    }

    @Test
    void othersAreReconsideredAtOnceWhenTheCulpritWasUnfollowedMeanwhile() {
        follow(A, B);
        offer(A, a(1), b(1));
        offer(B, a(1), b(1));
        transactions.unfollowed(B);

        assertThat(refuse(Set.of(B), version(B, a(1), b(1)), version(A, a(1), b(1))))
                .containsExactly(new Step.Reconsider(A));
    }

    @Test
    void versionThatDidNotNeedTheCulpritIsReconsideredAtOnce() {
        follow(A, B);
        offer(A, a(1), b(1));
        offer(B, b(2));

        assertThat(refuse(Set.of(A), version(A, a(1), b(1)), version(B, b(2)))).containsExactly(new Step.Reconsider(B));
    }

    @Test
    void lateArrivalsBlameTheCulpritAndNotWhatItTookWithIt() {
        follow(A, B, C);
        offer(B, b(1), c(1));
        offer(C, b(1), c(1));
        refuse(Set.of(C), version(B, b(1), c(1)), version(C, b(1), c(1)));

        assertThat(offer(A, a(1), b(1)))
                .containsExactly(new Step.RefuseWith(version(A, a(1), b(1)).version(), C));
        offer(C, c(2));
        assertThat(accept(version(C, c(2)))).containsExactlyInAnyOrder(new Step.Reconsider(A), new Step.Reconsider(B));
    }

    @Test
    void copiesOnDiskDoNotWaitForTheStore() {
        transactions.followed(A);
        follow(B);

        assertThat(transactions.offered(copy(A, a(1), b(1)))).containsExactly(judge(List.of(B), copy(A, a(1), b(1))));
    }

    @Test
    void copiesOnDiskWaitForEachOther() {
        transactions.followed(A);
        transactions.followed(B);

        assertThat(transactions.offered(copy(A, a(1), b(1)))).isEmpty();
        assertThat(transactions.offered(copy(B, a(1), b(1))))
                .containsExactly(judge(copy(A, a(1), b(1)), copy(B, a(1), b(1))));
    }

    @Test
    void copyOnDiskIsNotRefusedBecauseOfWhatIsInTheStore() {
        transactions.followed(A);
        follow(B);
        offer(B, b(1));
        refuse(Set.of(B), version(B, b(1)));

        assertThat(transactions.offered(copy(A, a(1), b(1)))).containsExactly(judge(List.of(B), copy(A, a(1), b(1))));
    }

    @Test
    void versionFromTheStoreWaitsUntilTheCopiesOnDiskAreKnown() {
        transactions.followed(B);
        follow(A);

        assertThat(offer(A, a(2), b(1))).isEmpty();
        assertThat(transactions.offered(copy(B, b(1)))).containsExactly(judge(copy(B, b(1))));
        assertThat(accept(copy(B, b(1)))).containsExactly(judge(version(A, a(2), b(1))));
    }

    @Test
    void copyThatIsOvertakenByTheStoreIsWaitedForNoLonger() {
        transactions.followed(A);
        transactions.followed(B);
        assertThat(transactions.offered(copy(B, a(1), b(1)))).isEmpty();
        offer(B, b(2));
        accept(version(B, b(2)));
        transactions.loaded(A);

        assertThat(offer(A, a(1), b(3))).containsExactly(new Step.Wait(A, 1));
    }

    @Test
    void twoBatchesNeverClaimOneView() {
        views.put(A, Set.of("both"));
        views.put(B, Set.of("both"));
        follow(A, B, C);
        offer(A, a(1));

        assertThat(offer(C, c(1))).as("another view").hasSize(1);
        assertThat(offer(B, b(1))).isEmpty();
        assertThat(accept(Set.of("both"), version(A, a(1)))).containsExactly(judge(Set.of("both"), version(B, b(1))));
    }

    @Test
    void batchThatNeedsTwoViewsIsNotOvertakenForEver() {
        views.put(A, Set.of("left"));
        views.put(B, Set.of("right"));
        views.put(C, Set.of("left", "right"));
        follow(A, B, C);
        offer(A, a(1));
        offer(B, b(1));
        offer(C, c(1));
        offer(A, a(2));

        assertThat(accept(Set.of("left"), version(A, a(1)))).as("left is C's").isEmpty();
        assertThat(accept(Set.of("right"), version(B, b(1))))
                .containsExactly(judge(Set.of("left", "right"), version(C, c(1))));
    }

    @Test
    void dueViewIsJudgedOncePerClaimAndInItsTurn() {
        views.put(A, Set.of("view"));
        follow(A);
        assertThat(transactions.viewDue("view")).containsExactly(judge(Set.of("view")));

        assertThat(transactions.viewDue("view")).isEmpty();
        assertThat(transactions.viewDue("view")).isEmpty();
        assertThat(offer(A, a(1))).isEmpty();
        assertThat(accept(Set.of("view"))).containsExactly(judge(Set.of("view")));
        assertThat(accept(Set.of("view"))).containsExactly(judge(Set.of("view"), version(A, a(1))));
        assertThat(accept(Set.of("view"), version(A, a(1)))).isEmpty();
    }

    @Test
    void documentFollowedAgainWaitsForItsFormerBatch() {
        follow(A);
        offer(A, a(1));
        transactions.unfollowed(A);
        follow(A);

        assertThat(offer(A, a(1))).isEmpty();
        assertThat(accept(version(A, a(1)))).containsExactly(judge(version(A, a(1))));
    }

    private void follow(DocumentId... ids) {
        for (DocumentId id : ids) {
            transactions.followed(id);
            transactions.loaded(id);
        }
    }

    /** Both versions of a pair are judged and refused. */
    private void refusePair(Set<DocumentId> culprits) {
        follow(A, B);
        offer(A, a(1), b(1));
        offer(B, a(1), b(1));
        assertThat(refuse(culprits, version(B, a(1), b(1)), version(A, a(1), b(1))))
                .isEmpty();
    }

    private List<Step> offer(DocumentId id, Member... together) {
        return transactions.offered(version(id, together));
    }

    private List<Step> accept(Candidate... candidates) {
        return accept(Set.of(), candidates);
    }

    private List<Step> accept(Set<Object> touched, Candidate... candidates) {
        return transactions.decided(new Batch(List.of(candidates), List.of(), touched), Set.of());
    }

    private List<Step> refuse(Set<DocumentId> culprits, Candidate... candidates) {
        return transactions.decided(new Batch(List.of(candidates), List.of(), Set.of()), culprits);
    }

    private static Step judge(Candidate... candidates) {
        return judge(List.of(), candidates);
    }

    private static Step judge(List<DocumentId> missing, Candidate... candidates) {
        return new Step.Judge(new Batch(List.of(candidates), missing, Set.of()));
    }

    private static Step judge(Set<Object> touched, Candidate... candidates) {
        return new Step.Judge(new Batch(List.of(candidates), List.of(), touched));
    }

    private static Candidate version(DocumentId id, Member... together) {
        return new Candidate(Editions.of(id, List.of(together)), false);
    }

    private static Candidate copy(DocumentId id, Member... together) {
        return new Candidate(Editions.of(id, List.of(together)), true);
    }

    private static Member a(long number) {
        return new Member(A, number);
    }

    private static Member b(long number) {
        return new Member(B, number);
    }

    private static Member c(long number) {
        return new Member(C, number);
    }
}
