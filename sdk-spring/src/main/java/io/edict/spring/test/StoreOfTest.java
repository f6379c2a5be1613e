package io.edict.spring.test;

import io.edict.ConfigClient;
import io.edict.Format;
import io.edict.Publication;
import io.edict.PublishResult;
import io.edict.plain.ClientBuilder;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import io.edict.plain.embedded.EmbeddedZooKeeper;
import io.edict.spring.test.EdictCustomizerFactory.Settings;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The store of a test's application, and an operator's client of it. */
final class StoreOfTest implements AutoCloseable {
    private final Supplier<ClientBuilder> connect;
    private final Consumer<Boolean> outage;
    private final Runnable stop;
    private final ConfigClient operator;

    private StoreOfTest(Supplier<ClientBuilder> connect, Consumer<Boolean> outage, Runnable stop) {
        this.connect = connect;
        this.outage = outage;
        this.stop = stop;
        this.operator = connect.get().author("test").start();
    }

    static StoreOfTest start(Settings settings) {
        StoreOfTest store = settings.kind() == EdictTest.Kind.IN_MEMORY ? inMemory() : embedded();
        try {
            settings.documents()
                    .forEach(document ->
                            store.publish(List.of(Publication.of(document.id(), Format.HOCON, document.hocon()))));
            return store;
        } catch (RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    private static StoreOfTest inMemory() {
        InMemoryStore store = new InMemoryStore();
        return new StoreOfTest(() -> Edict.connect(store), store::outage, () -> {});
    }

    private static StoreOfTest embedded() {
        EmbeddedZooKeeper server = EmbeddedZooKeeper.start();
        return new StoreOfTest(
                () -> Edict.connect(server.connectString()), begins -> outage(server, begins), server::close);
    }

    private static void outage(EmbeddedZooKeeper server, boolean begins) {
        if (begins) {
            server.stop();
        } else {
            server.restart();
        }
    }

    ClientBuilder connect() {
        return connect.get();
    }

    List<PublishResult> publish(List<Publication> publications) {
        return operator.publisher().publish(publications);
    }

    void outage(boolean begins) {
        outage.accept(begins);
    }

    @Override
    public void close() {
        operator.close();
        stop.run();
    }
}
