package io.edict.plain.internal.zookeeper;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClusterStatus;
import io.edict.error.ClientClosedException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Stamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one cluster: the states of its sessions. Curator makes and replaces the sessions; everything else goes through the session's
 * {@link Handle} directly, because Curator's caches, retries and namespaces do not meet the contract.
 *
 * <p>Threads: each session reports its state on its own event thread, the state of the session before any answer or watch
 * event that depends on it. What a session reports after a newer one was made is ignored. Fields are guarded by this
 * object's monitor; the listener is called outside of it, through a {@link StatusFeed}.
 *
 * <p>A watchdog looks at the connection every second, because two states are final without Curator noticing: refused
 * credentials, and a session that never comes back to life. It then makes everything anew, ever less often. ZooKeeper does
 * not say why there is no session, so the watchdog also has that found out, and puts it into the status.
 *
 * <p>Which credentials are in use, and how newer ones come into use, is up to the {@link Lines}.
 */
final class Connection implements Lines.Owner {
    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final String DENIED =
            "the servers end sessions without a login (enforce.auth or SASL is required there); give this client"
                    + " credentials that they accept";

    private static final Duration WATCHDOG = Duration.ofSeconds(1);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(3);
    private static final int LOOK_EVERY = 5;

    private final ZooKeeperSettings settings;
    private final ScheduledExecutorService timer;
    private final Lines lines;
    private final InstantSource clock;
    private final StatusFeed feed;
    private final RebuildPace pace;
    private final Diagnosis diagnosis;
    private int seconds;

    @GuardedBy("this")
    private @Nullable Handle denied;

    @GuardedBy("this")
    private ClusterStatus status;

    @GuardedBy("this")
    private @Nullable Future<?> watchdog;

    /** Who hears of the connection, one call at a time, in the order of its states; calls must return at once. */
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
        this.feed = new StatusFeed(listener);
        this.pace = new RebuildPace();
        this.lines = new Lines(settings, timer, this);
        this.diagnosis = new Diagnosis(settings);
        this.status = new ClusterStatus(
                settings.name(), settings.servers(), ClusterStatus.Connection.CONNECTING, clock.instant(), null);
    }

    /** Begins to connect. May take seconds where host names resolve slowly; meanwhile this may be closed. */
    void start() {
        lines.open();
        long period = WATCHDOG.toMillis();
        synchronized (this) {
            if (!over()) {
                watchdog = timer.scheduleWithFixedDelay(this::watch, period, period, TimeUnit.MILLISECONDS);
            }
        }
    }

    synchronized ClusterStatus status() {
        return status;
    }

    /** Curator as it is in use, for its recipes, or null. */
    @Nullable
    CuratorFramework curator() {
        Line line = lines.line();
        return line == null ? null : line.curator();
    }

    /** The connected session, or null. */
    synchronized @Nullable Handle connected() {
        return status.connection() == ClusterStatus.Connection.CONNECTED ? lines.latest() : null;
    }

    /** Blocks until a session is connected. */
    synchronized Handle await(Deadline deadline) {
        Handle handle = connected();
        while (handle == null) {
            if (over()) {
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
        Future<?> watching;
        synchronized (this) {
            if (over()) {
                return;
            }
            status = become(ClusterStatus.Connection.CLOSED, null);
            watching = watchdog;
            notifyAll();
        }
        if (watching != null) {
            watching.cancel(false);
        }
        Thread closing = daemon("edict-close", lines::close);
        closing.start();
        try {
            closing.join(CLOSE_BOUND.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean over() {
        return status.connection() == ClusterStatus.Connection.CLOSED;
    }

    @Override
    public boolean serves() {
        return connected() != null;
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

    private void watch() {
        Line now;
        Handle handle;
        ClusterStatus state;
        synchronized (this) {
            now = lines.line();
            handle = lines.latest();
            state = status;
        }
        if (state.connection() == ClusterStatus.Connection.CLOSED) {
            return;
        }
        seconds++;
        if (settings.access().rotates() && seconds % LOOK_EVERY == 0) {
            lines.check();
        }
        if (now == null || handle == null) {
            return;
        }
        ZooKeeper.States session = handle.zooKeeper().getState();
        Duration silent = Duration.between(state.since(), clock.instant());
        boolean connected = state.connection() == ClusterStatus.Connection.CONNECTED && session.isConnected();
        if (diagnosis.due(connected || now.refused())) {
            daemon("edict-diagnosis", () -> diagnose(now)).start();
        }
        if (pace.due(connected, session.isAlive() && !now.refused(), silent, kept(handle))) {
            log.warn("The connection to {} is stuck in state {}; making it anew", settings.servers(), session);
            daemon("edict-reconnect", lines::rebuild).start();
        }
    }

    /** How long the servers keep the session: what was asked for, within the limits that they have. */
    private Duration kept(Handle handle) {
        int negotiated = handle.zooKeeper().getSessionTimeout();
        return negotiated > 0 ? Duration.ofMillis(negotiated) : settings.sessionTimeout();
    }

    private void diagnose(Line of) {
        String found = diagnosis.find(of.credentials());
        synchronized (this) {
            if (of != lines.line() || connected() != null || !note(found)) {
                return;
            }
        }
        told(found);
    }

    /** Puts into the status why there is no connection, or why new credentials are not in use. */
    @Override
    public void trouble(String problem) {
        if (note(problem)) {
            told(problem);
        }
    }

    private void told(String problem) {
        log.warn("Connection to {}: {}", settings.servers(), problem);
        feed.pass();
    }

    /** Whether a problem is news. */
    private synchronized boolean note(@Nullable String problem) {
        if (over() || Objects.equals(problem, status.problem())) {
            return false;
        }
        status = new ClusterStatus(status.name(), status.servers(), status.connection(), status.since(), problem);
        feed.add(status, null);
        return true;
    }

    /** The credentials in use are the ones that are wanted: what was wrong with others does not matter any more. */
    @Override
    public void settle() {
        synchronized (this) {
            if (status.connection() != ClusterStatus.Connection.CONNECTED || !note(null)) {
                return;
            }
        }
        feed.pass();
    }

    @Override
    public void process(Line of, Handle handle, WatchedEvent event) {
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
        diagnosis.connected();
        lines.promote(of, handle);
        enter(handle, ClusterStatus.Connection.CONNECTED, null);
    }

    /** Servers that demand a login answer the first request of a session without one by ending it. */
    private void deny(Line of, Handle handle) {
        of.refuse();
        enter(handle, ClusterStatus.Connection.LOST, DENIED);
        synchronized (this) {
            denied = handle;
        }
        log.warn("Connection to {}: {}", settings.servers(), DENIED);
        daemon("edict-close", of::stop).start(); // or it goes on trying
    }

    /** Somebody else's JAAS file makes ZooKeeper report a failed login that nobody asked for; then the session lives. */
    private void refused(Line of, Handle handle) {
        boolean over = handle.zooKeeper().getState() == ZooKeeper.States.AUTH_FAILED;
        if (!over && !settings.access().usesSasl()) {
            log.debug("The session with {} reports a failed login, and goes on", settings.servers());
            return;
        }
        of.refuse();
        String problem = diagnosis.refused();
        if (of == lines.line()) {
            enter(handle, ClusterStatus.Connection.LOST, problem);
            log.warn("Connection to {}: {}", settings.servers(), problem);
        } else {
            trouble("The new credentials are not in use: " + problem);
        }
    }

    private void enter(Handle handle, ClusterStatus.Connection state, @Nullable String problem) {
        boolean connected = state == ClusterStatus.Connection.CONNECTED;
        synchronized (this) {
            if (handle != lines.latest() || handle == denied || over()) {
                return;
            }
            status = become(state, problem == null && !connected ? status.problem() : problem);
            feed.add(status, connected ? handle : null);
            notifyAll();
        }
        log.info("Connection to {}: {}", settings.servers(), state);
        feed.pass();
    }

    /** Tells somebody new of the connection as it is, if there is one. */
    void introduce(Listener newcomer) {
        feed.between(() -> {
            ClusterStatus now;
            Handle handle;
            synchronized (this) {
                now = status;
                handle = connected();
            }
            if (handle != null) {
                newcomer.changed(now);
                newcomer.connected(handle);
            }
        });
    }

    private ClusterStatus become(ClusterStatus.Connection state, @Nullable String problem) {
        return new ClusterStatus(settings.name(), settings.servers(), state, clock.instant(), problem);
    }

    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
