package io.edict.plain.internal.zookeeper;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClusterStatus;
import io.edict.error.ClientClosedException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Stamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.KeeperState;
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
 * credentials, and a session that never comes back to life. It then makes everything anew, ever less often. ZooKeeper does
 * not say why there is no session, so the watchdog also has that found out, and puts it into the status.
 *
 * <p>A {@link Line} is Curator with the credentials it was made with. When these change, a second line is made, and
 * replaces the first once it is connected: wrong new credentials cost nothing, right ones leave no gap.
 */
final class Connection {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final String DENIED =
            "the servers end sessions without a login (enforce.auth or SASL is required there); give this client"
                    + " credentials that they accept";

    private static final Duration WATCHDOG = Duration.ofSeconds(1);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);
    private static final int LOOK_EVERY = 5;

    private final ZooKeeperSettings settings;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final Listener listener;
    private final RebuildPace pace;
    private final Diagnosis diagnosis;
    private final AtomicBoolean looking = new AtomicBoolean();
    private int seconds;

    /** Held while a line is started or closed: done at once, they would leave a session behind. */
    private final Object lifecycle = new Object();

    /** What is in use. */
    @GuardedBy("this")
    private @Nullable Line line;

    /** What is to replace it, with newer credentials. */
    @GuardedBy("this")
    private @Nullable Line next;

    @GuardedBy("this")
    private @Nullable Handle latest;

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
        this.diagnosis = new Diagnosis(settings);
        this.status = new ClusterStatus(
                settings.name(), settings.servers(), ClusterStatus.Connection.CONNECTING, clock.instant(), null);
    }

    /** Begins to connect. May take seconds where host names resolve slowly. */
    void start() {
        open();
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
        Thread closing = daemon("edict-close", this::closeLines);
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

    /** Makes a line anew, if there is none. */
    private void open() {
        synchronized (lifecycle) {
            Line fresh = line() == null ? make() : null;
            if (fresh != null) {
                synchronized (this) {
                    line = fresh;
                }
                fresh.curator.start();
            }
        }
    }

    /** A line that is not started; null if credentials cannot be read, which is reported, or if all is closed. */
    @GuardedBy("lifecycle")
    private @Nullable Line make() {
        if (status().connection() == ClusterStatus.Connection.CLOSED) {
            return null;
        }
        try {
            return new Line(Credentials.load(settings.access()));
        } catch (EdictException e) {
            trouble(e.getMessage());
            return null;
        }
    }

    private synchronized @Nullable Line line() {
        return line;
    }

    private CuratorFramework curator(Line of) {
        return CuratorFrameworkFactory.builder()
                .connectString(settings.servers())
                .sessionTimeoutMs((int) settings.sessionTimeout().toMillis())
                .connectionTimeoutMs((int) settings.sessionTimeout().toMillis())
                .retryPolicy(new RetryOneTime(1))
                .zookeeperFactory(new Sessions(of))
                .zkClientConfig(of.config)
                .ensembleTracker(false)
                .dontUseContainerParents()
                .runSafeService(timer)
                .threadFactory(task -> daemon("edict-curator", task))
                .maxCloseWaitMs(100)
                .build();
    }

    private void watch() {
        Line now;
        Handle handle;
        ClusterStatus state;
        synchronized (this) {
            now = line;
            handle = latest;
            state = status;
        }
        if (state.connection() == ClusterStatus.Connection.CLOSED) {
            return;
        }
        seconds++;
        if (settings.access().rotates() && seconds % LOOK_EVERY == 0 && looking.compareAndSet(false, true)) {
            daemon("edict-credentials", this::look).start();
        }
        if (now == null || handle == null) {
            return;
        }
        ZooKeeper.States session = handle.zooKeeper().getState();
        Duration silent = Duration.between(state.since(), clock.instant());
        boolean connected = state.connection() == ClusterStatus.Connection.CONNECTED && session.isConnected();
        if (diagnosis.due(connected || now.refused)) {
            daemon("edict-diagnosis", () -> diagnose(now)).start();
        }
        if (pace.due(connected, session.isAlive() && !now.refused, silent, kept(handle))) {
            log.warn("The connection to {} is stuck in state {}; making it anew", settings.servers(), session);
            daemon("edict-reconnect", this::rebuild).start();
        }
    }

    /** How long the servers keep the session: what was asked for, within the limits that they have. */
    private Duration kept(Handle handle) {
        int negotiated = handle.zooKeeper().getSessionTimeout();
        return negotiated > 0 ? Duration.ofMillis(negotiated) : settings.sessionTimeout();
    }

    private void diagnose(Line of) {
        String found = diagnosis.find(of.credentials);
        if (of == line() && connected() == null) {
            trouble(found);
        }
    }

    /** Puts into the status why there is no connection, or why new credentials are not in use. */
    private void trouble(String problem) {
        ClusterStatus now;
        synchronized (this) {
            if (status.connection() == ClusterStatus.Connection.CLOSED || problem.equals(status.problem())) {
                return;
            }
            now = new ClusterStatus(status.name(), status.servers(), status.connection(), status.since(), problem);
            status = now;
        }
        log.warn("Connection to {}: {}", settings.servers(), problem);
        listener.changed(now);
    }

    /** The credentials in use are the ones that are wanted: what was wrong with others does not matter any more. */
    private void settle() {
        ClusterStatus now;
        synchronized (this) {
            if (status.problem() == null || status.connection() != ClusterStatus.Connection.CONNECTED) {
                return;
            }
            now = new ClusterStatus(status.name(), status.servers(), status.connection(), status.since(), null);
            status = now;
        }
        listener.changed(now);
    }

    private void rebuild() {
        closeLines();
        open();
    }

    private void closeLines() {
        synchronized (lifecycle) {
            Line old;
            Line newer;
            synchronized (this) {
                old = line;
                newer = next;
                line = null;
                next = null;
            }
            close(old);
            close(newer);
        }
    }

    private static void close(@Nullable Line old) {
        if (old != null) {
            old.curator.close();
            old.credentials.close();
        }
    }

    /** Asks for the credentials, and makes a line with them if they have changed. */
    private void look() {
        try {
            byte[] print = Credentials.print(settings.access());
            Line now = line();
            if (now == null) {
                open();
            } else if (now.credentials.differs(print)) {
                log.info("The credentials for {} have changed", settings.servers());
                renew(print);
            } else {
                drop();
                settle();
            }
        } catch (EdictException e) {
            trouble(e.getMessage());
        } finally {
            looking.set(false);
        }
    }

    /** With no connection to lose, the new credentials are used at once. */
    private void renew(byte[] print) {
        if (connected() == null) {
            rebuild();
            return;
        }
        synchronized (lifecycle) {
            Line tried;
            synchronized (this) {
                tried = next;
            }
            if (tried != null && !tried.credentials.differs(print) && !tried.over()) {
                return;
            }
            drop();
            Line fresh = make();
            if (fresh != null) {
                synchronized (this) {
                    next = fresh;
                }
                fresh.curator.start();
            }
        }
    }

    /** Gives up the line that was to replace the one in use. */
    private void drop() {
        synchronized (lifecycle) {
            Line tried;
            synchronized (this) {
                tried = next;
                next = null;
            }
            close(tried);
        }
    }

    private void process(Line of, Handle handle, WatchedEvent event) {
        KeeperState state = event.getState();
        if (event.getType() != Watcher.Event.EventType.None) {
            return;
        }
        if (state == null || state == KeeperState.AuthFailed) {
            refused(of, handle);
        } else if (state
                == (settings.access().usesSasl() ? KeeperState.SaslAuthenticated : KeeperState.SyncConnected)) {
            up(of, handle);
        } else if (state == KeeperState.Disconnected) {
            if (connected() == handle) {
                enter(handle, ClusterStatus.Connection.SUSPENDED, null);
            }
        } else if (state == KeeperState.Expired) {
            enter(handle, ClusterStatus.Connection.LOST, null);
        } else {
            log.debug("The session with {} reports {}", settings.servers(), state);
        }
    }

    /** Servers of another ensemble end the connection before they answer anything, but after they gave a session. */
    private void up(Line of, Handle handle) {
        boolean anyEnsemble = settings.access().ensemble() == null;
        CompletableFuture<Stamp> greeting = handle.look("/", null);
        if (anyEnsemble) {
            connect(of, handle);
        }
        Answers.on(greeting, (stamp, failure) -> {
            Code code = failure == null ? Code.OK : StoreErrors.code(failure);
            if (code == Code.SESSIONCLOSEDREQUIRESASLAUTH) {
                deny(of, handle);
            } else if (!anyEnsemble && (code == Code.OK || code == Code.NOAUTH)) {
                connect(of, handle);
            }
        });
    }

    private void connect(Line of, Handle handle) {
        promote(of, handle);
        enter(handle, ClusterStatus.Connection.CONNECTED, null);
    }

    /** Servers that demand a login answer the first request of a session without one by ending it. */
    private void deny(Line of, Handle handle) {
        of.refused = true;
        enter(handle, ClusterStatus.Connection.LOST, DENIED);
        synchronized (this) {
            denied = handle;
        }
        log.warn("Connection to {}: {}", settings.servers(), DENIED);
        daemon("edict-close", of.curator::close).start(); // or it goes on trying
    }

    /** Somebody else's JAAS file makes ZooKeeper report a failed login that nobody asked for; then the session lives. */
    private void refused(Line of, Handle handle) {
        boolean over = handle.zooKeeper().getState() == ZooKeeper.States.AUTH_FAILED;
        if (!over && !settings.access().usesSasl()) {
            log.debug("The session with {} reports a failed login, and goes on", settings.servers());
            return;
        }
        of.refused = true;
        String problem = diagnosis.refused();
        if (of == line()) {
            enter(handle, ClusterStatus.Connection.LOST, problem);
            log.warn("Connection to {}: {}", settings.servers(), problem);
        } else {
            trouble("The new credentials are not in use: " + problem);
        }
    }

    private void promote(Line of, Handle handle) {
        Line old;
        synchronized (this) {
            if (of != next) {
                return;
            }
            old = line;
            line = of;
            next = null;
            latest = handle;
        }
        log.info("The new credentials for {} are in use", settings.servers());
        daemon("edict-close", () -> {
                    synchronized (lifecycle) {
                        close(old);
                    }
                })
                .start();
    }

    private void enter(Handle handle, ClusterStatus.Connection state, @Nullable String problem) {
        ClusterStatus now;
        synchronized (this) {
            if (handle != latest || handle == denied || status.connection() == ClusterStatus.Connection.CLOSED) {
                return;
            }
            boolean keeps = problem == null && state != ClusterStatus.Connection.CONNECTED;
            now = become(state, keeps ? status.problem() : problem);
            status = now;
            notifyAll();
        }
        log.info("Connection to {}: {}", settings.servers(), state);
        listener.changed(now);
        if (state == ClusterStatus.Connection.CONNECTED) {
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

    /** Curator, with the credentials that it was made with. */
    private final class Line {
        private final Credentials credentials;
        private final ZKClientConfig config;
        private final CuratorFramework curator;
        private final AtomicInteger looks = new AtomicInteger();
        private volatile boolean refused;

        Line(Credentials credentials) {
            this.credentials = credentials;
            this.config = credentials.config();
            this.curator = curator(this);
        }

        /** Whether this has had its chance to connect: ever fewer of the looks at it say so. */
        boolean over() {
            int times = looks.incrementAndGet();
            return times >= (refused ? 6 : 12);
        }
    }

    /** Makes sessions for Curator, and listens to each before Curator does, so that states are seen in their order. */
    private final class Sessions implements ZookeeperFactory {
        private final Line of;

        Sessions(Line of) {
            this.of = of;
        }

        @Override
        public ZooKeeper newZooKeeper(String servers, int sessionTimeout, Watcher curators, boolean canBeReadOnly)
                throws Exception {
            return newZooKeeper(servers, sessionTimeout, curators, canBeReadOnly, of.config);
        }

        @Override
        public ZooKeeper newZooKeeper(
                String servers, int sessionTimeout, Watcher curators, boolean canBeReadOnly, ZKClientConfig config)
                throws Exception {
            if (settings.access().usesSasl()) {
                SaslSections.install();
            }
            CompletableFuture<Handle> made = new CompletableFuture<>();
            ZooKeeper session = new ZooKeeper(
                    servers,
                    sessionTimeout,
                    event -> {
                        process(of, made.join(), event);
                        // A refused login without a reason comes without a state, which Curator does not expect.
                        if (event.getState() != null) {
                            curators.process(event);
                        }
                    },
                    canBeReadOnly,
                    config);
            of.credentials.introduce(session);
            Handle handle = new Handle(session);
            synchronized (Connection.this) {
                if (of == line) {
                    latest = handle;
                }
            }
            made.complete(handle);
            return session;
        }
    }
}
