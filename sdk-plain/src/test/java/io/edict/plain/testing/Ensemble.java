package io.edict.plain.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several ZooKeeper servers that form a quorum, each a {@link ServerProcess}. Members are counted from 0.
 *
 * <p>Shared by the tests of a class like this:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final Ensemble ENSEMBLE = Ensemble.of(3);
 * }</pre>
 *
 * <p>Otherwise {@link #start()} and {@link #close()} it. Safe for use by several threads.
 */
public final class Ensemble implements SharedServers {
    private static final Duration QUORUM_LIMIT = Duration.ofMinutes(3);

    private final List<ServerProcess> servers;

    private Ensemble(List<ServerProcess> servers) {
        this.servers = servers;
    }

    /** So many servers, not yet started. */
    public static Ensemble of(int size) {
        return of(size, ServerOptions.quick());
    }

    /** So many servers, not yet started. */
    public static Ensemble of(int size, ServerOptions options) {
        return withObservers(size, 0, options);
    }

    /** So many servers that vote, and after them so many that only observe; not yet started. */
    public static Ensemble withObservers(int voters, int observers, ServerOptions options) {
        List<Membership.Seat> seats = IntStream.range(0, voters + observers)
                .mapToObj(i -> new Membership.Seat(i >= voters))
                .toList();
        return new Ensemble(IntStream.rangeClosed(1, seats.size())
                .mapToObj(id -> new ServerProcess(options, new Membership(id, seats)))
                .toList());
    }

    /** Starts those that are down, and waits until all serve. */
    @Override
    public void start() {
        servers.forEach(ServerProcess::start);
        awaitAll();
    }

    /** All members, running or not. */
    public List<ServerProcess> servers() {
        return servers;
    }

    /** One member. */
    public ServerProcess server(int index) {
        return servers.get(index);
    }

    /** What a client is given to connect to any member. */
    public String connectString() {
        return servers.stream().map(ServerProcess::connectString).collect(Collectors.joining(","));
    }

    /** The leader; fails if there is none at the moment. */
    public ServerProcess leader() {
        return serving(ServerProcess.Mode.LEADER).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no leader:\n" + logTail()));
    }

    /** The members that follow a leader at the moment. */
    public List<ServerProcess> followers() {
        return serving(ServerProcess.Mode.FOLLOWER);
    }

    /** Waits until a leader and enough followers for a majority serve. */
    public void awaitQuorum() {
        long voters = servers.stream().filter(server -> !server.observes()).count();
        awaitThat("a quorum", serving -> serving > voters / 2);
    }

    /** Waits until every member serves. */
    public void awaitAll() {
        awaitThat(
                "all members",
                serving -> serving + serving(ServerProcess.Mode.OBSERVER).size() == servers.size());
    }

    /** Kills a member. */
    public void kill(int index) {
        servers.get(index).kill();
    }

    /** Kills a member if it runs, and starts it; does not wait until it serves. */
    public void restart(int index) {
        servers.get(index).restart();
    }

    /** The last lines of all logs. */
    @Override
    public String logTail() {
        return servers.stream().map(ServerProcess::logTail).collect(Collectors.joining("\n\n"));
    }

    /** Kills all members and deletes their files. */
    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
    }

    private List<ServerProcess> serving(ServerProcess.Mode mode) {
        return servers.stream().filter(server -> server.mode() == mode).toList();
    }

    private void awaitThat(String what, Predicate<Integer> enough) {
        try {
            await(what).atMost(QUORUM_LIMIT).until(() -> {
                int leaders = serving(ServerProcess.Mode.LEADER).size();
                return leaders == 1 && enough.test(leaders + followers().size());
            });
        } catch (RuntimeException e) {
            throw new IllegalStateException("The ensemble does not get to have " + what + ":\n" + logTail(), e);
        }
    }
}
