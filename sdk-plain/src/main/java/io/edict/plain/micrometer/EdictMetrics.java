package io.edict.plain.micrometer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.error.ClientClosedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Meters of a client, {@code edict.*}: {@code EdictMetrics.of(client).bindTo(registry)}. The table is in the module's README.
 * All of them are read from memory; none asks the store.
 *
 * <p>No meter has a value or a key of the configuration as a tag, nor the id of a document, unless {@link #documents} names
 * it: a client may follow any number.
 *
 * <p>Meters hold the client weakly. {@link #close} removes them; close it with the client, or they go on to show the last
 * counts. May be used from any thread.
 */
public final class EdictMetrics implements MeterBinder, AutoCloseable {
    private final ConfigClient client;
    private final Tags tags;
    private final List<DocumentId> documents;

    @GuardedBy("this")
    private final List<ClientMeters> bound = new ArrayList<>();

    private EdictMetrics(ConfigClient client, Tags tags, Collection<DocumentId> documents) {
        this.client = client;
        this.tags = tags;
        this.documents = List.copyOf(documents);
    }

    /**
     * The meters of a client.
     *
     * @param client the client
     * @return the meters, not bound yet
     */
    public static EdictMetrics of(ConfigClient client) {
        return new EdictMetrics(client, Tags.empty(), List.of());
    }

    /**
     * The same with more tags, which tell several clients of one registry apart.
     *
     * @param more the tags of all meters
     * @return a copy, not bound yet
     */
    public EdictMetrics tags(Iterable<Tag> more) {
        return new EdictMetrics(client, tags.and(more), documents);
    }

    /**
     * The same with meters of their own for some documents, with the document's id as the tag {@code document}.
     *
     * @param ids the documents; those that are not followed show nothing
     * @return a copy, not bound yet
     */
    public EdictMetrics documents(Collection<DocumentId> ids) {
        return new EdictMetrics(client, tags, ids);
    }

    /**
     * The same with meters of their own for some documents, with the document's id as the tag {@code document}.
     *
     * @param ids the documents, {@code namespace/name}; those that are not followed show nothing
     * @return a copy, not bound yet
     */
    public EdictMetrics documents(String... ids) {
        return documents(Arrays.stream(ids).map(DocumentId::of).toList());
    }

    /**
     * Adds the meters to a registry.
     *
     * @param registry the registry
     * @throws ClientClosedException if the client is closed
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        ClientMeters fresh = new ClientMeters(registry, client, tags, documents);
        synchronized (this) {
            bound.add(fresh);
        }
    }

    /** Removes the meters from all registries. The client stays open. Closing again does nothing. */
    @Override
    public synchronized void close() {
        bound.forEach(ClientMeters::close);
        bound.clear();
    }
}
