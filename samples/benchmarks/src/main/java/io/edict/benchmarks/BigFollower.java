package io.edict.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;

/**
 * A bare client of ZooKeeper that follows a document too big for a head. Either it watches the head, and reads that and the
 * chunks when it has changed; or it watches where bells ring, and puts the difference and the content that it has together.
 * Both end with the whole text, unpacked, of which the SHA-256 was checked. Everything runs on ZooKeeper's event thread.
 */
final class BigFollower implements Watcher, AutoCloseable {
    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");
    private static final Pattern CONTENT = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\",\"publishId\"");
    private static final Pattern CHUNKS =
            Pattern.compile("\"chunks\":\\{\"sha256\":\"([0-9a-f]{64})\",\"count\":(\\d+)");
    private static final int SHA256 = 32;
    private static final int SESSION_MILLIS = 30_000;

    private final Arrivals arrivals;
    private final String id;
    private final boolean carried;
    private final CountDownLatch connected = new CountDownLatch(1);
    private final CountDownLatch read = new CountDownLatch(1);
    private final ZooKeeper zooKeeper;
    private byte[] content = new byte[0];
    private String sha256 = "";

    BigFollower(String servers, String id, boolean carried, Arrivals arrivals)
            throws IOException, InterruptedException {
        this.arrivals = arrivals;
        this.id = id;
        this.carried = carried;
        this.zooKeeper = new ZooKeeper(servers, SESSION_MILLIS, state -> connected.countDown());
        connected.await();
        try {
            zooKeeper.addWatch(
                    carried ? "/edict/bells/" + id + "/0" : "/edict/heads/" + id,
                    this,
                    carried ? AddWatchMode.PERSISTENT_RECURSIVE : AddWatchMode.PERSISTENT);
        } catch (KeeperException e) {
            throw new IOException(e);
        }
        readHead();
        read.await();
    }

    @Override
    public void process(WatchedEvent event) {
        String path = event.getPath();
        if (path == null) {
            return;
        }
        int difference = path.indexOf('^');
        if (!carried || difference < 0 || !apply(path.substring(difference + 1))) {
            readHead();
        }
    }

    private void readHead() {
        zooKeeper.getData("/edict/heads/" + id, false, (rc, at, ctx, data, stat) -> readChunks(data), null);
    }

    private void readChunks(byte[] head) {
        String header = new String(head, StandardCharsets.UTF_8);
        int count = Integer.parseInt(group(CHUNKS, 2, header));
        List<byte[]> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            zooKeeper.getData(
                    "/edict/blobs/" + id + "/" + group(CHUNKS, 1, header) + "/" + i,
                    false,
                    (rc, at, ctx, data, stat) -> {
                        parts.add(data);
                        if (parts.size() == count) {
                            accept(header, unpacked(joined(parts)));
                        }
                    },
                    null);
        }
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    /** Puts a difference and what is here together, if it is a difference from that. */
    private boolean apply(String name) {
        ByteBuffer node = ByteBuffer.wrap(unpacked(Base64.getUrlDecoder().decode(name)));
        int end = 0;
        while (node.get(end) != '\n') {
            end++;
        }
        String header = new String(node.array(), 0, end, StandardCharsets.UTF_8);
        byte[] base = new byte[SHA256];
        node.get(end + 1, base);
        if (!HexFormat.of().formatHex(base).equals(sha256)) {
            return false;
        }
        node.position(end + 1 + SHA256);
        ByteArrayOutputStream made = new ByteArrayOutputStream(content.length + node.remaining());
        while (node.hasRemaining()) {
            byte[] fresh = new byte[number(node)];
            node.get(fresh);
            made.writeBytes(fresh);
            int copied = number(node);
            if (copied > 0) {
                made.write(content, number(node), copied);
            }
        }
        accept(header, made.toByteArray());
        return true;
    }

    private static int number(ByteBuffer from) {
        int number = 0;
        int bits = 0;
        byte next;
        do {
            next = from.get();
            number |= (next & 0x7f) << bits;
            bits += 7;
        } while (next < 0);
        return number;
    }

    private void accept(String header, byte[] whole) {
        String expected = group(CONTENT, 1, header);
        if (!expected.equals(sha256(whole))) {
            throw new IllegalStateException("Another content than was said");
        }
        content = whole;
        sha256 = expected;
        read.countDown();
        arrivals.arrived(Long.parseLong(group(VERSION, 1, header)));
    }

    private static String group(Pattern pattern, int group, String header) {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IllegalStateException("No header of a big document");
        }
        return matcher.group(group);
    }

    private static byte[] unpacked(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
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
