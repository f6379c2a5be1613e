package io.edict.plain.internal.memory;

import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.store.MemberStore;
import io.edict.plain.internal.store.MemberStoreContract;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;

class MemoryMemberTest extends MemberStoreContract {
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(1);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Override
    protected MemberStore fresh() {
        MemorySettings settings = new MemorySettings("memory", Duration.ofMinutes(1), new ContentLimit(1 << 24));
        MemoryStore store = new MemoryStore(new MemoryDocuments(), settings, threads, threads, InstantSource.system());
        store.start();
        return store;
    }
}
