package io.edict.multicluster;

import io.edict.plain.embedded.EmbeddedZooKeeper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** One ZooKeeper server as a process; it ends with the process that started it, whose pipe it reads. */
final class ServerMain {
    private ServerMain() {}

    /** Takes a port, 0 for any, and a directory; writes the port once it serves. */
    public static void main(String[] args) throws IOException {
        PrintStream told = System.out;
        EmbeddedZooKeeper.Builder builder = EmbeddedZooKeeper.builder().dataDirectory(Path.of(args[1]));
        int port = Integer.parseInt(args[0]);
        try (EmbeddedZooKeeper server = (port == 0 ? builder : builder.port(port)).start()) {
            told.println(server.port());
            while (System.in.read() >= 0) {
                // Nothing is ever written; the end of the pipe is what is waited for.
            }
        }
        System.exit(0);
    }
}
