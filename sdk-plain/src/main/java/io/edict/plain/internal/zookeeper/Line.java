package io.edict.plain.internal.zookeeper;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.client.ZKClientConfig;

/** Curator, with the credentials that it was made with. */
final class Line {
    private static final int LOOKS = 12;
    private static final int LOOKS_AFTER_REFUSAL = 6;

    private final Credentials credentials;
    private final ZKClientConfig config;
    private final CuratorFramework curator;
    private final AtomicInteger looks = new AtomicInteger();
    private volatile boolean refused;

    /**
     * Makes a line that is not started.
     *
     * @param curator makes Curator for it
     */
    Line(Credentials credentials, Function<Line, CuratorFramework> curator) {
        this.credentials = credentials;
        this.config = credentials.config();
        this.curator = curator.apply(this);
    }

    Credentials credentials() {
        return credentials;
    }

    ZKClientConfig config() {
        return config;
    }

    CuratorFramework curator() {
        return curator;
    }

    void start() {
        curator.start();
    }

    /** Ends all attempts to connect; the credentials stay until {@link #close}. */
    void stop() {
        curator.close();
    }

    void close() {
        curator.close();
        credentials.close();
    }

    /** Takes note that the servers refused the credentials. */
    void refuse() {
        refused = true;
    }

    boolean refused() {
        return refused;
    }

    /** Whether this has had its chance to connect: ever fewer of the looks at it say so. */
    boolean over() {
        return looks.incrementAndGet() >= (refused ? LOOKS_AFTER_REFUSAL : LOOKS);
    }
}
