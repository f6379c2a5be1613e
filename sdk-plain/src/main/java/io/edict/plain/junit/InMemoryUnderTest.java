package io.edict.plain.junit;

import io.edict.plain.ClientBuilder;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;

/** A store in memory. */
final class InMemoryUnderTest implements StoreUnderTest {
    private final InMemoryStore store = new InMemoryStore();

    @Override
    public ClientBuilder connect() {
        return Edict.connect(store);
    }

    @Override
    public void outage(boolean begins) {
        store.outage(begins);
    }

    @Override
    public void close() {
        // Memory is left to the garbage collector.
    }
}
