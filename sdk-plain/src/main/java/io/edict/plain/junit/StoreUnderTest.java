package io.edict.plain.junit;

import io.edict.plain.ClientBuilder;

/** A store that a test publishes to. */
interface StoreUnderTest extends AutoCloseable {
    ClientBuilder connect();

    void outage(boolean begins);

    @Override
    void close();
}
