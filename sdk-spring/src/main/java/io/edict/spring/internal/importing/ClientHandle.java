package io.edict.spring.internal.importing;

import io.edict.ConfigClient;
import io.edict.spring.EdictProperties;
import io.edict.spring.internal.env.Generations;
import java.util.List;

/**
 * The one client behind all imports of an application: made by the first import, handed over to the context, and closed with
 * it, or with a start that failed.
 */
public interface ClientHandle extends AutoCloseable {
    /**
     * The client.
     *
     * @return the running client
     */
    ConfigClient client();

    /**
     * The settings that it was made with.
     *
     * @return the adapter's settings
     */
    EdictProperties properties();

    /**
     * What the property sources read.
     *
     * @return the generations
     */
    Generations generations();

    /**
     * What was imported, in the order of the parts of a generation.
     *
     * @return the documents, each once
     */
    List<ImportedDocument> imports();

    /** Closes the client. Closing again does nothing. */
    @Override
    void close();
}
