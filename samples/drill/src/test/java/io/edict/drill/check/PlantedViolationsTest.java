package io.edict.drill.check;

import static io.edict.drill.check.SmallRecord.A;
import static io.edict.drill.check.SmallRecord.B;
import static io.edict.drill.check.SmallRecord.part;
import static io.edict.drill.check.SmallRecord.put;
import static io.edict.drill.check.SmallRecord.sha;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.drill.check.Violation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small records, each with one thing in it that must not be, and the same without it. */
class PlantedViolationsTest {
    private static final String A1 = part(A, 1, "t1");
    private static final String A2 = part(A, 2, "t3");
    private static final String B1 = part(B, 1, "t2");

    /** Two documents of one version each, published. */
    private static SmallRecord twoDocuments() {
        return SmallRecord.withFollower().publishAcked("t1", A, 1, 0).publishAcked("t2", B, 1, 0);
    }

    private static SmallRecord seenUpToA2() {
        return twoDocuments()
                .heard("f1", 1, A1)
                .heard("f1", 1, B1)
                .publishAcked("t3", A, 2, 1)
                .heard("f1", 1, A2);
    }

    private static SmallRecord ended(SmallRecord record) {
        return record.end(List.of(A1, A2), List.of(B1));
    }

    @Test
    void cleanRecordHasNoViolation() {
        assertThat(SmallRecord.kinds(SmallRecord.clean())).isEmpty();
        assertThat(ended(seenUpToA2()).violations()).isEmpty();
    }

    @Test
    void acknowledgedVersionMissingInHistoryIsLost() {
        assertThat(seenUpToA2().end(List.of(A2), List.of(B1)).violations()).containsExactly(Kind.LOST);
    }

    @Test
    void acknowledgedVersionWithOtherTextInHistoryIsLost() {
        String other = A1.replace(sha(A, "t1"), sha(A, "t9"));
        assertThat(seenUpToA2().end(List.of(other, A2), List.of(B1)).violations())
                .contains(Kind.LOST);
    }

    /** A primary took a version alone and was lost; its successor gave the number to another publish. */
    private static SmallRecord numberGivenTwice() {
        String other = part(A, 2, "t4");
        String next = part(A, 3, "t5");
        return seenUpToA2()
                .publishAcked("t4", A, 2, 1)
                .saw("f1", 1, "get", other)
                .publishAcked("t5", A, 3, 2)
                .heard("f1", 1, next)
                .end(List.of(A1, other, next), List.of(B1));
    }

    @Test
    void versionThatIsSetAsideIsNotLostAndItsNumberMayBeGivenAgain() {
        assertThat(numberGivenTwice().violations())
                .containsExactlyInAnyOrder(Kind.LOST, Kind.DOUBLE_VERSION, Kind.MIXED);
        assertThat(numberGivenTwice().add("set-aside", "part", A2).violations()).isEmpty();
    }

    @Test
    void refusalOfNumberThatIsContestedIsJustified() {
        SmallRecord refused =
                numberGivenTwice().add("refused", "f", "f1", "life", 1, "doc", A, "version", "1.2", "reason", "-");
        assertThat(refused.violations()).contains(Kind.UNJUSTIFIED_REFUSAL);
        assertThat(refused.add("set-aside", "part", A2).violations()).isEmpty();
    }

    @Test
    void oneVersionForTwoPublishesIsDouble() {
        SmallRecord record = seenUpToA2().publishAcked("t4", A, 2, 1);
        assertThat(ended(record).violations()).contains(Kind.DOUBLE_VERSION);
    }

    @Test
    void publishOnTopOfAnotherVersionThanExpectedIsLostUpdate() {
        SmallRecord record = seenUpToA2()
                .begin("t4", put(A, "t4", 1))
                .ack("t4", "2", part(A, 3, "t4"))
                .heard("f1", 1, part(A, 3, "t4"));
        assertThat(record.end(List.of(A1, A2, part(A, 3, "t4")), List.of(B1)).violations())
                .containsExactly(Kind.LOST_UPDATE);
    }

    @Test
    void versionOverwrittenUnseenIsLostUpdate() {
        SmallRecord record = seenUpToA2()
                .begin("t4", put(A, "t4", 0))
                .ack("t4", "1", part(A, 3, "t4"))
                .heard("f1", 1, part(A, 3, "t4"));
        assertThat(record.end(List.of(A1, A2, part(A, 3, "t4")), List.of(B1)).violations())
                .containsExactly(Kind.LOST_UPDATE);
    }

    @Test
    void failedPublishInHistoryIsFoundOut() {
        SmallRecord record =
                seenUpToA2().begin("t4", put(A, "t4", 0)).add("failed", "tag", "t4", "why", "ConflictException");
        assertThat(record.end(List.of(A1, A2, part(A, 3, "t4")), List.of(B1)).violations())
                .containsExactly(Kind.FAILED_YET_THERE);
    }

    @Test
    void unknownOutcomeMayBeEither() {
        SmallRecord without = seenUpToA2().begin("t4", put(A, "t4", 0)).add("unknown", "tag", "t4", "id", "-");
        assertThat(ended(without).violations()).isEmpty();
        SmallRecord with = seenUpToA2().begin("t4", put(A, "t4", 0)).add("unknown", "tag", "t4", "id", "-");
        assertThat(with.end(List.of(A1, A2, part(A, 3, "t4")), List.of(B1)).violations())
                .isEmpty();
    }

    @Test
    void olderVersionAfterNewerOneIsOutOfOrder() {
        assertThat(ended(seenUpToA2().heard("f1", 1, A1, "1.2")).violations()).containsExactly(Kind.OUT_OF_ORDER);
    }

    @Test
    void readerThatGoesBackIsOutOfOrder() {
        SmallRecord record = seenUpToA2().saw("f1", 1, "poll", A2).saw("f1", 1, "poll", A1);
        assertThat(ended(record).violations()).containsExactly(Kind.OUT_OF_ORDER);
    }

    @Test
    void readerThatSeesTheSameAgainIsFine() {
        SmallRecord record = seenUpToA2().saw("f1", 1, "poll", A2).saw("f1", 1, "poll", A2);
        assertThat(ended(record).violations()).isEmpty();
    }

    @Test
    void olderVersionAfterRestartWithCopiesIsFoundOut() {
        SmallRecord record = seenUpToA2().start("f1", 2, true).saw("f1", 2, "start-disk", A1);
        assertThat(ended(record).violations()).containsExactly(Kind.BACK_AFTER_RESTART);
    }

    @Test
    void olderVersionAfterRestartIsExcusedWithoutGoodCopies() {
        SmallRecord without = new SmallRecord()
                .start("f1", 1, false)
                .publishAcked("t1", A, 1, 0)
                .publishAcked("t2", B, 1, 0)
                .publishAcked("t3", A, 2, 1)
                .heard("f1", 1, A2)
                .start("f1", 2, false)
                .saw("f1", 2, "start-store", A1);
        assertThat(ended(without).violations()).isEmpty();
        SmallRecord failed = seenUpToA2()
                .add("event", "f", "f1", "life", 1, "what", "LocalCopyFailed", "doc", A)
                .start("f1", 2, true)
                .saw("f1", 2, "start-disk", A1);
        assertThat(ended(failed).violations()).isEmpty();
    }

    @Test
    void versionHeardTwiceIsFoundOut() {
        assertThat(ended(seenUpToA2().heard("f1", 1, A2)).violations()).containsExactly(Kind.TWICE);
    }

    @Test
    void contentOfAnotherVersionIsMixed() {
        String torn = A1.substring(0, A1.lastIndexOf('|')) + "|t0";
        assertThat(ended(twoDocuments().publishAcked("t3", A, 2, 1).heard("f1", 1, torn))
                        .violations())
                .contains(Kind.MIXED);
    }

    @Test
    void contentThatContradictsItselfIsMixed() {
        String torn = A1.substring(0, A1.lastIndexOf('|')) + "|?";
        assertThat(ended(twoDocuments().publishAcked("t3", A, 2, 1).heard("f1", 1, torn))
                        .violations())
                .contains(Kind.MIXED);
    }

    @Test
    void textUnderAnotherNumberThanAcknowledgedIsMixed() {
        assertThat(ended(seenUpToA2().heard("f1", 1, part(A, 5, "t3"))).violations())
                .contains(Kind.MIXED);
    }

    @Test
    void halfOfATransactionIsFoundOutWhereItIsSeenTogether() {
        String a3 = part(A, 3, "t4");
        String b2 = part(B, 2, "t4");
        SmallRecord record = seenUpToA2()
                .begin("t4", put(A, "t4", 0), put(B, "t4", 0))
                .ack("t4", "2;1", a3, b2)
                .saw("f1", 1, "pin", a3, B1);
        assertThat(record.end(List.of(A1, A2, a3), List.of(B1, b2)).violations())
                .containsExactly(Kind.HALF);
        SmallRecord whole = seenUpToA2()
                .begin("t4", put(A, "t4", 0), put(B, "t4", 0))
                .ack("t4", "2;1", a3, b2)
                .saw("f1", 1, "pin", A2, B1)
                .saw("f1", 1, "pin", a3, b2);
        assertThat(whole.end(List.of(A1, A2, a3), List.of(B1, b2)).violations()).isEmpty();
    }

    @Test
    void versionThatNobodyPublishedIsInvented() {
        assertThat(ended(seenUpToA2().saw("f1", 1, "poll", part(A, 2, "t77"))).violations())
                .contains(Kind.INVENTED);
    }

    @Test
    void versionDeclaredAsForeignIsNotInvented() {
        SmallRecord record = twoDocuments()
                .heard("f1", 1, A1)
                .add("foreign", "doc", A, "version", "1.2", "sha", sha(A, "t77"), "good", true)
                .heard("f1", 1, part(A, 2, "t77"));
        assertThat(record.end(List.of(A1, part(A, 2, "t77")), List.of(B1)).violations())
                .isEmpty();
    }

    @Test
    void versionThatNobodyMayAcceptIsFoundOut() {
        SmallRecord record = seenUpToA2()
                .begin("t4", A + "|BAD|" + sha(A, "t4") + "|0")
                .ack("t4", "2", part(A, 3, "t4"))
                .heard("f1", 1, part(A, 3, "t4"));
        assertThat(record.end(List.of(A1, A2, part(A, 3, "t4")), List.of(B1)).violations())
                .containsExactly(Kind.BAD_ACCEPTED);
    }

    @Test
    void refusalOfAGoodVersionIsUnjustified() {
        SmallRecord record =
                seenUpToA2().add("refused", "f", "f1", "life", 1, "doc", A, "version", "1.2", "reason", "no reason");
        assertThat(ended(record).violations()).containsExactly(Kind.UNJUSTIFIED_REFUSAL);
    }

    @Test
    void refusalAfterTamperingIsJustified() {
        SmallRecord record = seenUpToA2()
                .add("foreign", "doc", A, "version", "-", "sha", "-", "good", false)
                .add("refused", "f", "f1", "life", 1, "doc", A, "version", "-", "reason", "no header");
        assertThat(ended(record).violations()).isEmpty();
    }

    @Test
    void followerThatIsNotCurrentWithinTheBoundIsLate() {
        SmallRecord record =
                twoDocuments().heard("f1", 1, A1).heard("f1", 1, B1).publishAcked("t3", A, 2, 1);
        record.add("healed", "group", "1", "bound", 5_000_000, "targets", A2);
        for (int i = 0; i < 10; i++) {
            record.add("note");
        }
        assertThat(ended(record.heard("f1", 1, A2)).violations()).containsExactly(Kind.LATE);
        SmallRecord inTime =
                twoDocuments().heard("f1", 1, A1).heard("f1", 1, B1).publishAcked("t3", A, 2, 1);
        inTime.add("healed", "group", "1", "bound", 5_000_000, "targets", A2);
        assertThat(ended(inTime.heard("f1", 1, A2)).violations()).isEmpty();
    }

    @Test
    void followerThatEndsBehindIsStale() {
        SmallRecord record = seenUpToA2()
                .saw("f1", 1, "final", A1)
                .saw("f1", 1, "final", B1)
                .history(A, List.of(A1, A2))
                .history(B, List.of(B1))
                .add("head", "part", A2)
                .add("head", "part", B1);
        assertThat(record.violations()).containsExactly(Kind.STALE);
    }

    @Test
    void followerThatSaysNothingInTheEndIsStale() {
        SmallRecord record =
                seenUpToA2().history(A, List.of(A1, A2)).history(B, List.of(B1)).add("head", "part", A2);
        assertThat(record.violations()).containsExactly(Kind.STALE);
    }

    @Test
    void followerWithGoodCopiesThatDoesNotStartIsFoundOut() {
        SmallRecord record = seenUpToA2()
                .add("start", "f", "f1", "life", 2, "copies", true, "docs", A + ";" + B)
                .add("startfail", "f", "f1", "life", 2, "why", "StoreUnreachableException")
                .start("f1", 3, true);
        assertThat(ended(record).violations()).containsExactly(Kind.NO_START);
    }

    @Test
    void versionHeardBeforeItCanBeReadIsFoundOut() {
        SmallRecord record = twoDocuments()
                .heard("f1", 1, A1)
                .heard("f1", 1, B1)
                .publishAcked("t3", A, 2, 1)
                .heard("f1", 1, A2, "1.1");
        assertThat(ended(record).violations()).containsExactly(Kind.HEARD_NOT_READABLE);
    }

    @Test
    void versionTakenBackByARestoreIsCountedAndNotLost() {
        String again = part(A, 2, "t4");
        SmallRecord record = seenUpToA2()
                .add("restoring")
                .add("restored", "held", A1 + ";" + B1)
                .publishAcked("t4", A, 2, 1)
                .publishAcked("t5", A, 3, 2)
                .heard("f1", 1, part(A, 3, "t5"));
        record.end(List.of(A1, again, part(A, 3, "t5")), List.of(B1));
        Verdict verdict = Judge.judge(record.entries());
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.counted(Verdict.Count.LOST_BY_RESTORE)).isEqualTo(1);
    }

    @Test
    void versionOlderThanTheRestoredBackupIsLostNevertheless() {
        SmallRecord record = seenUpToA2()
                .add("restoring")
                .add("restored", "held", A2 + ";" + B1)
                .publishAcked("t5", A, 3, 2)
                .heard("f1", 1, part(A, 3, "t5"));
        assertThat(record.end(List.of(A1, part(A, 3, "t5")), List.of(B1)).violations())
                .containsExactly(Kind.LOST);
    }

    @Test
    void numberIssuedTwiceIsMixedUnlessARestoreTookTheFirstBackHoweverLateThatIsSeen() {
        String again = part(A, 2, "t4");
        SmallRecord published = twoDocuments().publishAcked("t3", A, 2, 1);
        SmallRecord restored =
                twoDocuments().publishAcked("t3", A, 2, 1).add("restoring").add("restored", "held", A1 + ";" + B1);
        for (SmallRecord record : List.of(published, restored)) {
            record.heard("f1", 1, A2).publishAcked("t4", A, 2, 1).heard("f2", 1, again);
            record.end(List.of(A1, again), List.of(B1));
        }

        assertThat(SmallRecord.kinds(published.entries())).contains(Kind.MIXED);
        assertThat(SmallRecord.kinds(restored.entries())).doesNotContain(Kind.MIXED);
    }
}
