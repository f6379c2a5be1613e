package io.edict.spring.internal.actuate;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.error.EdictException;
import io.edict.spring.EdictProperties;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.env.Generations;
import io.edict.spring.internal.env.Part;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.importing.ImportedDocument;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A client's imports without an import: what is in force in the client at each moment. */
record FakeHandle(
        ConfigClient client, EdictProperties properties, Generations generations, List<ImportedDocument> imports)
        implements ClientHandle {
    /** Imports of these documents, all optional; the client follows them already, or begins to. */
    static FakeHandle importing(ConfigClient client, String... ids) {
        List<ImportedDocument> imports = Arrays.stream(ids)
                .map(id -> new ImportedDocument(DocumentId.of(id), "optional:edict:" + id, true))
                .toList();
        imports.forEach(imported -> client.follow(imported.document()));
        Generations generations = new Generations();
        generations.follow(() -> new Generation(
                7,
                imports.stream()
                        .map(imported -> part(client, imported.document()))
                        .toList(),
                Map.of()));
        return new FakeHandle(client, settings(Map.of()), generations, imports);
    }

    private static Part part(ConfigClient client, DocumentId id) {
        try {
            return Part.of(client.snapshot(id.toString()));
        } catch (EdictException e) {
            return Part.absent(id);
        }
    }

    static EdictProperties settings(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("edict", EdictProperties.class);
    }

    /** The same with a client that tells of each of its calls. */
    FakeHandle telling(Consumer<String> calls) {
        ConfigClient watched = (ConfigClient) Proxy.newProxyInstance(
                FakeHandle.class.getClassLoader(), new Class<?>[] {ConfigClient.class}, (proxy, method, arguments) -> {
                    calls.accept(method.getName());
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        Generation held = generations.get();
        Generations still = new Generations();
        still.follow(() -> held);
        return new FakeHandle(watched, properties, still, new ArrayList<>(imports));
    }

    /** Provides an object as a context would. */
    static <T> ObjectProvider<T> providing(Class<T> type, T instance) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("it", instance);
        return beans.getBeanProvider(type);
    }

    /** Provides nothing. */
    static <T> ObjectProvider<T> nothing(Class<T> type) {
        return new DefaultListableBeanFactory().getBeanProvider(type);
    }

    ObjectProvider<ClientHandle> provided() {
        return providing(ClientHandle.class, this);
    }

    @Override
    public void close() {
        client.close();
    }
}
