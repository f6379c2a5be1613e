package io.edict.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/** What everybody does: watch a node, and read it when it has changed. */
final class RawFollower implements Watcher, AutoCloseable {
    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");
    private static final int SESSION_MILLIS = 30_000;

    private final String head;
    private final Arrivals arrivals;
    private final CountDownLatch connected = new CountDownLatch(1);
    private final ZooKeeper zooKeeper;

    RawFollower(String servers, String id, Arrivals arrivals) throws IOException, InterruptedException {
        this.head = "/edict/heads/" + id;
        this.arrivals = arrivals;
        this.zooKeeper = new ZooKeeper(servers, SESSION_MILLIS, state -> connected.countDown());
        connected.await();
        try {
            zooKeeper.addWatch(head, this, AddWatchMode.PERSISTENT);
        } catch (KeeperException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void process(WatchedEvent event) {
        if (event.getType() == Event.EventType.NodeDataChanged) {
            zooKeeper.getData(head, false, (rc, path, ctx, data, stat) -> read(data), null);
        }
    }

    private void read(byte[] data) {
        Matcher version = VERSION.matcher(new String(data, StandardCharsets.UTF_8));
        if (version.find()) {
            arrivals.arrived(Long.parseLong(version.group(1)));
        }
    }

    @Override
    public void close() throws InterruptedException {
        zooKeeper.close();
    }
}
