package io.edict.plain.internal.topology.register;

import static io.edict.plain.internal.topology.register.World.info;
import static io.edict.plain.internal.topology.register.World.member;
import static io.edict.plain.internal.topology.register.World.members;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.Version;
import io.edict.error.ConflictException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A proposer and three clusters in step: everything sent is answered at once, and each such exchange is a round trip. */
class ProposerTest {
    private static final Membership MEMBERS = Membership.of(1, members("a", "b", "c"));

    private final Map<Member, Register> clusters = new LinkedHashMap<>();
    private final Set<Member> down = new HashSet<>();
    private final List<Action> said = new ArrayList<>();
    private final Proposer proposer = new Proposer(new UUID(0, 1), MEMBERS);

    private int trips;

    @Test
    void firstPublishTakesThreeRoundTripsAndEachFurtherOneTwo() {
        assertThat(run(proposer, publish(1, 1))).isEqualTo(new Outcome.Published(new Version(1, 1)));
        assertThat(trips).isEqualTo(3);
        for (long number = 2; number < 40; number++) {
            assertThat(run(proposer, publish(number, number))).isEqualTo(new Outcome.Published(new Version(1, number)));
            assertThat(trips).isEqualTo(2);
        }
    }

    @Test
    void publishAfterAnotherProposersTakesThreeRoundTripsOnceItKnowsTheBallot() {
        run(proposer, publish(1, 1));
        Proposer other = new Proposer(new UUID(0, 2), MEMBERS);
        run(other, new Operation.Look(false));

        assertThat(run(other, publish(2, 2))).isEqualTo(new Outcome.Published(new Version(1, 2)));
        assertThat(trips).isLessThanOrEqualTo(3);
    }

    @Test
    void publishWithOneClusterDownIsMadeAndTheClusterCatchesUpWithTheNext() {
        run(proposer, publish(1, 1));
        down.add(member("c"));
        assertThat(run(proposer, publish(2, 2))).isInstanceOf(Outcome.Published.class);
        assertThat(trips).isEqualTo(2);

        down.clear();
        run(proposer, publish(3, 3));
        assertThat(clusters.values())
                .allSatisfy(register -> assertThat(number(register.head())).isEqualTo(3));
    }

    @Test
    void publishWithoutAQuorumIsUnreachedAndNamesTheSilent() {
        down.addAll(members("b", "c"));

        assertThat(run(proposer, publish(1, 1))).isEqualTo(new Outcome.Unreached(members("b", "c")));
    }

    @Test
    void publishThatLosesItsQuorumAfterItsProposalIsUnknownAndSettledLater() {
        run(proposer, publish(1, 1));
        down.addAll(members("b", "c"));
        assertThat(run(proposer, publish(2, 2))).isEqualTo(new Outcome.Unknown(pid(2), new Version(1, 2)));

        down.clear();
        Operation settle = new Operation.Settle(pid(2), new Version(1, 2));
        assertThat(run(proposer, settle)).isEqualTo(new Outcome.Published(new Version(1, 2)));
    }

    @Test
    void settledAsNotMadeStaysSo() {
        run(proposer, publish(1, 1));
        down.addAll(members("b", "c"));
        run(proposer, publish(2, 2));

        down.clear();
        down.add(member("a"));
        Proposer other = new Proposer(new UUID(0, 2), MEMBERS);
        assertThat(run(other, new Operation.Settle(pid(2), new Version(1, 2))))
                .isInstanceOf(Outcome.NotPublished.class);
        down.clear();
        assertThat(run(proposer, new Operation.Look(false)))
                .isInstanceOfSatisfying(
                        Outcome.Current.class,
                        current -> assertThat(number(current.edition())).isEqualTo(1));
    }

    @Test
    void unfinishedPublishIsFinishedByWhoComesNext() {
        run(proposer, publish(1, 1));
        down.addAll(members("b", "c"));
        run(proposer, publish(2, 2));
        down.clear();
        down.add(member("b"));

        Proposer other = new Proposer(new UUID(0, 2), MEMBERS);
        assertThat(run(other, publish(3, 2))).isInstanceOf(Outcome.Refused.class);
        assertThat(said).anyMatch(Action.ReportFinished.class::isInstance);
        assertThat(number(clusters.getOrDefault(member("c"), Register.EMPTY).head()))
                .isEqualTo(2);
    }

    @Test
    void publishTriedAgainMakesOneVersion() {
        run(proposer, publish(1, 1));
        run(proposer, publish(2, 2));

        assertThat(run(new Proposer(new UUID(0, 2), MEMBERS), publish(1, 3)))
                .isEqualTo(new Outcome.Published(new Version(1, 1)));
    }

    @Test
    void publishOlderThanEverythingRememberedStaysUnknown() {
        for (long number = 1; number <= 2 + Edition.REACH; number++) {
            run(proposer, publish(number, number));
        }

        assertThat(run(proposer, new Operation.Settle(pid(1), new Version(1, 1))))
                .isEqualTo(new Outcome.Unknown(pid(1), new Version(1, 1)));
    }

    @Test
    void restoredClusterIsNotCountedAndReported() {
        run(proposer, publish(1, 1));
        Register backup = clusters.get(member("a"));
        run(proposer, publish(2, 2));
        run(proposer, publish(3, 3));
        clusters.put(member("a"), backup);

        Proposer other = new Proposer(new UUID(0, 2), MEMBERS);
        run(other, new Operation.Look(false));
        assertThat(other.forgetful()).containsExactly(member("a"));
        down.add(member("b"));
        assertThat(run(other, publish(4, 4))).isInstanceOf(Outcome.Unreached.class);
    }

    @Test
    void proposerDoesOneThingAfterTheOther() {
        proposer.start(publish(1, 1));

        assertThatThrownBy(() -> proposer.start(publish(2, 1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void jointMembersDecideWithBothMajoritiesOnly() {
        Membership joint = MEMBERS.toward(members("a", "d", "e"));

        assertThat(joint.isQuorum(members("a", "b"))).isFalse();
        assertThat(joint.isQuorum(members("d", "e"))).isFalse();
        assertThat(joint.isQuorum(members("a", "b", "d"))).isTrue();
        assertThat(joint.maySettle(members("a", "b", "d"), false)).isFalse();
        assertThat(joint.maySettle(members("a", "b", "d"), true)).isTrue();
        assertThat(joint.settled()).isEqualTo(Membership.of(3, members("a", "d", "e")));
        assertThatThrownBy(() -> joint.toward(members("a"))).isInstanceOf(IllegalStateException.class);
    }

    private static long number(@org.jspecify.annotations.Nullable Edition edition) {
        return edition == null ? 0 : edition.version().number();
    }

    private static UUID pid(long number) {
        return new UUID(1, number);
    }

    private static Operation publish(long pid, long number) {
        Operation.Edit edit = current -> {
            if (number != (current == null ? 1 : current.version().number() + 1)) {
                throw new ConflictException("no", World.ID, null);
            }
            return info(number, pid(pid));
        };
        return new Operation.Publish(pid(pid), edit, null, Right.PUBLISH);
    }

    /** Runs an operation to its end, in step; after some attempts its time is over. */
    private Outcome run(Proposer by, Operation operation) {
        trips = 0;
        said.clear();
        List<Action> actions = by.start(operation);
        for (int turn = 0; turn < 30; turn++) {
            said.addAll(actions);
            List<Action> next = exchange(by, actions, turn);
            for (Action action : actions) {
                if (action instanceof Action.Done done) {
                    return done.outcome();
                }
            }
            actions = next;
        }
        throw new AssertionError("no end: " + said);
    }

    private List<Action> exchange(Proposer by, List<Action> actions, int turn) {
        List<Action> next = new ArrayList<>();
        boolean sent = false;
        for (Action action : actions) {
            if (action instanceof Action.Send send) {
                sent = true;
                next.addAll(by.on(answer(send)));
            } else if (action instanceof Action.RetryLater retry) {
                next.addAll(by.on(turn > 20 ? new Event.Expired() : new Event.RetryDue(retry.attempt())));
            }
        }
        trips += sent ? 1 : 0;
        return next;
    }

    private Event answer(Action.Send send) {
        if (down.contains(send.to())) {
            return new Event.Lost(send.to(), send.request());
        }
        Register.Step step = clusters.getOrDefault(send.to(), Register.EMPTY).on(send.request(), 1, Right.PUBLISH);
        clusters.put(send.to(), step.after());
        return new Event.Answered(send.to(), send.request(), step.answer());
    }
}
