package io.edict.spring.internal.importing;

import io.edict.ConfigClient;
import io.edict.error.InvalidRequestException;
import io.edict.error.LocalCopyException;
import io.edict.plain.ClientBuilder;
import io.edict.plain.Cluster;
import io.edict.plain.Edict;
import io.edict.plain.Login;
import io.edict.spring.EdictConnectionDetails;
import io.edict.spring.EdictConnector;
import io.edict.spring.EdictCustomizer;
import io.edict.spring.EdictProperties;
import java.nio.file.Path;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

/** Makes the client from what the bootstrap registry and the settings say. */
final class Connecting {
    private final EdictProperties properties;
    private final Binder binder;
    private final Judgements judgements;
    private final @Nullable EdictConnector connector;
    private final @Nullable EdictConnectionDetails details;
    private final @Nullable EdictCustomizer customizer;
    private @Nullable BundledTls tls;

    Connecting(EdictProperties properties, BootstrapBridge bootstrap, Binder binder, Log log) {
        this.properties = properties;
        this.binder = binder;
        this.judgements = Judgements.of(properties.localCopies(), application(), log);
        this.connector = bootstrap.find(EdictConnector.class);
        this.details = bootstrap.find(EdictConnectionDetails.class);
        this.customizer = bootstrap.find(EdictCustomizer.class);
    }

    /** Whether {@code edict.servers} says where the store is, and not something in the bootstrap registry. */
    boolean bySettings() {
        return connector == null && details == null;
    }

    /** The encryption by an SSL bundle, once the client is made, or null. */
    @Nullable
    BundledTls tls() {
        return tls;
    }

    /**
     * Makes the client, which begins to connect.
     *
     * @param place the import that needs it, for people
     * @throws ImportException if the settings do not do
     */
    ConfigClient start(String place) {
        try {
            ClientBuilder builder = connector == null ? Edict.connect(cluster(place)) : connector.connect(properties);
            set(builder);
            return builder.start();
        } catch (InvalidRequestException e) {
            throw Failures.unusable(
                    "A setting of Edict is out of range or does not go with another: " + e.getMessage(),
                    "correct the setting edict.*, or what customizes the client",
                    e);
        } catch (LocalCopyException e) {
            throw Failures.unusable(
                    "The directory for local copies cannot be used: " + e.getMessage(),
                    "let edict.local-copies name a directory that this process may write and no other client uses",
                    e);
        }
    }

    /** What the application remembers of versions. */
    Judgements judgements() {
        return judgements;
    }

    private String application() {
        return binder.bind("spring.application.name", String.class).orElse("");
    }

    private void set(ClientBuilder builder) {
        builder.startTimeout(properties.startTimeout())
                .requestTimeout(properties.requestTimeout())
                .sessionTimeout(properties.sessionTimeout())
                .checkEvery(properties.checkEvery())
                .gateTimeout(properties.gateTimeout())
                .slowListenerAfter(properties.slowListenerAfter());
        String application =
                binder.bind("spring.application.name", String.class).orElse("");
        if (application.matches("\\P{Cntrl}{1,100}") && !application.isBlank()) {
            builder.application(application);
        }
        Path copies = properties.localCopies();
        if (copies != null) {
            builder.localCopies(copies).passOver(judgements::isUnusable).onEvent(judgements::heard);
        }
        if (customizer != null) {
            customizer.customize(builder);
        }
    }

    private Cluster cluster(String place) {
        String servers = details == null ? properties.servers() : details.servers();
        if (servers == null || servers.isBlank()) {
            throw Failures.noServers(place);
        }
        Cluster cluster = Cluster.at(servers);
        String bundle = details == null ? null : details.sslBundle();
        bundle = bundle == null ? properties.tls().bundle() : bundle;
        if (bundle != null) {
            BundledTls material = BundledTls.named(bundle, binder);
            cluster = cluster.tls(material.tls(properties.tls().verifyHostNames()));
            tls = material;
        }
        return login(cluster, properties.login());
    }

    /** SASL with DIGEST-MD5 is what FIPS mode forbids. */
    private static Cluster login(Cluster cluster, EdictProperties.Login login) {
        EdictProperties.Login.Scheme scheme = login.scheme();
        if (scheme == null) {
            return cluster;
        }
        String user = login.user();
        Path password = login.passwordFile();
        if (user == null || password == null) {
            throw Failures.unusable(
                    "edict.login.scheme is set, but "
                            + (user == null ? "edict.login.user" : "edict.login.password-file")
                            + " is not, so Edict cannot log in.",
                    "set edict.login.user and edict.login.password-file, or leave out edict.login.scheme",
                    null);
        }
        return switch (scheme) {
            case DIGEST -> cluster.login(Login.digest(user, password));
            case SASL -> cluster.fipsMode(false).login(Login.sasl(user, password));
        };
    }
}
