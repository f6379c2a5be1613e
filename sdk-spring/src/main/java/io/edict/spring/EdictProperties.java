package io.edict.spring;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the adapter, {@code edict.*}. They are read when the first import is resolved, so a document cannot set them.
 *
 * @param enabled whether imports load anything and beans are made
 * @param servers ZooKeeper's connect string: {@code host:port}, several separated by commas
 * @param namespace the namespace of documents that are imported by the application's name
 * @param application the document to import by itself, {@code spring.application.name} if this is not set
 * @param shared documents of the namespace that every application imports, the lowest first
 * @param profileSeparator what stands between a document's name and a profile
 * @param startTimeout the most time that a start waits for the store, over all imports
 * @param requestTimeout the most time that a publish takes
 * @param sessionTimeout how long the servers keep the session of a silent client
 * @param checkEvery in what time every document is looked at, whatever the watches say
 * @param gateTimeout the most time that binding, validation and gates may take over a version
 * @param slowListenerAfter from when on a running listener is reported as slow
 * @param localCopies the directory for local copies, from which the application starts when the store is out of reach;
 *     without it, it does not start then
 * @param tls encryption
 * @param login who the client is
 * @param reload how versions that arrive while the application runs are applied
 * @param health when health tells of a store that is out of reach
 * @param cloud what Spring Cloud is told, where it is present
 */
@ConfigurationProperties("edict")
public record EdictProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String servers,
        @DefaultValue("config") String namespace,
        @Nullable String application,
        @DefaultValue("application") List<String> shared,
        @DefaultValue("-") String profileSeparator,
        @DefaultValue("10s") Duration startTimeout,
        @DefaultValue("30s") Duration requestTimeout,
        @DefaultValue("20s") Duration sessionTimeout,
        @DefaultValue("60s") Duration checkEvery,
        @DefaultValue("5s") Duration gateTimeout,
        @DefaultValue("2s") Duration slowListenerAfter,
        @Nullable Path localCopies,
        @DefaultValue Tls tls,
        @DefaultValue Login login,
        @DefaultValue Reload reload,
        @DefaultValue Health health,
        @DefaultValue Cloud cloud) {

    /**
     * Encryption.
     *
     * @param bundle the name of a {@code spring.ssl.bundle}; setting it turns encryption on
     * @param verifyHostNames whether a server's certificate must be for its host name
     */
    public record Tls(
            @Nullable String bundle, @DefaultValue("true") boolean verifyHostNames) {}

    /**
     * Who the client is.
     *
     * @param scheme how it logs in; not at all if this is not set
     * @param user the user
     * @param passwordFile the file with the password
     */
    public record Login(
            @Nullable Scheme scheme,
            @Nullable String user,
            @Nullable Path passwordFile) {
        /** How a client logs in. */
        public enum Scheme {
            /** ZooKeeper's scheme {@code digest}; over TLS only. */
            DIGEST,
            /** SASL with DIGEST-MD5. */
            SASL
        }
    }

    /**
     * How versions that arrive while the application runs are applied.
     *
     * @param enabled whether they are applied at all
     * @param javaBeans which beans with setters are changed in place
     * @param valueAnnotations whether fields with {@code @Value} are set anew
     * @param loggingLevels whether {@code logging.level.*} is applied, and taken back
     * @param historySize how many changes and refusals the endpoint remembers
     */
    public record Reload(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("annotated") JavaBeans javaBeans,
            @DefaultValue("false") boolean valueAnnotations,
            @DefaultValue("true") boolean loggingLevels,
            @DefaultValue("20") int historySize) {
        /** Which beans with setters are changed in place. */
        public enum JavaBeans {
            /** None. */
            OFF,
            /** Those with {@link Reloadable}. */
            ANNOTATED,
            /** All whose class has {@link ConfigurationProperties}. */
            ALL
        }
    }

    /**
     * When health tells of a store that is out of reach.
     *
     * @param staleAfter how long the store may be out of reach before the status changes
     * @param staleStatus the status then
     */
    public record Health(
            @DefaultValue("10m") Duration staleAfter,
            @DefaultValue("UNKNOWN") String staleStatus) {}

    /**
     * What Spring Cloud is told after a change, where it is present.
     *
     * @param environmentChangeEvent whether {@code EnvironmentChangeEvent} is published, which binds its beans anew
     * @param refreshScope whether beans in refresh scope are made anew
     * @param safeRebinder whether Spring Cloud binds anew only beans with setters whose class was validated with the version,
     *     which a changed name belongs to and which are not changed by the adapter itself; by itself, it does all beans
     */
    public record Cloud(
            @DefaultValue("true") boolean environmentChangeEvent,
            @DefaultValue("true") boolean refreshScope,
            @DefaultValue("false") boolean safeRebinder) {}
}
