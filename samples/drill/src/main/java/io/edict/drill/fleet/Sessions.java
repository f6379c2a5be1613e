package io.edict.drill.fleet;

import io.edict.plain.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/**
 * Ends sessions of living clients: somebody else attaches with the session's id, which the leader lists, and its password,
 * which servers compute from the id, and closes it.
 */
final class Sessions {
    private static final Pattern SESSION = Pattern.compile("^\\s+0x([0-9a-f]+)", Pattern.MULTILINE);
    private static final long SUPER_SECRET = 0xB3415C00L;
    private static final int TIMEOUT = (int) Duration.ofSeconds(4).toMillis();

    /** Who lists all sessions of a cluster. */
    private static final Set<ServerProcess.Mode> LISTING =
            EnumSet.of(ServerProcess.Mode.LEADER, ServerProcess.Mode.STANDALONE);

    private final Sites sites;
    private final Random random;

    /** A session, and a server that knows it. */
    private record Session(long id, String server) {}

    Sessions(Sites sites, Random random) {
        this.sites = sites;
        this.random = random;
    }

    /** Ends so many at most. */
    void end(int most) {
        List<Session> sessions = new ArrayList<>(list());
        Collections.shuffle(sessions, random);
        sessions.stream().limit(most).forEach(Sessions::end);
    }

    private List<Session> list() {
        List<Session> sessions = new ArrayList<>();
        for (ServerProcess server : sites.servers()) {
            if (LISTING.contains(server.mode())) {
                Matcher line = SESSION.matcher(server.ask("dump"));
                while (line.find()) {
                    sessions.add(new Session(Long.parseUnsignedLong(line.group(1), 16), server.connectString()));
                }
            }
        }
        return sessions.stream().distinct().toList();
    }

    private static void end(Session session) {
        byte[] password = new byte[16];
        new Random(session.id() ^ SUPER_SECRET).nextBytes(password);
        CountDownLatch connected = new CountDownLatch(1);
        try {
            ZooKeeper thief = new ZooKeeper(
                    session.server(),
                    TIMEOUT,
                    event -> {
                        if (event.getState() == KeeperState.SyncConnected) {
                            connected.countDown();
                        }
                    },
                    session.id(),
                    password);
            try {
                if (!connected.await(2, TimeUnit.SECONDS)) {
                    return;
                }
            } finally {
                thief.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
