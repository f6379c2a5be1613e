package io.edict.plain.internal.topology.sharded;

import io.edict.plain.internal.store.ShardStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Stops whoever writes to shards at one write, before or after it took effect, as if the process had ended there. */
final class Flaky {
    private static final Set<String> WRITES = Set.of("publish", "install", "fence", "found", "admit");

    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger seen = new AtomicInteger();
    private volatile boolean after;

    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Stops the writer at its next write but so many. */
    void stopAt(int write, boolean afterwards) {
        after = afterwards;
        left.set(write);
    }

    /** How many writes there were. */
    int writes() {
        return seen.get();
    }

    List<Shard> wrap(List<Shard> shards) {
        return shards.stream()
                .map(shard -> new Shard(shard.name(), shard.weight(), wrap(shard.store())))
                .toList();
    }

    private ShardStore wrap(ShardStore store) {
        return (ShardStore) Proxy.newProxyInstance(
                Flaky.class.getClassLoader(), new Class<?>[] {ShardStore.class}, (proxy, method, arguments) -> {
                    boolean write = WRITES.contains(method.getName())
                            && (!method.getName().equals("fence") || arguments.length == 3);
                    boolean stop = false;
                    if (write) {
                        seen.incrementAndGet();
                        stop = left.getAndDecrement() <= 0;
                    }
                    if (stop && !after) {
                        throw new Stopped();
                    }
                    Object result;
                    try {
                        result = method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (stop) {
                        throw new Stopped();
                    }
                    return result;
                });
    }
}
