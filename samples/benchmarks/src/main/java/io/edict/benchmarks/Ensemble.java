package io.edict.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Servers that form a quorum, each in a process of its own; none waits for the disk, as {@link ServerProcess}. */
final class Ensemble implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int PAUSE_MILLIS = 100;

    private final Path directory;
    private final int voters;
    private final List<ServerProcess> servers = new ArrayList<>();

    private Ensemble(Path directory, int voters) {
        this.directory = directory;
        this.voters = voters;
    }

    /** Where a member listens. */
    private record Seat(int client, int quorum, int election, boolean observer) {}

    /** Starts so many servers that vote and so many that only observe, and returns when all of them serve. */
    static Ensemble start(int voters, int observers) throws IOException, InterruptedException {
        Ensemble ensemble = new Ensemble(Files.createTempDirectory("edict-ensemble"), voters);
        try {
            List<Seat> seats = seats(voters, observers);
            for (int i = 0; i < seats.size(); i++) {
                Path configuration = ensemble.configure(i + 1, seats);
                ensemble.servers.add(ServerProcess.launch(EnsembleMember.class.getName(), configuration.toString()));
            }
            ensemble.awaitAll();
            return ensemble;
        } catch (IOException | InterruptedException | RuntimeException e) {
            ensemble.close();
            throw e;
        }
    }

    /** Ports that are free now: all are held until the last one is known. */
    private static List<Seat> seats(int voters, int observers) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * (voters + observers); i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Seat> seats = new ArrayList<>();
            for (int i = 0; i < voters + observers; i++) {
                seats.add(new Seat(
                        held.get(3 * i).getLocalPort(),
                        held.get(3 * i + 1).getLocalPort(),
                        held.get(3 * i + 2).getLocalPort(),
                        i >= voters));
            }
            return seats;
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private Path configure(int id, List<Seat> seats) throws IOException {
        Path data = Files.createDirectories(directory.resolve("data" + id));
        Files.writeString(data.resolve("myid"), String.valueOf(id));
        Path file = directory.resolve((seats.get(id - 1).observer() ? "observer" : "voter") + id + ".cfg");
        return Files.write(file, lines(id, data, seats));
    }

    private static List<String> lines(int id, Path data, List<Seat> seats) {
        Seat own = seats.get(id - 1);
        List<String> lines = new ArrayList<>(List.of(
                "dataDir=" + data.toString().replace('\\', '/'),
                "clientPortAddress=127.0.0.1",
                "clientPort=" + own.client(),
                "tickTime=2000",
                "initLimit=20",
                "syncLimit=10",
                "maxClientCnxns=0",
                "admin.enableServer=false"));
        if (own.observer()) {
            lines.add("peerType=observer");
        }
        for (int i = 0; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            lines.add("server." + (i + 1) + "=127.0.0.1:" + seat.quorum() + ":" + seat.election()
                    + (seat.observer() ? ":observer" : ""));
        }
        return lines;
    }

    private void awaitAll() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (servers.stream().anyMatch(server -> server.mode().isEmpty())) {
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException("The ensemble does not serve");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    List<ServerProcess> voters() {
        return servers.subList(0, voters);
    }

    List<ServerProcess> observers() {
        return servers.subList(voters, servers.size());
    }

    /** The server that leads now. */
    ServerProcess leader() {
        return servers.stream()
                .filter(server -> server.mode().equals("leader"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no leader"));
    }

    @Override
    public void close() throws IOException {
        for (ServerProcess server : servers) {
            server.close();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
