package io.edict.plain.micrometer;

import io.edict.ClientStatus;
import io.edict.ClientStatus.Counters;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.Freshness;
import io.edict.OnDemandStatus;
import io.edict.Subscription;
import io.edict.Version;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A client that has nothing but a status, of the test's making. Used by one thread. */
final class StubClient {
    Counters counters = new Counters(0, 0, 0, 0, 0);
    OnDemandStatus onDemand = new OnDemandStatus(0, 0, 0, 0, 0, 0, 0);
    List<DocumentStatus> documents = List.of();

    /** How often the status was asked for. */
    final AtomicLong asked = new AtomicLong();

    private final ConfigClient client = (ConfigClient) Proxy.newProxyInstance(
            StubClient.class.getClassLoader(),
            new Class<?>[] {ConfigClient.class},
            (proxy, method, arguments) -> answer(method));

    ConfigClient client() {
        return client;
    }

    private Object answer(Method method) {
        return switch (method.getName()) {
            case "status" -> {
                asked.incrementAndGet();
                yield new ClientStatus(List.of(), documents, counters, onDemand);
            }
            case "onEvent" -> (Subscription) () -> {};
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    static DocumentStatus document(String id, @Nullable Version version, @Nullable Version newest) {
        return new DocumentStatus(
                DocumentId.of(id),
                DocumentStatus.State.CURRENT,
                version,
                newest,
                new Freshness(true, null, null, null),
                null,
                null);
    }
}
