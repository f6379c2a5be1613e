package io.edict.plain.internal.zookeeper;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.error.EdictException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of one connection: makes them, replaces them and closes them. When the credentials change, a second line is
 * made, and replaces the first once it is connected: wrong new credentials cost nothing, right ones leave no gap.
 *
 * <p>Threads: which line is in use, which session is its latest, and what state that has must change together. So the
 * fields are guarded by the owner's monitor, which guards the state too. Starting and closing lines takes long and is done
 * outside of it, one at a time. Nobody waits for that with the monitor held.
 */
final class Lines {
    private static final Logger log = LoggerFactory.getLogger(Lines.class);

    private final ZooKeeperSettings settings;
    private final ScheduledExecutorService timer;
    private final Owner owner;
    private final AtomicBoolean looking = new AtomicBoolean();

    /** Held while a line is started or closed: done at once, they would leave a session behind. */
    private final Object lifecycle = new Object();

    /** What is in use. */
    @GuardedBy("owner")
    private @Nullable Line line;

    /** What is to replace it, with newer credentials. */
    @GuardedBy("owner")
    private @Nullable Line next;

    /** The newest session of what is in use, or was last. */
    @GuardedBy("owner")
    private @Nullable Handle latest;

    /** Whose lines these are. Calls return at once. */
    interface Owner {
        /** Whether it is closed: then no line is made any more. */
        boolean over();

        /** Whether there is a connection to lose. */
        boolean serves();

        /** Something keeps a line from being made. */
        void trouble(String problem);

        /** The credentials in use are the ones that are wanted. */
        void settle();

        /** A session reports something, on its event thread. */
        void process(Line of, Handle handle, WatchedEvent event);
    }

    Lines(ZooKeeperSettings settings, ScheduledExecutorService timer, Owner owner) {
        this.settings = settings;
        this.timer = timer;
        this.owner = owner;
    }

    /** The line in use, if there is one. */
    @Nullable
    Line line() {
        synchronized (owner) {
            return line;
        }
    }

    /** The newest session. */
    @Nullable
    Handle latest() {
        synchronized (owner) {
            return latest;
        }
    }

    /** Makes a line anew, if there is none. */
    void open() {
        synchronized (lifecycle) {
            Line fresh = line() == null ? make() : null;
            if (fresh != null) {
                synchronized (owner) {
                    line = fresh;
                }
                fresh.start();
            }
        }
    }

    void rebuild() {
        close();
        open();
    }

    void close() {
        synchronized (lifecycle) {
            Line old;
            Line newer;
            synchronized (owner) {
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
            old.close();
        }
    }

    /** Looks at the credentials on a thread of its own, unless that is under way: files and callbacks may be slow. */
    void check() {
        if (looking.compareAndSet(false, true)) {
            Connection.daemon("edict-credentials", this::look).start();
        }
    }

    private void look() {
        try {
            byte[] print = Credentials.print(settings.access());
            Line now = line();
            if (now == null) {
                open();
            } else if (now.credentials().differs(print)) {
                log.info("The credentials for {} have changed", settings.servers());
                renew(print);
            } else {
                drop();
                owner.settle();
            }
        } catch (EdictException e) {
            owner.trouble(e.getMessage());
        } finally {
            looking.set(false);
        }
    }

    /** With no connection to lose, the new credentials are used at once. */
    private void renew(byte[] print) {
        if (!owner.serves()) {
            rebuild();
            return;
        }
        synchronized (lifecycle) {
            Line tried;
            synchronized (owner) {
                tried = next;
            }
            if (tried != null && !tried.credentials().differs(print) && !tried.over()) {
                return;
            }
            drop();
            Line fresh = make();
            if (fresh != null) {
                synchronized (owner) {
                    next = fresh;
                }
                fresh.start();
            }
        }
    }

    /** Gives up the line that was to replace the one in use. */
    private void drop() {
        synchronized (lifecycle) {
            Line tried;
            synchronized (owner) {
                tried = next;
                next = null;
            }
            close(tried);
        }
    }

    /** A session of a line is connected: if that was to replace the one in use, it does. */
    void promote(Line of, Handle handle) {
        Line old;
        synchronized (owner) {
            if (of != next) {
                return;
            }
            old = line;
            line = of;
            next = null;
            latest = handle;
        }
        log.info("The new credentials for {} are in use", settings.servers());
        Connection.daemon("edict-close", () -> {
                    synchronized (lifecycle) {
                        close(old);
                    }
                })
                .start();
    }

    /** A line that is not started; null if credentials cannot be read, which is reported, or if all is closed. */
    @GuardedBy("lifecycle")
    private @Nullable Line make() {
        if (owner.over()) {
            return null;
        }
        try {
            return new Line(Credentials.load(settings.access()), this::curator);
        } catch (EdictException e) {
            owner.trouble(e.getMessage());
            return null;
        }
    }

    private CuratorFramework curator(Line of) {
        return CuratorFrameworkFactory.builder()
                .connectString(settings.servers())
                .sessionTimeoutMs((int) settings.sessionTimeout().toMillis())
                .connectionTimeoutMs((int) settings.sessionTimeout().toMillis())
                .retryPolicy(new RetryOneTime(1))
                .zookeeperFactory(new Sessions(of))
                .zkClientConfig(of.config())
                .ensembleTracker(false)
                .dontUseContainerParents()
                .runSafeService(timer)
                .threadFactory(task -> Connection.daemon("edict-curator", task))
                .maxCloseWaitMs(100)
                .build();
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
            return newZooKeeper(servers, sessionTimeout, curators, canBeReadOnly, of.config());
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
                        owner.process(of, made.join(), event);
                        // A refused login without a reason comes without a state, which Curator does not expect.
                        if (event.getState() != null) {
                            curators.process(event);
                        }
                    },
                    canBeReadOnly,
                    config);
            of.credentials().introduce(session);
            Handle handle = new Handle(session);
            synchronized (owner) {
                if (of == line) {
                    latest = handle;
                }
            }
            made.complete(handle);
            return session;
        }
    }
}
