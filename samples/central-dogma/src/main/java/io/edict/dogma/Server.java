package io.edict.dogma;

import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.centraldogma.server.CentralDogma;
import com.linecorp.centraldogma.server.CentralDogmaBuilder;
import com.linecorp.centraldogma.server.GracefulShutdownTimeout;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** A server alone, without replicas, with Central Dogma's defaults, which do not wait for the disk; no pages, no mirrors. */
final class Server {
    private Server() {}

    /** Tells its port when it serves, and serves until nothing more can come. */
    static void serve(InputStream until, PrintStream port) throws IOException {
        Path directory = Files.createTempDirectory("edict-central-dogma");
        try (CentralDogma server = new CentralDogmaBuilder(directory.toFile())
                .port(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SessionProtocol.HTTP)
                .webAppEnabled(false)
                .mirroringEnabled(false)
                .gracefulShutdownTimeout(new GracefulShutdownTimeout(0, 0))
                .build()) {
            server.start().join();
            port.println(Objects.requireNonNull(server.activePort(), "It serves")
                    .localAddress()
                    .getPort());
            while (until.read() >= 0) {
                // Nobody writes; only the end counts.
            }
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
