package io.edict.multicluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The clusters of a chapter. */
final class Clusters implements AutoCloseable {
    private final List<ServerProcess> servers = new ArrayList<>();

    private Clusters() {}

    static Clusters start(Path directory, String... names) throws IOException {
        Clusters clusters = new Clusters();
        try {
            for (String name : names) {
                clusters.servers.add(ServerProcess.start(name, directory));
            }
            return clusters;
        } catch (IOException | RuntimeException e) {
            clusters.close();
            throw e;
        }
    }

    List<ServerProcess> all() {
        return List.copyOf(servers);
    }

    ServerProcess get(String name) {
        return servers.stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
    }
}
