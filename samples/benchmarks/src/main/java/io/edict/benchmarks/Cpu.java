package io.edict.benchmarks;

/**
 * What was computed, in nanoseconds.
 *
 * @param clients by the process that all clients are in
 * @param voters by all servers that vote
 * @param observers by those that do not
 */
record Cpu(double clients, double voters, double observers) {
    static final Cpu NONE = new Cpu(0, 0, 0);

    Cpu plus(Cpu other) {
        return new Cpu(clients + other.clients, voters + other.voters, observers + other.observers);
    }

    Cpu minus(Cpu other) {
        return plus(other.times(-1));
    }

    Cpu times(double factor) {
        return new Cpu(clients * factor, voters * factor, observers * factor);
    }
}
