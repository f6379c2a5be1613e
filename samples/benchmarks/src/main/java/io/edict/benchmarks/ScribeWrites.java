package io.edict.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.zookeeper.ZooKeeper;

/** The writes of a {@link Scribe}. What was noted is guarded by its monitor. */
final class ScribeWrites {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int BYTES = 100;

    private final ZooKeeper zooKeeper;
    private final String node;
    private final StringBuilder taken = new StringBuilder();
    private long begun;
    private long answered;

    ScribeWrites(ZooKeeper zooKeeper, String node) {
        this.zooKeeper = zooKeeper;
        this.node = node;
    }

    void start() {
        Thread thread = new Thread(this::run, "writes");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        byte[] data = new byte[BYTES];
        long next = System.nanoTime();
        while (true) {
            next += EVERY_NANOS;
            for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long due = next; // a write that begins late is one that waited
            synchronized (this) {
                begun++;
            }
            zooKeeper.setData(node, data, -1, (rc, path, ctx, stat) -> answered(rc, System.nanoTime() - due), null);
        }
    }

    private synchronized void answered(int rc, long nanos) {
        if (rc == 0) {
            taken.append(taken.length() == 0 ? "" : " ").append(nanos);
        }
        answered++;
        notifyAll();
    }

    /** Waits for the answers of all writes that are begun, and tells what they took since the last time. */
    synchronized String take() throws InterruptedException {
        long all = begun;
        while (answered < all) {
            wait();
        }
        String line = taken.toString();
        taken.setLength(0);
        return line;
    }
}
