package io.edict.spring.internal.reload;

import io.edict.spring.ConfigCandidate;
import io.edict.spring.ConfigGate;
import io.edict.spring.EnvironmentView;
import java.util.List;

/** Asks the application's gates, once all that can be bound and converted is. */
final class Gates implements Participant {
    private final List<ConfigGate> gates;

    Gates(List<ConfigGate> gates) {
        this.gates = List.copyOf(gates);
    }

    @Override
    public void prepare(Preparation preparation) {
        if (!preparation.refused()) {
            gates.forEach(gate -> ask(gate, preparation));
        }
    }

    private static void ask(ConfigGate gate, Preparation preparation) {
        String name = "The gate " + gate.getClass().getName();
        try {
            gate.check(new Candidate(preparation, name));
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            preparation.refuse(name + " threw " + e.getClass().getName());
        }
    }

    /**
     * What a gate is shown.
     *
     * @param preparation the generation in the making
     * @param gate the gate
     */
    private record Candidate(Preparation preparation, String gate) implements ConfigCandidate {
        @Override
        public EnvironmentView after() {
            return preparation.environment();
        }

        @Override
        public EnvironmentView before() {
            return preparation.before();
        }

        @Override
        public <T> T value(Class<T> type) {
            Object made = preparation.prepared(type);
            return made == null ? preparation.environment().value(type) : type.cast(made);
        }

        @Override
        public void refuse(String reason) {
            preparation.refuse(gate + " refuses: " + reason);
        }

        /** Returns the generations; never a value. */
        @Override
        public String toString() {
            return "ConfigCandidate[" + preparation.environment() + "]";
        }
    }
}
