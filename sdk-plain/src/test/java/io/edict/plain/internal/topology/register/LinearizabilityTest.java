package io.edict.plain.internal.topology.register;

import static io.edict.plain.internal.topology.register.World.info;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.Version;
import io.edict.error.ConflictException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The judge of the others. */
class LinearizabilityTest {
    private static final Call.Expectation ANY = new Call.Expectation.Any();

    @Test
    void readOfWhatWasPublishedBeforeHolds() {
        assertThat(Linearizability.holds(List.of(published(1, ANY, 0, 5, 1), read(1, 6, 7))))
                .isTrue();
    }

    @Test
    void readThatMissesWhatWasAcknowledgedDoesNotHold() {
        assertThat(Linearizability.holds(List.of(published(1, ANY, 0, 5, 1), read(0, 6, 7))))
                .isFalse();
        assertThat(Linearizability.holds(List.of(published(1, ANY, 0, 5, 1), read(0, 4, 7))))
                .isTrue();
    }

    @Test
    void twoPublishesOnTheSameVersionDoNotHold() {
        Call.Expectation none = new Call.Expectation.At(0);

        assertThat(Linearizability.holds(List.of(published(1, none, 0, 5, 1), published(2, none, 0, 5, 2))))
                .isFalse();
        assertThat(Linearizability.holds(List.of(published(1, none, 0, 5, 1), refused(none, 1, 0, 5))))
                .isTrue();
    }

    @Test
    void conflictWithWhatWasNotCurrentDuringTheCallDoesNotHold() {
        Call.Expectation one = new Call.Expectation.At(1);
        Call late = refused(one, 0, 6, 7);

        assertThat(Linearizability.holds(List.of(published(1, ANY, 0, 5, 1), late)))
                .isFalse();
    }

    @Test
    void unknownPublishMayHaveHappenedOrNot() {
        Call unknown = new Call(ANY, pid(1), 0);

        assertThat(Linearizability.holds(List.of(unknown, read(0, 6, 7)))).isTrue();
        assertThat(Linearizability.holds(List.of(unknown, read(0, 6, 7), read(1, 8, 9))))
                .isTrue();
        assertThat(Linearizability.holds(List.of(unknown, read(1, 6, 7), read(0, 8, 9))))
                .isFalse();
    }

    private static UUID pid(long number) {
        return new UUID(1, number);
    }

    private static Call published(long pid, Call.Expectation expectation, long from, long to, long version) {
        Call call = new Call(expectation, pid(pid), from);
        call.returned = to;
        call.outcome = new Outcome.Published(new Version(1, version));
        return call;
    }

    private static Call read(long number, long from, long to) {
        Call call = new Call(null, null, from);
        call.returned = to;
        call.outcome = new Outcome.Current(number == 0 ? null : Edition.after(null, info(number, pid(number))));
        return call;
    }

    private static Call refused(Call.Expectation expectation, long number, long from, long to) {
        Call call = new Call(expectation, pid(99), from);
        call.returned = to;
        Edition current = number == 0 ? null : Edition.after(null, info(number, pid(number)));
        call.outcome = new Outcome.Refused(new ConflictException("no", World.ID, null), current);
        return call;
    }
}
