package io.edict.plain.testing;

import io.edict.plain.testing.TcpProxy.Direction;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a proxy does with what it gets, and how much that was. Owned by the proxy's thread. */
final class ProxyRules {
    private final Set<Direction> held = EnumSet.noneOf(Direction.class);
    private final Map<Direction, Long> passed = new EnumMap<>(Direction.class);
    private long delayNanos;
    private final boolean silent;
    private long swallowed;
    private int target;

    ProxyRules(int target, boolean silent) {
        this.target = target;
        this.silent = silent;
    }

    /** Whether clients are told of nothing that they did not ask for. */
    boolean silent() {
        return silent;
    }

    void swallow() {
        swallowed++;
    }

    long swallowed() {
        return swallowed;
    }

    void target(int port) {
        target = port;
    }

    int target() {
        return target;
    }

    void hold(Direction direction) {
        held.add(direction);
    }

    void holdNothing() {
        held.clear();
    }

    boolean holds(Direction direction) {
        return held.contains(direction);
    }

    boolean holdsAny() {
        return !held.isEmpty();
    }

    void delay(Duration eachWay) {
        delayNanos = eachWay.toNanos();
    }

    long delayNanos() {
        return delayNanos;
    }

    void pass(Direction direction, long bytes) {
        passed.merge(direction, bytes, Long::sum);
    }

    long passed(Direction direction) {
        return passed.getOrDefault(direction, 0L);
    }
}
