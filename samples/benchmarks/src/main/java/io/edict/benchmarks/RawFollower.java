package io.edict.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.ZooKeeper;

/**
 * A bare client of ZooKeeper. What everybody does: watch a node, and read it when it has changed. Or what Edict does: watch
 * above nodes of which the names hold what there is to read, where it fits. The documents have less than 32 versions, so that
 * one directory of such nodes is all there is.
 */
final class RawFollower implements AutoCloseable {
    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");
    private static final String HEADS = "/edict/heads/";
    private static final String BELLS = "/edict/bells/";
    private static final int SESSION_MILLIS = 30_000;

    private final Arrivals arrivals;
    private final CountDownLatch connected = new CountDownLatch(1);
    private final ZooKeeper zooKeeper;

    /**
     * A document that is followed.
     *
     * @param id its id
     * @param carried whether versions come along
     * @param reads where a read begins when one is due: at once, or later
     */
    record Followed(String id, boolean carried, Executor reads) {
        /** Reads at once. */
        Followed(String id, boolean carried) {
            this(id, carried, Runnable::run);
        }
    }

    RawFollower(String servers, List<Followed> documents, Arrivals arrivals) throws IOException, InterruptedException {
        this.arrivals = arrivals;
        this.zooKeeper = new ZooKeeper(servers, SESSION_MILLIS, state -> connected.countDown());
        connected.await();
        try {
            for (Followed document : documents) {
                zooKeeper.addWatch(
                        document.carried() ? BELLS + document.id() + "/0" : HEADS + document.id(),
                        event -> changed(event, document.reads()),
                        document.carried() ? AddWatchMode.PERSISTENT_RECURSIVE : AddWatchMode.PERSISTENT);
            }
        } catch (KeeperException e) {
            throw new IOException(e);
        }
    }

    private void changed(WatchedEvent event, Executor reads) {
        String path = event.getPath();
        if (path == null) {
            return;
        }
        int content = path.indexOf('~');
        if (content >= 0) {
            read(unpacked(path.substring(content + 1)));
        } else {
            String head =
                    path.startsWith(BELLS) ? HEADS + path.substring(BELLS.length(), path.lastIndexOf("/0/")) : path;
            reads.execute(() -> zooKeeper.getData(head, false, (rc, at, ctx, data, stat) -> read(data), null));
        }
    }

    private static byte[] unpacked(String name) {
        try (GZIPInputStream in = new GZIPInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(name)))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(byte[] data) {
        Matcher version = VERSION.matcher(new String(data, StandardCharsets.UTF_8));
        if (version.find()) {
            arrivals.arrived(Long.parseLong(version.group(1)));
        }
    }

    @Override
    public void close() {
        try {
            zooKeeper.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
