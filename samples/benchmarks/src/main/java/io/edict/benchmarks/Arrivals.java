package io.edict.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** When a version arrived at the first and at the last of many clients. Guarded by its monitor. */
final class Arrivals {
    private final int clients;
    private final Map<Long, long[]> arrived = new HashMap<>();
    private long begun;

    Arrivals(int clients) {
        this.clients = clients;
    }

    /** From the beginning of a publish to the first and to the last client. */
    record Span(long firstNanos, long lastNanos) {}

    /** A publish begins. */
    synchronized void begin() {
        arrived.clear();
        begun = System.nanoTime();
    }

    /** One client has a version. */
    void arrived(long number) {
        long now = System.nanoTime();
        synchronized (this) {
            long[] seen = arrived.computeIfAbsent(number, fresh -> new long[] {0, now, now});
            seen[0]++;
            seen[2] = Math.max(seen[2], now);
            if (seen[0] == clients) {
                notifyAll();
            }
        }
    }

    /** Waits for the last client. */
    synchronized Span await(long number, long time, TimeUnit unit) throws InterruptedException {
        long until = System.nanoTime() + unit.toNanos(time);
        while (true) {
            long[] seen = arrived.get(number);
            if (seen != null && seen[0] == clients) {
                return new Span(seen[1] - begun, seen[2] - begun);
            }
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException(
                        "Version " + number + " arrived at " + (seen == null ? 0 : seen[0]) + " of " + clients);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
