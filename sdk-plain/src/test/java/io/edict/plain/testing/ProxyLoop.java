package io.edict.plain.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a proxy. It owns everything here: the door, the links, the rules. Others hand it commands through a
 * queue and wait for their end, so nothing needs a lock.
 */
final class ProxyLoop {
    private static final int PATIENCE_SECONDS = 10;

    private final Queue<FutureTask<?>> commands = new ConcurrentLinkedQueue<>();
    private final List<ProxyLink> links = new ArrayList<>();
    private final Thread thread = new Thread(this::work, "tcp-proxy");
    private final Selector selector;
    private final ProxyRules rules;
    private final int port;
    private @Nullable ServerSocketChannel door;
    private long accepted;
    private boolean closed;

    ProxyLoop(int port, ProxyRules rules) {
        this.port = port;
        this.rules = rules;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** For commands only. */
    ProxyRules rules() {
        return rules;
    }

    /** Has the thread do something, and waits until it is done. */
    void run(Runnable command) {
        call(() -> {
            command.run();
            return true;
        });
    }

    /** Has the thread find something out, and waits for it. */
    <T> T call(Callable<T> command) {
        FutureTask<T> task = new FutureTask<>(command);
        commands.add(task);
        selector.wakeup();
        try {
            return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the proxy was given a command", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The proxy on port " + port + " did not do as it was told", e);
        }
    }

    void close() {
        if (!thread.isAlive()) {
            return;
        }
        run(() -> closed = true);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try (selector) {
            while (!closed) {
                selector.select(this::ready, waitMillis());
                boolean commanded = runCommands();
                long now = System.nanoTime();
                links.forEach(link -> link.advance(now, commanded));
                links.removeIf(ProxyLink::isClosed);
            }
            cut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean runCommands() {
        boolean any = false;
        for (FutureTask<?> task = commands.poll(); task != null; task = commands.poll()) {
            task.run();
            any = true;
        }
        return any;
    }

    /** Until the first delayed piece is due; 0 stands for any length of time. */
    private long waitMillis() {
        long due = links.stream().mapToLong(ProxyLink::due).min().orElse(Long.MAX_VALUE);
        if (due == Long.MAX_VALUE) {
            return 0;
        }
        return 1 + TimeUnit.NANOSECONDS.toMillis(Math.max(0, due - System.nanoTime()));
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof ProxyLink link) {
            link.ready();
        } else if (key.isValid() && key.isAcceptable()) {
            accept();
        }
    }

    private void accept() {
        SocketChannel client = null;
        try {
            client = door == null ? null : door.accept();
            if (client != null) {
                accepted++;
                links.add(new ProxyLink(client, selector, rules));
            }
        } catch (IOException e) {
            // A client that is gone before it was let in; the others go on.
            closeIfOpen(client);
        }
    }

    private static void closeIfOpen(@Nullable SocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void listen() {
        if (door != null) {
            return;
        }
        try {
            ServerSocketChannel opened = ServerSocketChannel.open();
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            opened.bind(ReservedPort.address(port));
            opened.configureBlocking(false);
            opened.register(selector, SelectionKey.OP_ACCEPT);
            door = opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void cut() {
        try {
            if (door != null) {
                door.close();
                door = null;
            }
            links.forEach(ProxyLink::close);
            links.clear();
            // A registered channel is really closed only by the next selection.
            selector.selectNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long accepted() {
        return accepted;
    }

    int open() {
        return links.size();
    }
}
