package io.edict.spring.internal.actuate;

import io.edict.ClientStatus;
import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import io.edict.spring.internal.env.DocumentPropertySource;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.listen.ConfigListeners;
import io.edict.spring.internal.reload.Reload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The endpoint {@code edict}: what is imported, how current it is, what was refused, who hears of changes. Answers from memory.
 * Values are shown as asterisks unless {@code management.endpoint.edict.show-values} says otherwise; those that stand encrypted
 * in a document always are.
 */
@Endpoint(id = "edict")
public final class EdictEndpoint {
    private final ObjectProvider<ClientHandle> handle;
    private final ObjectProvider<Reload> reload;
    private final ObjectProvider<ConfigListeners> listeners;
    private final Sanitizer sanitizer;
    private final Show showValues;

    /**
     * Makes the endpoint.
     *
     * @param handle the client, if there is one
     * @param reload what applies versions, if there is something
     * @param listeners the annotated methods, if there are any
     * @param sanitizing what masks values
     * @param showValues to whom values are shown
     */
    public EdictEndpoint(
            ObjectProvider<ClientHandle> handle,
            ObjectProvider<Reload> reload,
            ObjectProvider<ConfigListeners> listeners,
            List<SanitizingFunction> sanitizing,
            Show showValues) {
        this.handle = handle;
        this.reload = reload;
        this.listeners = listeners;
        this.sanitizer = new Sanitizer(sanitizing);
        this.showValues = showValues;
    }

    /**
     * All of it.
     *
     * @return the report
     */
    @ReadOperation
    public EdictReport report() {
        ClientHandle known = handle.getIfAvailable();
        if (known == null) {
            return EdictReport.empty();
        }
        ClientStatus status = known.client().status();
        Reload applying = reload.getIfAvailable();
        ConfigListeners called = listeners.getIfAvailable();
        return new EdictReport(
                known.generations().get().number(),
                status.clusters().stream().map(EdictReport.Cluster::of).toList(),
                ImportState.of(known, status).stream()
                        .map(EdictReport.Document::of)
                        .toList(),
                applying == null
                        ? List.of()
                        : applying.liveTypes().stream()
                                .map(Class::getName)
                                .sorted()
                                .toList(),
                called == null
                        ? List.of()
                        : called.statistics().stream()
                                .map(EdictReport.Listener::of)
                                .toList(),
                applying == null
                        ? List.of()
                        : applying.history().stream().map(EdictReport.Event::of).toList(),
                applying == null ? Set.of() : applying.pendingRestart(),
                applying == null ? Map.of() : applying.shadowed());
    }

    /**
     * One document and its properties.
     *
     * @param namespace its namespace
     * @param name its name
     * @return the report, or null if it is not imported
     */
    @ReadOperation
    public @Nullable DocumentReport document(@Selector String namespace, @Selector String name) {
        return document(namespace, name, showValues.isShown(true));
    }

    @Nullable
    DocumentReport document(String namespace, String name, boolean unmasked) {
        ClientHandle known = handle.getIfAvailable();
        DocumentId id = id(namespace, name);
        if (known == null || id == null) {
            return null;
        }
        return ImportState.of(known, known.client().status()).stream()
                .filter(state -> state.imported().document().equals(id))
                .findFirst()
                .map(state -> new DocumentReport(EdictReport.Document.of(state), properties(state, unmasked)))
                .orElse(null);
    }

    /**
     * Has the newest version of a document judged again, if it was refused. Returns at once.
     *
     * @param namespace its namespace
     * @param name its name; nothing happens if the document is not imported
     */
    @WriteOperation
    public void judgeAgain(@Selector String namespace, @Selector String name) {
        ClientHandle known = handle.getIfAvailable();
        DocumentId id = id(namespace, name);
        if (known != null
                && known.imports().stream()
                        .anyMatch(imported -> imported.document().equals(id))) {
            known.client().reconsider(Objects.requireNonNull(id));
        }
    }

    private static @Nullable DocumentId id(String namespace, String name) {
        try {
            return new DocumentId(namespace, name);
        } catch (InvalidRequestException e) {
            return null;
        }
    }

    private Map<String, DocumentReport.Property> properties(ImportState state, boolean unmasked) {
        DocumentPropertySource source = state.source();
        Map<String, DocumentReport.Property> properties = new LinkedHashMap<>();
        for (String key : source.getPropertyNames()) {
            properties.put(
                    key,
                    new DocumentReport.Property(
                            sanitizer.sanitize(new SanitizableData(source, key, source.getProperty(key)), unmasked),
                            String.valueOf(source.getOrigin(key))));
        }
        return properties;
    }
}
