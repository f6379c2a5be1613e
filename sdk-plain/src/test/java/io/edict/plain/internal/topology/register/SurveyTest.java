package io.edict.plain.internal.topology.register;

import static io.edict.plain.internal.topology.register.World.info;
import static io.edict.plain.internal.topology.register.World.member;
import static io.edict.plain.internal.topology.register.World.members;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.plain.internal.topology.register.Survey.Finding;
import io.edict.plain.internal.topology.register.Survey.View;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SurveyTest {
    private static final Membership MEMBERS = Membership.of(1, members("a", "b", "c"));
    private static final Edition ONE = Edition.after(null, info(1, new UUID(1, 1)));
    private static final Edition TWO = Edition.after(ONE, info(2, new UUID(1, 2)));
    private static final Edition OTHER_TWO = Edition.after(ONE, info(2, new UUID(1, 99)));

    private final Map<Member, View> views = new HashMap<>();

    @Test
    void headOlderThanWhatIsChosenIsBehind() {
        see("a", 5, TWO, TWO);
        see("b", 5, TWO, TWO);
        see("c", 3, ONE, ONE);

        Survey survey = Survey.of(MEMBERS, views);
        assertThat(survey.findings())
                .containsEntry(member("a"), Finding.CURRENT)
                .containsEntry(member("c"), Finding.BEHIND);
        assertThat(survey.truth()).isEqualTo(TWO);
        assertThat(survey.unfinished()).isFalse();
    }

    @Test
    void headThatNobodyHasChosenIsOutvoted() {
        see("a", 5, TWO, TWO);
        see("b", 5, TWO, TWO);
        see("c", 5, TWO, OTHER_TWO);

        assertThat(Survey.of(MEMBERS, views).wrong()).containsExactly(member("c"));
    }

    @Test
    void headBeyondEverythingAcceptedIsOutvoted() {
        see("a", 3, ONE, ONE);
        see("b", 3, ONE, ONE);
        see("c", 3, ONE, TWO);

        assertThat(Survey.of(MEMBERS, views).wrong()).containsExactly(member("c"));
    }

    @Test
    void contentThatIsNotWhatItsHeadSaysIsDamaged() {
        see("a", 3, ONE, ONE);
        see("b", 3, ONE, ONE);
        views.put(member("b"), new View(register(3, ONE, ONE, Marks.NONE), "0f"));

        assertThat(Survey.of(MEMBERS, views).findings()).containsEntry(member("b"), Finding.DAMAGED);
    }

    @Test
    void acceptedByAMinorityIsUnfinishedAndNoTruth() {
        see("a", 5, TWO, ONE);
        see("b", 3, ONE, ONE);
        see("c", 3, ONE, null);

        Survey survey = Survey.of(MEMBERS, views);
        assertThat(survey.unfinished()).isTrue();
        assertThat(survey.truth()).isEqualTo(ONE);
        assertThat(survey.findings())
                .containsEntry(member("a"), Finding.CURRENT)
                .containsEntry(member("c"), Finding.BEHIND);
    }

    @Test
    void minorityOfClustersJudgesNothing() {
        see("a", 5, TWO, TWO);

        Survey survey = Survey.of(MEMBERS, views);
        assertThat(survey.decided()).isFalse();
        assertThat(survey.unfinished()).isFalse();
        assertThat(survey.findings().values()).containsOnly(Finding.UNJUDGED);
    }

    @Test
    void clusterThatKnowsLessOfItselfThanOthersDoIsForgetful() {
        Marks marks = Marks.NONE.with(member("c"), ballot(5));
        views.put(member("a"), new View(register(5, TWO, TWO, marks), null));
        views.put(member("b"), new View(register(5, TWO, TWO, marks), null));
        see("c", 3, ONE, ONE);

        assertThat(Survey.of(MEMBERS, views).findings()).containsEntry(member("c"), Finding.FORGETFUL);
    }

    private void see(String name, long round, @Nullable Edition edition, @Nullable Edition head) {
        String sha256 = head == null ? null : head.info().sha256();
        views.put(member(name), new View(register(round, edition, head, Marks.NONE), sha256));
    }

    private static Register register(long round, @Nullable Edition edition, @Nullable Edition head, Marks marks) {
        return new Register(ballot(round), ballot(round), edition, head, marks);
    }

    private static Ballot ballot(long round) {
        return new Ballot(round, new UUID(0, 1));
    }
}
