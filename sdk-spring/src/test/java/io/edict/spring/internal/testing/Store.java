package io.edict.spring.internal.testing;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;

/** A store in memory and somebody who publishes to it. */
public final class Store implements AutoCloseable {
    private final InMemoryStore memory = new InMemoryStore();
    private final ConfigClient operator = Edict.connect(memory).start();

    /** Makes an empty store. */
    public Store() {}

    /** The store. */
    public InMemoryStore memory() {
        return memory;
    }

    /** Publishes a version. */
    public void publish(String id, String hocon) {
        operator.publisher().publish(Publication.of(id, Format.HOCON, hocon));
    }

    @Override
    public void close() {
        operator.close();
    }
}
