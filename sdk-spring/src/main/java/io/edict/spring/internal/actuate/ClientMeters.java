package io.edict.spring.internal.actuate;

import io.edict.plain.micrometer.EdictMetrics;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.importing.ImportedDocument;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.ObjectProvider;

/** The meters of the client behind the imports. The imported documents, which are few, have meters of their own. */
public final class ClientMeters implements MeterBinder, AutoCloseable {
    private final ObjectProvider<ClientHandle> handle;
    private final List<EdictMetrics> bound = new CopyOnWriteArrayList<>();

    /**
     * Meters of a client.
     *
     * @param handle the client, if there is one
     */
    public ClientMeters(ObjectProvider<ClientHandle> handle) {
        this.handle = handle;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        ClientHandle known = handle.getIfAvailable();
        if (known == null) {
            return;
        }
        EdictMetrics metrics = EdictMetrics.of(known.client())
                .documents(
                        known.imports().stream().map(ImportedDocument::document).toList());
        metrics.bindTo(registry);
        bound.add(metrics);
    }

    @Override
    public void close() {
        bound.forEach(EdictMetrics::close);
    }
}
