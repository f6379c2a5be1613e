package io.edict.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.edict.ConfigClient;
import io.edict.Live;
import io.edict.plain.junit.EdictExtension;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the README says that an application is tested. */
class ReadmeTestingTest {
    @RegisterExtension
    final EdictExtension edict = EdictExtension.inMemory();

    @Test
    void poolFollowsThePublishedSize() {
        edict.publish("shop/orders", "pool { size = 10, timeout = 1s }");
        PoolOwner owner = new PoolOwner(edict.client("shop/orders"));

        edict.publish("shop/orders", "pool { size = 20, timeout = 1s }"); // returns when the client has it
        await().untilAsserted(() -> assertThat(owner.size()).isEqualTo(20)); // its listener was called
    }

    /** The application that is tested. */
    private static final class PoolOwner {
        private final AtomicInteger size;

        PoolOwner(ConfigClient client) {
            Live<Pool> pool = client.follow("shop/orders").live("pool", Pool.class);
            size = new AtomicInteger(pool.get().size());
            pool.subscribe(change -> size.set(change.newValue().size()));
        }

        int size() {
            return size.get();
        }
    }

    record Pool(int size, Duration timeout) {}
}
