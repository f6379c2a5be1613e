package io.edict.drill.fleet;

import io.edict.plain.testing.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is done to servers. */
final class ServerTroubles {
    private final Sites sites;
    private final Dice dice;

    ServerTroubles(Sites sites, Dice dice) {
        this.sites = sites;
        this.dice = dice;
    }

    Trouble kill() {
        ServerProcess server = dice.any(sites.servers());
        return new Trouble(name(server), server::kill, dice.between(500, 3000), () -> start(List.of(server)));
    }

    Trouble killMajority() {
        List<ServerProcess> voters = new ArrayList<>(voters());
        voters.remove(dice.any(voters));
        return new Trouble(
                names(voters), () -> voters.forEach(ServerProcess::kill), dice.between(500, 3000), () -> start(voters));
    }

    /** A server is down until it serves again. */
    private static void start(List<ServerProcess> servers) {
        servers.forEach(ServerProcess::start);
        servers.forEach(ServerProcess::awaitServing);
    }

    Trouble hang() {
        ServerProcess server = dice.any(sites.servers());
        return new Trouble(name(server), server::pause, dice.between(1500, 7000), server::resume);
    }

    Trouble restartAll() {
        return Trouble.done(
                "all, one after the other",
                () -> sites.servers().forEach(server -> {
                    server.terminate();
                    server.start();
                    server.awaitServing();
                }));
    }

    Trouble replace() {
        List<ServerProcess> servers = dice.coin() ? sites.servers() : List.of(dice.any(sites.servers()));
        return Trouble.done(
                names(servers) + ", one after the other",
                () -> servers.forEach(server -> {
                    server.kill();
                    Directories.clear(server.data());
                    server.start();
                    server.awaitServing();
                }));
    }

    private List<ServerProcess> voters() {
        return sites.servers().stream().filter(server -> !server.observes()).toList();
    }

    private String names(List<ServerProcess> servers) {
        return servers.stream().map(this::name).collect(Collectors.joining(", "));
    }

    private String name(ServerProcess server) {
        return (server.observes() ? "observer " : "server ") + (sites.servers().indexOf(server) + 1);
    }
}
