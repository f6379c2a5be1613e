package io.edict.plain.internal.topology.register;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether calls could have happened one after the other, each at a moment between its beginning and its end, on one
 * compare-and-set register. By search, as Wing and Gong do, remembering the states that led nowhere.
 */
final class Linearizability {
    private final List<Call> calls;
    private final Set<State> failed = new HashSet<>();

    private record State(long done, long number, @Nullable UUID publishId) {}

    private Linearizability(List<Call> calls) {
        this.calls = calls;
    }

    static boolean holds(List<Call> calls) {
        if (calls.size() > 62) {
            throw new IllegalArgumentException("Too many calls to judge: " + calls.size());
        }
        return new Linearizability(calls).search(new State(0, 0, null));
    }

    private boolean search(State state) {
        boolean complete = true;
        long firstReturn = Long.MAX_VALUE;
        for (int i = 0; i < calls.size(); i++) {
            if ((state.done & 1L << i) == 0 && !calls.get(i).isUnresolved()) {
                complete = false;
                firstReturn = Math.min(firstReturn, calls.get(i).returned);
            }
        }
        if (complete) {
            return true;
        }
        if (failed.contains(state)) {
            return false;
        }
        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            if ((state.done & 1L << i) == 0 && call.invoked <= firstReturn) {
                State after = apply(call, i, state);
                if (after != null && search(after)) {
                    return true;
                }
            }
        }
        failed.add(state);
        return false;
    }

    /** What the register is after a call, or null if the call cannot happen here. */
    private static @Nullable State apply(Call call, int index, State state) {
        long done = state.done | 1L << index;
        if (call.outcome instanceof Outcome.Current current) {
            return shows(current.edition(), state) ? new State(done, state.number, state.publishId) : null;
        } else if (call.outcome instanceof Outcome.Refused refused) {
            boolean right = shows(refused.current(), state) && !allows(call, state);
            return right ? new State(done, state.number, state.publishId) : null;
        } else if (call.outcome instanceof Outcome.Published published) {
            boolean right = allows(call, state) && published.version().number() == state.number + 1;
            return right ? new State(done, state.number + 1, call.publishId) : null;
        }
        return allows(call, state) ? new State(done, state.number + 1, call.publishId) : null;
    }

    private static boolean allows(Call call, State state) {
        return call.expectation != null && call.expectation.allows(state.number);
    }

    private static boolean shows(@Nullable Edition edition, State state) {
        if (edition == null) {
            return state.number == 0;
        }
        return edition.version().number() == state.number
                && edition.info().publishId().equals(state.publishId);
    }
}
