package io.edict.plain;

import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.zookeeper.Access;
import io.edict.plain.internal.zookeeper.ZooKeeperSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to reach one ZooKeeper cluster: where it is, how it is spoken to, and as whom. Immutable; each method gives another one.
 *
 * <p>All of it holds for one client only. System properties, which ZooKeeper's clients otherwise share within a JVM, have no
 * say. Nothing that this class or a client prints, logs or throws holds a password.
 */
public final class Cluster {
    private final String servers;
    private final Access access;
    private final boolean announcesContent;

    private Cluster(String servers, Access access, boolean announcesContent) {
        this.servers = servers;
        this.access = access;
        this.announcesContent = announcesContent;
    }

    /**
     * A cluster that is spoken to in clear, as nobody.
     *
     * @param servers ZooKeeper's connect string: {@code host:port}, several separated by commas, at the end possibly a
     *     path that all of Edict's nodes live below. Name all servers: one that hangs is then passed over sooner
     * @return the cluster
     * @throws InvalidRequestException if it is not a connect string
     */
    public static Cluster at(String servers) {
        return new Cluster(ZooKeeperSettings.checkServers(servers), Access.NONE, true);
    }

    /**
     * A cluster as a properties file describes it, so that nothing secret stands in a command or in code. Relative paths are
     * taken from the file's directory.
     *
     * <table>
     * <caption>Keys, all but the first optional</caption>
     * <tr><th>key</th><th>value</th></tr>
     * <tr><td>{@code servers}</td><td>the connect string</td></tr>
     * <tr><td>{@code tls}</td><td>{@code true} to encrypt; the keys below imply it</td></tr>
     * <tr><td>{@code tls.trust}</td><td>file with authorities; the JDK's without it</td></tr>
     * <tr><td>{@code tls.trust.passwordFile}</td><td>file with that file's password</td></tr>
     * <tr><td>{@code tls.identity}</td><td>file with the certificate, and the key if it is not apart</td></tr>
     * <tr><td>{@code tls.identity.key}</td><td>PEM file with the key</td></tr>
     * <tr><td>{@code tls.identity.passwordFile}</td><td>file with the password of {@code tls.identity}</td></tr>
     * <tr><td>{@code tls.hostNames}</td><td>{@code false} to take certificates for any host</td></tr>
     * <tr><td>{@code tls.protocols}</td><td>versions, separated by commas</td></tr>
     * <tr><td>{@code login}</td><td>{@code digest}, {@code sasl} or {@code jaas}</td></tr>
     * <tr><td>{@code login.user}</td><td>the user, for {@code jaas} the section</td></tr>
     * <tr><td>{@code login.passwordFile}</td><td>file with the user's password</td></tr>
     * <tr><td>{@code ensemble}</td><td>what the cluster calls itself</td></tr>
     * <tr><td>{@code fips}</td><td>{@code false} to turn FIPS mode off</td></tr>
     * <tr><td>{@code announceContent}</td><td>{@code false} to read each version after its announcement</td></tr>
     * </table>
     *
     * @param file the file
     * @return the cluster
     * @throws InvalidRequestException if it cannot be read, has other keys, or they do not fit together
     */
    public static Cluster fromProperties(Path file) {
        return ClusterFile.read(file, null);
    }

    /**
     * As {@link #fromProperties(Path)}, with a connect string that counts instead of the file's.
     *
     * @param file the file; it need not have {@code servers}
     * @param servers the connect string
     * @return the cluster
     * @throws InvalidRequestException if the file cannot be read, has other keys, or they do not fit together
     */
    public static Cluster fromProperties(Path file, String servers) {
        return ClusterFile.read(file, servers);
    }

    /**
     * Encrypted.
     *
     * @param tls whom to trust, and what to show
     * @return such a cluster
     */
    public Cluster tls(Tls tls) {
        return with(new Access(tls.settings(), access.login(), access.ensemble(), access.fips()));
    }

    /**
     * As somebody.
     *
     * @param login who
     * @return such a cluster
     */
    public Cluster login(Login login) {
        return with(new Access(access.tls(), login.settings(), access.ensemble(), access.fips()));
    }

    /**
     * Only if the servers call themselves so: a connect string that leads to another cluster then gives an error instead of
     * another cluster's configuration. All servers need ZooKeeper's {@code EnsembleAuthenticationProvider} and the
     * name in {@code zookeeper.ensembleAuthName}; one that lacks the provider refuses such a client.
     *
     * @param name the name
     * @return such a cluster
     * @throws InvalidRequestException if it is empty
     */
    public Cluster ensemble(String name) {
        if (name.isBlank()) {
            throw new InvalidRequestException("ensemble must not be empty; leave it out to take any cluster");
        }
        return with(new Access(access.tls(), access.login(), name, access.fips()));
    }

    /**
     * ZooKeeper's FIPS mode, on unless turned off. It forbids {@link Login#sasl SASL with DIGEST-MD5}, and leaves the checks
     * of certificates to the JDK alone.
     *
     * @param on whether it is on
     * @return such a cluster
     */
    public Cluster fipsMode(boolean on) {
        return with(new Access(access.tls(), access.login(), access.ensemble(), on));
    }

    /**
     * Whether small versions, and small changes of big ones, come along with the event that announces them, so that a change
     * costs no read; on unless turned off. Then this client reads a document after each change, and what it publishes is read by others after each change. All
     * clients of a store hear of all versions either way.
     *
     * <p>The content then stands in the names of ZooKeeper nodes, which servers write to their audit logs, and ZooKeeper's
     * client to its own at {@code DEBUG}. In namespaces that not everybody may read it never does. Encrypted values stay
     * encrypted.
     *
     * @param on whether it does
     * @return such a cluster
     */
    public Cluster announceContent(boolean on) {
        return new Cluster(servers, access, on);
    }

    private Cluster with(Access changed) {
        return new Cluster(servers, changed, announcesContent);
    }

    boolean announcesContent() {
        return announcesContent;
    }

    String servers() {
        return servers;
    }

    /** How to show who is there, checked to fit together. */
    Access access() {
        access.check();
        return access;
    }

    /** The connect string, the user and the files; no password. */
    @Override
    public String toString() {
        @Nullable Object login = access.login();
        return "Cluster[" + servers + (access.tls() == null ? "" : ", " + access.tls())
                + (login == null ? "" : ", " + login)
                + (access.ensemble() == null ? "" : ", ensemble=" + access.ensemble())
                + (access.fips() ? "" : ", fipsMode=false")
                + (announcesContent ? "" : ", announceContent=false") + "]";
    }
}
