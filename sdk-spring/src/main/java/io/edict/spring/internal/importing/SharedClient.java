package io.edict.spring.internal.importing;

import io.edict.ConfigClient;
import io.edict.error.DocumentAbsentException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.ClientBuilder;
import io.edict.plain.Edict;
import io.edict.spring.EdictConnector;
import io.edict.spring.EdictCustomizer;
import io.edict.spring.EdictProperties;
import io.edict.spring.internal.env.DocumentPropertySource;
import io.edict.spring.internal.env.Generations;
import io.edict.spring.internal.env.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;

/** The one client of an application, kept in the bootstrap context until the application context takes it over. */
final class SharedClient implements ClientHandle {
    private final EdictProperties properties;
    private final BootstrapBridge bootstrap;
    private final Generations generations = new Generations();
    private final List<ImportedDocument> imports = new ArrayList<>();
    private @Nullable ConfigClient client;

    private SharedClient(EdictProperties properties, BootstrapBridge bootstrap) {
        this.properties = properties;
        this.bootstrap = bootstrap;
    }

    /** Finds the client of a bootstrap context, or makes it. */
    static SharedClient in(BootstrapBridge bootstrap, EdictProperties properties) {
        SharedClient known = bootstrap.find(SharedClient.class);
        if (known != null) {
            return known;
        }
        SharedClient fresh = new SharedClient(properties, bootstrap);
        bootstrap.registerIfAbsent(SharedClient.class, fresh);
        bootstrap.onClose(fresh::handOver);
        return fresh;
    }

    DocumentPropertySource load(ImportedDocument imported) {
        ConfigClient running = client == null ? client = connect() : client;
        Part part;
        try {
            part = Part.of(running.follow(imported.document(), properties.startTimeout())
                    .snapshot());
        } catch (DocumentAbsentException | StoreUnreachableException e) {
            if (!imported.optional()) {
                throw e;
            }
            part = Part.absent(imported.document());
        }
        imports.add(imported);
        return new DocumentPropertySource(imported.document(), generations, generations.add(part));
    }

    private ConfigClient connect() {
        EdictConnector connector = bootstrap.find(EdictConnector.class);
        ClientBuilder builder = connector == null
                ? Edict.connect(Objects.requireNonNull(properties.servers()))
                : connector.connect(properties);
        builder.startTimeout(properties.startTimeout())
                .requestTimeout(properties.requestTimeout())
                .sessionTimeout(properties.sessionTimeout())
                .checkEvery(properties.checkEvery())
                .gateTimeout(properties.gateTimeout())
                .slowListenerAfter(properties.slowListenerAfter());
        if (properties.localCopies() != null) {
            builder.localCopies(properties.localCopies());
        }
        EdictCustomizer customizer = bootstrap.find(EdictCustomizer.class);
        if (customizer != null) {
            customizer.customize(builder);
        }
        return builder.start();
    }

    /** Becomes two beans of the application context, and ends with it, also if its refresh fails. */
    private void handOver(ConfigurableApplicationContext context) {
        if (client == null) {
            return;
        }
        var beans = context.getBeanFactory();
        beans.registerSingleton("edictClientHandle", this);
        beans.registerSingleton("edictConfigClient", client);
        ((DefaultSingletonBeanRegistry) beans).registerDisposableBean("edictClientHandle", this::close);
    }

    @Override
    public ConfigClient client() {
        return Objects.requireNonNull(client);
    }

    @Override
    public EdictProperties properties() {
        return properties;
    }

    @Override
    public Generations generations() {
        return generations;
    }

    @Override
    public List<ImportedDocument> imports() {
        return List.copyOf(imports);
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
