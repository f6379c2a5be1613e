package io.edict.plain.internal.zookeeper;

import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.ConfigStoreContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on one ZooKeeper server, where no content comes along with announcements. */
class WithoutBellsTest extends ConfigStoreContract {
    private static StoresOnOneServer stores;
    private static ConfigStore store;

    @BeforeAll
    static void start() {
        stores = new StoresOnOneServer(CHECK, false);
        store = stores.open(LIMIT);
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @Override
    protected ConfigStore store() {
        return store;
    }

    @Override
    protected ConfigStore open() {
        return stores.open(LIMIT);
    }

    @Override
    protected Map<String, String> dump() {
        return stores.dump();
    }
}
