package io.edict.plain.internal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;

/** What a session holds against questions that were open when its connection broke. */
class SuspectsTest {
    private static final int LONGEST = 10_000;
    private static final int SURELY_FITS = 10;
    private static final int MAY_FIT = 1_000;
    private static final int NEVER_FITS = 5_000;

    private final Suspects suspects = new Suspects(LONGEST);
    private final Stat stat = new Stat();
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private CompletableFuture<List<String>> answer = CompletableFuture.completedFuture(List.of());

    @Test
    void questionsCostNoLookWhileTheConnectionHolds() {
        assertThat(children()).isTrue();
        assertThat(data()).isTrue();

        assertThat(looks).hasValue(0);
    }

    @Test
    void dataThatIsTooLongIsNotAskedForAgainAfterALoss() {
        stat.setDataLength(LONGEST);
        loseOnce(this::data);

        assertThat(data()).isFalse();
        assertThat(asked).hasValue(1);
    }

    @Test
    void dataOfOrdinaryLengthIsAskedForAgainAfterOneLookAndThenWithoutOne() {
        stat.setDataLength(100);
        loseOnce(this::data);

        assertThat(data()).isTrue();
        assertThat(data()).isTrue();
        assertThat(looks).hasValue(1);
    }

    @Test
    void anotherFailureThanALossRaisesNoSuspicion() {
        answer = CompletableFuture.failedFuture(KeeperException.create(Code.NONODE));
        data();
        answer = CompletableFuture.completedFuture(List.of());

        assertThat(data()).isTrue();
        assertThat(looks).hasValue(0);
    }

    @Test
    void listThatCanNeverFitIsRefusedAfterOneLoss() {
        stat.setNumChildren(NEVER_FITS);
        loseOnce(this::children);

        assertThat(children()).isFalse();
    }

    @Test
    void listThatSurelyFitsIsNeverRefused() {
        stat.setNumChildren(SURELY_FITS);
        for (int i = 0; i < 5; i++) {
            loseOnce(this::children);
        }

        assertThat(children()).isTrue();
    }

    @Test
    void listThatMayFitIsRefusedAfterTwoLossesAndAskedForAgainEverySoOften() {
        stat.setNumChildren(MAY_FIT);
        loseOnce(this::children);
        loseOnce(this::children);

        for (int round = 0; round < 2; round++) {
            for (int i = 1; i < Suspects.REFUSALS; i++) {
                assertThat(children()).isFalse();
            }
            loseOnce(this::children);
            assertThat(asked).hasValue(3 + round);
        }
        for (int i = 1; i < Suspects.REFUSALS; i++) {
            assertThat(children()).isFalse();
        }
        assertThat(children()).isTrue();
        assertThat(children()).as("not suspect any more").isTrue();
    }

    @Test
    void listThatHasChangedSinceItWasRefusedIsAskedForAgain() {
        stat.setNumChildren(MAY_FIT);
        loseOnce(this::children);
        loseOnce(this::children);
        assertThat(children()).isFalse();

        stat.setPzxid(stat.getPzxid() + 1);
        assertThat(children()).isTrue();
    }

    private void loseOnce(Runnable question) {
        answer = CompletableFuture.failedFuture(KeeperException.create(Code.CONNECTIONLOSS));
        question.run();
        answer = CompletableFuture.completedFuture(List.of());
    }

    private boolean data() {
        return !suspects.data(question("/data")).isCompletedExceptionally();
    }

    private boolean children() {
        return !suspects.children(question("/parent")).isCompletedExceptionally();
    }

    private Suspects.Question<List<String>> question(String path) {
        return new Suspects.Question<>(
                path,
                () -> {
                    looks.incrementAndGet();
                    return CompletableFuture.completedFuture(stat);
                },
                () -> {
                    asked.incrementAndGet();
                    return answer;
                });
    }
}
