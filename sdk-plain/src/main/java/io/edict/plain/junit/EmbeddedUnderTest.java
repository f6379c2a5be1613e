package io.edict.plain.junit;

import io.edict.plain.ClientBuilder;
import io.edict.plain.Edict;
import io.edict.plain.embedded.EmbeddedZooKeeper;

/** A ZooKeeper server in this JVM. */
final class EmbeddedUnderTest implements StoreUnderTest {
    private final EmbeddedZooKeeper server = EmbeddedZooKeeper.start();

    @Override
    public ClientBuilder connect() {
        return Edict.connect(server.connectString());
    }

    @Override
    public void outage(boolean begins) {
        if (begins) {
            server.stop();
        } else {
            server.restart();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
