package io.edict.plain.internal.topology.redundant;

import static io.edict.plain.internal.store.Changes.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.DocumentId;
import io.edict.plain.internal.memory.MemoryClusters;
import io.edict.plain.internal.memory.MemoryStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.MemberStore;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.topology.Member;
import io.edict.plain.internal.topology.Nearest;
import io.edict.plain.internal.topology.Rules;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads of three clusters, of which some take their time. */
class MajorityReadsTest {
    private static final DocumentId ID = DocumentId.of("shop/orders");

    private final MemoryClusters clusters = new MemoryClusters(Duration.ofMinutes(1), "a", "b", "c");

    @AfterEach
    void close() {
        clusters.close();
    }

    /** Longer than a cluster is given that serves, and shorter than one that does not answer at all. */
    @Test
    void busyMajorityIsWaitedFor() throws Exception {
        publish("a", 1);
        publish("b", 2);
        publish("c", 2);

        assertThat(read(Set.of("b", "c"), 600)).isEqualTo(2);
    }

    @Test
    void hangingMajorityIsNotWaitedForWithoutEnd() throws Exception {
        publish("a", 1);
        publish("b", 2);
        publish("c", 2);

        assertThat(read(Set.of("b", "c"), 3_600_000)).isEqualTo(1);
    }

    private void publish(String cluster, int versions) {
        try (MemoryStore store = clusters.open(cluster)) {
            for (int i = 0; i < versions; i++) {
                store.publish(List.of(text(ID, "a = " + i)), UUID.randomUUID(), Deadline.after(Duration.ofSeconds(5)));
            }
        }
    }

    /** The version that is read while some clusters answer late. */
    private long read(Set<String> late, long millis) throws Exception {
        List<Member> members = clusters.members(1 << 20).stream()
                .map(member -> late.contains(member.name()) ? late(member, millis) : member)
                .toList();
        Nearest nearest = new Nearest(members, new Nobody(), Nearest.Pace.DEFAULT, clusters.timer());
        nearest.start();
        try {
            Reading reading =
                    new MajorityReads(nearest, clusters.timer()).read(ID).get(30, TimeUnit.SECONDS);
            return ((Reading.Present) reading).version().info().version().number();
        } finally {
            nearest.close();
        }
    }

    private record Nobody() implements Rules {
        @Override
        public boolean isAbsent(Set<String> without) {
            return false;
        }
    }

    private static Member late(Member member, long millis) {
        Object store = Proxy.newProxyInstance(
                MajorityReadsTest.class.getClassLoader(),
                new Class<?>[] {MemberStore.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(member.store(), arguments);
                        return method.getName().equals("read")
                                ? delayed((CompletableFuture<?>) result, millis)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new Member(member.name(), (MemberStore) store);
    }

    private static <T> CompletableFuture<T> delayed(CompletableFuture<T> result, long millis) {
        return result.thenApplyAsync(value -> value, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }
}
