package io.edict.drill.fleet;

import io.edict.plain.testing.Ensemble;
import io.edict.plain.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
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

    private final Ensemble ensemble;
    private final Random random;

    Sessions(Ensemble ensemble, Random random) {
        this.ensemble = ensemble;
        this.random = random;
    }

    /** Ends so many at most. */
    void end(int most) {
        List<Long> ids = new ArrayList<>(list());
        Collections.shuffle(ids, random);
        ids.stream().limit(most).forEach(this::end);
    }

    private List<Long> list() {
        List<Long> ids = new ArrayList<>();
        for (ServerProcess server : ensemble.servers()) {
            if (server.mode() == ServerProcess.Mode.LEADER) {
                Matcher line = SESSION.matcher(server.ask("dump"));
                while (line.find()) {
                    ids.add(Long.parseUnsignedLong(line.group(1), 16));
                }
            }
        }
        return ids.stream().distinct().toList();
    }

    private void end(long id) {
        byte[] password = new byte[16];
        new Random(id ^ SUPER_SECRET).nextBytes(password);
        CountDownLatch connected = new CountDownLatch(1);
        try {
            ZooKeeper thief = new ZooKeeper(
                    ensemble.connectString(),
                    TIMEOUT,
                    event -> {
                        if (event.getState() == KeeperState.SyncConnected) {
                            connected.countDown();
                        }
                    },
                    id,
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
