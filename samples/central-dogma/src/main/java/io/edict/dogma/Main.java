package io.edict.dogma;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program: a server, or a client that is timed. Either ends when its standard input does. */
final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private static final String USAGE = """
            Usage: central-dogma.jar server        tells its port, and serves from a directory that goes with it
                   central-dogma.jar client PORT   answers each line with the nanoseconds that it took:
              write NAME JSON        a document, made of nothing
              follow NAME [MILLIS]   until it is held; rests so long after each change, or as Central Dogma does by default
              push NAME JSON         a new content of what is followed, until the follower holds it
              start NAME KEYS        from no client to a document of so many values, held
            """;

    private Main() {}

    /**
     * Serves, or obeys.
     *
     * @param args which, and where
     */
    public static void main(String[] args) {
        // JGit cannot keep what it found out about the disk, since Central Dogma gives it no file for that. What fails
        // beside this and matters is seen by who asks.
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> LOG.info("{} failed", thread.getName(), failure));
        // Threads of Central Dogma's may go on for seconds, or for ever.
        System.exit(run(args));
    }

    private static int run(String... args) {
        try {
            if (args.length == 1 && args[0].equals("server")) {
                Server.serve(System.in, System.out);
            } else if (args.length == 2 && args[0].equals("client")) {
                obey(Integer.parseInt(args[1]));
            } else {
                System.err.print(USAGE);
                return 2;
            }
            return 0;
        } catch (Exception | Error e) {
            LOG.error("Not done", e);
            return 1;
        }
    }

    private static void obey(int port) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Client client = new Client(port)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(client.obey(line));
            }
        }
    }
}
