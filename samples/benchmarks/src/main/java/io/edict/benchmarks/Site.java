package io.edict.benchmarks;

import java.util.List;

/**
 * Servers, and who is connected to which of them.
 *
 * @param title what they are
 * @param followed those that clients are spread over
 * @param written the one that a publisher and somebody else write to
 * @param voters those that agree on what is written
 * @param observers those that clients are connected to and that do not vote
 */
record Site(
        String title,
        List<ServerProcess> followed,
        ServerProcess written,
        List<ServerProcess> voters,
        List<ServerProcess> observers) {
    /** One server for all. */
    static Site alone(ServerProcess server) {
        return new Site("one server", List.of(server), server, List.of(server), List.of());
    }

    /** An ensemble in which clients are connected to the voters. */
    static Site voting(Ensemble ensemble) {
        return new Site(
                ensemble.voters().size() + " voters",
                ensemble.voters(),
                ensemble.leader(),
                ensemble.voters(),
                List.of());
    }

    /** An ensemble in which clients are connected to the first few of its observers. */
    static Site observing(Ensemble ensemble, int observers) {
        List<ServerProcess> some = ensemble.observers().subList(0, observers);
        return new Site(
                ensemble.voters().size() + " voters, " + observers + (observers == 1 ? " observer" : " observers"),
                some,
                ensemble.leader(),
                ensemble.voters(),
                some);
    }

    /** Where a client connects to. */
    String server(int client) {
        return followed.get(client % followed.size()).connectString();
    }

    /** How many bytes the servers of the clients have sent so far. */
    long bytesSent() {
        return followed.stream().mapToLong(ServerProcess::bytesSent).sum();
    }

    /** What everybody has computed so far. */
    Cpu cpu() {
        long here = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("The system does not tell what a process computes"))
                .toNanos();
        return new Cpu(here, nanos(voters), nanos(observers));
    }

    private static long nanos(List<ServerProcess> servers) {
        return servers.stream().mapToLong(ServerProcess::cpuNanos).sum();
    }
}
