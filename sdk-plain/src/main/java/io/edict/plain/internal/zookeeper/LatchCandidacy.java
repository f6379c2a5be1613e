package io.edict.plain.internal.zookeeper;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.plain.internal.store.MemberStore;
import java.io.IOException;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A candidacy by Curator's leader latch, stood for again when the connection was made anew. */
final class LatchCandidacy implements MemberStore.Candidacy {
    private static final Logger log = LoggerFactory.getLogger(LatchCandidacy.class);

    private final Connection connection;
    private final String path;
    private final String name;

    @GuardedBy("this")
    private @Nullable LeaderLatch latch;

    @GuardedBy("this")
    private @Nullable CuratorFramework by;

    @GuardedBy("this")
    private boolean closed;

    LatchCandidacy(Connection connection, String path, String name) {
        this.connection = connection;
        this.path = path;
        this.name = name;
    }

    @Override
    public synchronized boolean elected() {
        CuratorFramework now = connection.curator();
        if (closed || now == null || connection.connected() == null) {
            return false;
        }
        if (latch == null || by != now) {
            resign();
            stand(now);
        }
        LeaderLatch standing = latch;
        return standing != null && standing.hasLeadership();
    }

    @GuardedBy("this")
    private void stand(CuratorFramework curator) {
        LeaderLatch fresh = new LeaderLatch(curator, path, name);
        try {
            fresh.start();
            latch = fresh;
            by = curator;
        } catch (Exception e) { // Curator declares no other
            log.warn("Cannot stand for {}: {}", path, e.getClass().getName());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        resign();
    }

    @GuardedBy("this")
    private void resign() {
        LeaderLatch old = latch;
        latch = null;
        if (old == null) {
            return;
        }
        try {
            old.close();
        } catch (IOException | RuntimeException e) {
            log.debug("A candidacy for {} ended with its session", path, e);
        }
    }
}
