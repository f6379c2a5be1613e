package io.edict.spring.internal.actuate;

import io.edict.spring.internal.importing.ClientHandle;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Says under {@code edict} which versions of which documents are in force. */
public final class EdictInfoContributor implements InfoContributor {
    private final ObjectProvider<ClientHandle> handle;

    /**
     * Tells of the documents of a client.
     *
     * @param handle the client, if there is one
     */
    public EdictInfoContributor(ObjectProvider<ClientHandle> handle) {
        this.handle = handle;
    }

    @Override
    public void contribute(Info.Builder builder) {
        ClientHandle known = handle.getIfAvailable();
        if (known == null) {
            return;
        }
        Map<String, Published> documents = new LinkedHashMap<>();
        known.generations()
                .get()
                .parts()
                .forEach(part -> part.info()
                        .ifPresent(info -> documents.put(
                                part.document().toString(),
                                new Published(
                                        info.version().toString(), info.origin().time()))));
        builder.withDetail("edict", documents);
    }

    /**
     * A version.
     *
     * @param version its number
     * @param publishedAt when it was published
     */
    public record Published(String version, Instant publishedAt) {}
}
