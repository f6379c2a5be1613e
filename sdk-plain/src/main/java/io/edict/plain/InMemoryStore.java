package io.edict.plain;

import io.edict.plain.internal.memory.MemoryDocuments;

/**
 * A store in memory, for tests: what ZooKeeper's servers hold, without servers. Clients of the same store see each other's
 * publishes; {@link Edict#connect(InMemoryStore)} makes one. It behaves as the store on ZooKeeper does, transactions,
 * history and all, and is gone with the last reference to it.
 *
 * <p>May be used from any thread.
 */
public final class InMemoryStore {
    private final MemoryDocuments documents = new MemoryDocuments();

    /** Makes an empty store. */
    public InMemoryStore() {}

    /**
     * Makes the store unreachable, or ends that, to see how an application does without it. Returns at once; clients are
     * told a moment later. While it lasts, what is asked of the store fails at once.
     *
     * @param begins whether the outage begins, or ends
     */
    public void outage(boolean begins) {
        documents.outage(begins);
    }

    MemoryDocuments documents() {
        return documents;
    }
}
