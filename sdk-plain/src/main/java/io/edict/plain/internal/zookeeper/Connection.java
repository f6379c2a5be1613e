package io.edict.plain.internal.zookeeper;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClusterStatus;
import io.edict.error.ClientClosedException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one cluster. Curator makes and replaces the sessions; everything else goes through the session's
 * {@link Handle} directly, because Curator's caches, retries and namespaces do not meet the contract.
 *
 * <p>Threads: each session reports its state on its own event thread, the state of the session before any answer or watch
 * event that depends on it. What a session reports after a newer one was made is ignored. Fields are guarded by this
 * object's monitor; the listener is called outside of it, on the event thread.
 *
 * <p>A watchdog looks at the connection every second, because two states are final without Curator noticing: refused
 * credentials, and a session that never comes back to life. It then makes everything anew, ever less often.
 */
final class Connection {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final String DENIED =
            "the servers end sessions without a login (enforce.auth or SASL is required there); give this client"
                    + " credentials that they accept";

    private static final Duration WATCHDOG = Duration.ofSeconds(1);
    private static final Duration DIAGNOSIS = Duration.ofSeconds(2);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);
    static final int READABLE_BYTES = 2 * 1024 * 1024;

    private final ZooKeeperSettings settings;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final Listener listener;
    private final RebuildPace pace;
    private final Outage outage = new Outage();

    /** Held while Curator is started or closed: done at once, they would leave a session behind. */
    private final Object lifecycle = new Object();

    @GuardedBy("lifecycle")
    private @Nullable CuratorFramework curator;

    @GuardedBy("this")
    private @Nullable Handle latest;

    /** The session that the servers ended because it had not authenticated: what it still reports does not count. */
    @GuardedBy("this")
    private @Nullable Handle denied;

    @GuardedBy("this")
    private ClusterStatus status;

    private volatile @Nullable Future<?> watchdog;

    /** Who hears of the connection, on ZooKeeper's event thread; calls must return at once. */
    interface Listener {
        /** The state changed. */
        void changed(ClusterStatus status);

        /** A session is connected; comes after {@link #changed}. */
        void connected(Handle handle);
    }

    Connection(ZooKeeperSettings settings, ScheduledExecutorService timer, InstantSource clock, Listener listener) {
        this.settings = settings;
        this.timer = timer;
        this.clock = clock;
        this.listener = listener;
        this.pace = new RebuildPace();
        this.status = new ClusterStatus(
                settings.name(), settings.servers(), ClusterStatus.Connection.CONNECTING, clock.instant(), null);
    }

    /** Begins to connect. May take seconds where host names resolve slowly. */
    void start() {
        build();
        long period = WATCHDOG.toMillis();
        watchdog = timer.scheduleWithFixedDelay(this::watch, period, period, TimeUnit.MILLISECONDS);
    }

    synchronized ClusterStatus status() {
        return status;
    }

    /** The connected session, or null. */
    synchronized @Nullable Handle connected() {
        return status.connection() == ClusterStatus.Connection.CONNECTED ? latest : null;
    }

    /** Blocks until a session is connected. */
    synchronized Handle await(Deadline deadline) {
        Handle handle = connected();
        while (handle == null) {
            if (status.connection() == ClusterStatus.Connection.CLOSED) {
                throw new ClientClosedException("The client of " + settings.servers() + " is closed");
            }
            if (deadline.passed() || !pause(deadline)) {
                throw unreachable(deadline);
            }
            handle = connected();
        }
        return handle;
    }

    /** Ends the session; waits a bounded time for the server's answer. */
    void close() {
        synchronized (this) {
            if (status.connection() == ClusterStatus.Connection.CLOSED) {
                return;
            }
            status = become(ClusterStatus.Connection.CLOSED, null);
            notifyAll();
        }
        Future<?> watching = watchdog;
        if (watching != null) {
            watching.cancel(false);
        }
        Thread closing = daemon("edict-close", this::closeCurator);
        closing.start();
        try {
            closing.join(CLOSE_BOUND.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean pause(Deadline deadline) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, deadline.leftNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private StoreUnreachableException unreachable(Deadline deadline) {
        String problem = status().problem();
        return new StoreUnreachableException(
                "No connection to the store within " + deadline.within().toMillis() + " ms; tried "
                        + settings.servers() + (problem == null ? "" : ": " + problem)
                        + "; check the connect string, the servers and the network",
                null,
                null);
    }

    private void build() {
        CuratorFramework fresh = CuratorFrameworkFactory.builder()
                .connectString(settings.servers())
                .sessionTimeoutMs((int) settings.sessionTimeout().toMillis())
                .connectionTimeoutMs((int) settings.sessionTimeout().toMillis())
                .retryPolicy(new RetryOneTime(1))
                .zookeeperFactory(new Sessions())
                .zkClientConfig(clientConfig())
                .ensembleTracker(false)
                .dontUseContainerParents()
                .runSafeService(timer)
                .threadFactory(task -> daemon("edict-curator", task))
                .maxCloseWaitMs(100)
                .build();
        synchronized (lifecycle) {
            if (status().connection() != ClusterStatus.Connection.CLOSED) {
                curator = fresh;
                fresh.start();
            }
        }
    }

    /** Everything explicit: the defaults come from system properties, which another library may have set. */
    private static ZKClientConfig clientConfig() {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        config.setProperty(ZKClientConfig.SECURE_CLIENT, "false");
        config.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "ClientCnxnSocketNIO");
        config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, "0");
        config.setProperty(ZKClientConfig.DISABLE_AUTO_WATCH_RESET, "true"); // HeadWatch sets them, in small requests
        config.setProperty("jute.maxbuffer", Integer.toString(READABLE_BYTES));
        return config;
    }

    private void watch() {
        Handle handle;
        ClusterStatus now;
        synchronized (this) {
            handle = latest;
            now = status;
        }
        if (now.connection() == ClusterStatus.Connection.CLOSED) {
            return;
        }
        if (outage.due(now.connection() == ClusterStatus.Connection.CONNECTED)) {
            daemon("edict-diagnosis", this::explain).start();
        }
        if (handle == null) {
            return;
        }
        ZooKeeper.States state = handle.zooKeeper().getState();
        Duration silent = Duration.between(now.since(), clock.instant());
        boolean connected = now.connection() == ClusterStatus.Connection.CONNECTED && state.isConnected();
        if (pace.due(connected, state.isAlive(), silent, session(handle))) {
            log.warn("The connection to {} is stuck in state {}; making it anew", settings.servers(), state);
            daemon("edict-reconnect", this::rebuild).start();
        }
    }

    /** How long the servers keep the session: what was asked for, within the limits that they have. */
    private Duration session(Handle handle) {
        int negotiated = handle.zooKeeper().getSessionTimeout();
        return negotiated > 0 ? Duration.ofMillis(negotiated) : settings.sessionTimeout();
    }

    /** Asks anything: servers that demand a login answer the first request of a session without one by ending it. */
    private void greet(Handle handle) {
        Answers.on(handle.look("/", null), (stamp, failure) -> {
            if (failure != null && StoreErrors.code(failure) == Code.SESSIONCLOSEDREQUIRESASLAUTH) {
                enter(handle, ClusterStatus.Connection.LOST, DENIED);
                synchronized (this) {
                    denied = handle;
                }
                log.warn("Connection to {}: {}", settings.servers(), DENIED);
                daemon("edict-close", this::closeCurator).start();
            }
        });
    }

    /** Why the servers end every session of this client, or null if they do not. */
    synchronized @Nullable String denial() {
        return denied != null && denied == latest ? DENIED : null;
    }

    /** Tells why there is no connection, each reason once. */
    private void explain() {
        String why = new ServerProbe(settings.servers()).diagnose(Deadline.after(DIAGNOSIS));
        ClusterStatus now;
        synchronized (this) {
            now = new ClusterStatus(settings.name(), settings.servers(), status.connection(), status.since(), why);
            boolean over = now.connection() == ClusterStatus.Connection.CONNECTED
                    || now.connection() == ClusterStatus.Connection.CLOSED;
            if (over || denied == latest || now.equals(status)) {
                return;
            }
            status = now;
        }
        log.warn("No connection to {} since {}: {}", settings.servers(), now.since(), why);
        listener.changed(now);
    }

    private void rebuild() {
        closeCurator();
        build();
    }

    private void closeCurator() {
        synchronized (lifecycle) {
            if (curator != null) {
                curator.close();
                curator = null;
            }
        }
    }

    private void process(Handle handle, WatchedEvent event) {
        if (event.getType() != Watcher.Event.EventType.None || event.getState() == null) {
            return;
        }
        switch (event.getState()) {
            case SyncConnected -> enter(handle, ClusterStatus.Connection.CONNECTED, null);
            case Disconnected -> enter(handle, ClusterStatus.Connection.SUSPENDED, null);
            case Expired -> enter(handle, ClusterStatus.Connection.LOST, null);
            case AuthFailed -> log.warn("The store at {} reports that authentication failed", settings.servers());
            default -> log.debug("The session with {} reports {}", settings.servers(), event.getState());
        }
    }

    private void enter(Handle handle, ClusterStatus.Connection state, @Nullable String problem) {
        ClusterStatus now;
        synchronized (this) {
            if (handle != latest || handle == denied || status.connection() == ClusterStatus.Connection.CLOSED) {
                return;
            }
            boolean over = state == ClusterStatus.Connection.CONNECTED;
            now = become(state, over || problem != null ? problem : status.problem());
            status = now;
            notifyAll();
        }
        log.info("Connection to {}: {}", settings.servers(), state);
        listener.changed(now);
        if (state == ClusterStatus.Connection.CONNECTED) {
            greet(handle);
            listener.connected(handle);
        }
    }

    private ClusterStatus become(ClusterStatus.Connection state, @Nullable String problem) {
        return new ClusterStatus(settings.name(), settings.servers(), state, clock.instant(), problem);
    }

    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Makes sessions for Curator, and listens to each before Curator does, so that states are seen in their order. */
    private final class Sessions implements ZookeeperFactory {
        @Override
        public ZooKeeper newZooKeeper(String servers, int sessionTimeout, Watcher curators, boolean canBeReadOnly)
                throws Exception {
            return newZooKeeper(servers, sessionTimeout, curators, canBeReadOnly, clientConfig());
        }

        @Override
        public ZooKeeper newZooKeeper(
                String servers, int sessionTimeout, Watcher curators, boolean canBeReadOnly, ZKClientConfig config)
                throws Exception {
            CompletableFuture<Handle> made = new CompletableFuture<>();
            ZooKeeper session = new ZooKeeper(
                    servers,
                    sessionTimeout,
                    event -> {
                        process(made.join(), event);
                        curators.process(event);
                    },
                    canBeReadOnly,
                    config);
            Handle handle = new Handle(session);
            synchronized (Connection.this) {
                latest = handle;
            }
            made.complete(handle);
            return session;
        }
    }
}
