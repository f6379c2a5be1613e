package io.edict.plain.internal.zookeeper;

import io.edict.error.InvalidRequestException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a client shows a cluster who it is, and checks who the cluster is.
 *
 * @param tls the encryption, or null for none
 * @param login the login, or null for none
 * @param ensemble what the cluster must be called, or null if any will do
 * @param fips whether ZooKeeper's FIPS mode is on
 */
public record Access(
        @Nullable Tls tls, @Nullable Login login, @Nullable String ensemble, boolean fips) {
    /** Plain, as nobody, to any cluster. */
    public static final Access NONE = new Access(null, null, null, true);

    /** Refuses what ZooKeeper would fail on silently. */
    public void check() {
        if (fips && login != null && login.kind() == Kind.SASL) {
            throw new InvalidRequestException(
                    "Login.sasl uses DIGEST-MD5, which ZooKeeper's FIPS mode forbids, and FIPS"
                            + " mode is on unless a cluster says otherwise; write fipsMode(false), or use a client certificate,"
                            + " Kerberos through Login.jaas, or Login.digest over TLS");
        }
    }

    boolean usesSasl() {
        return login != null && login.kind() != Kind.DIGEST;
    }

    /** Whether there is anything that may change while the client runs. */
    boolean rotates() {
        return tls != null || (login != null && login.password() != null);
    }

    /**
     * Encryption.
     *
     * @param trust the authorities that servers are checked against, or null for the JDK's
     * @param identity the client's own certificate and key, or null for none
     * @param hostNames whether a server's certificate must be for its host name
     * @param protocols the versions of TLS that may be spoken, or none for the JDK's
     */
    public record Tls(
            @Nullable Material trust, @Nullable Material identity, boolean hostNames, List<String> protocols) {
        /** Copies the list. */
        public Tls {
            protocols = List.copyOf(protocols);
        }
    }

    /** Certificates and keys. */
    public sealed interface Material {
        /** What the password is, or null if there is none. */
        @Nullable
        Secret password();
    }

    /**
     * Certificates and keys in one file: PEM, PKCS12 or JKS.
     *
     * @param path the file
     * @param password its password, or null
     */
    public record FileMaterial(Path path, @Nullable Secret password) implements Material {}

    /**
     * A certificate and its key in two PEM files.
     *
     * @param certificates the certificate and those of the authorities between
     * @param key the key
     * @param password the key's password, or null
     */
    public record PemPair(
            Path certificates, Path key, @Nullable Secret password) implements Material {}

    /**
     * Certificates and keys from the application.
     *
     * @param store gives them, and is asked for each session
     * @param password the keys' password, or null for certificates alone
     */
    public record ObjectMaterial(
            Supplier<KeyStore> store, @Nullable Secret password) implements Material {}

    /** The kinds of logins. */
    public enum Kind {
        /** User and password, sent as they are. */
        DIGEST,
        /** SASL with DIGEST-MD5: the password is not sent. */
        SASL,
        /** SASL by a section of the JVM's JAAS configuration. */
        JAAS
    }

    /**
     * A login.
     *
     * @param kind how
     * @param name the user, or the section
     * @param password the password, or null for a section
     */
    public record Login(Kind kind, String name, @Nullable Secret password) {}
}
