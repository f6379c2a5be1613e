package io.edict.plain;

import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.zookeeper.Access;
import io.edict.plain.internal.zookeeper.Secret;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Encryption between a client and its cluster: which authorities it trusts, and what it shows of itself. Immutable. A file
 * may be PEM, PKCS12 or JKS; its content tells which.
 *
 * <p>Files and callbacks are asked anew whenever a connection is made, and looked at every five seconds besides: when they
 * change, the client connects with the new material, and then gives up the old connection. A server's certificate must be
 * for the host name of the connect string, unless {@link #withoutHostNames} says otherwise. TLS 1.3 and 1.2 are spoken.
 *
 * <p>Material is taken as files or as a {@link KeyStore}, not as an {@link javax.net.ssl.SSLContext}: ZooKeeper's client
 * reads files only. A {@code KeyStore} is therefore written into a temporary file, readable by its owner only, under a
 * random password, and removed when the client is closed.
 */
public final class Tls {
    private final Access.Tls settings;

    private Tls(Access.Tls settings) {
        this.settings = settings;
    }

    /**
     * Trusts the authorities of a file without a password.
     *
     * @param file their certificates
     * @return the encryption
     */
    public static Tls trusting(Path file) {
        return trusting(new Access.FileMaterial(file, null));
    }

    /**
     * Trusts the authorities of a file with a password.
     *
     * @param file their certificates
     * @param passwordFile holds the file's password
     * @return the encryption
     */
    public static Tls trusting(Path file, Path passwordFile) {
        return trusting(new Access.FileMaterial(file, Secret.file(passwordFile)));
    }

    /**
     * Trusts the authorities that the application gives.
     *
     * @param authorities gives their certificates; called on one of Edict's threads, and must return soon
     * @return the encryption
     */
    public static Tls trusting(Supplier<KeyStore> authorities) {
        return trusting(new Access.ObjectMaterial(authorities, null));
    }

    /**
     * Trusts the authorities that the JDK trusts.
     *
     * @return the encryption
     */
    public static Tls trustingJdk() {
        return trusting((Access.Material) null);
    }

    private static Tls trusting(Access.@Nullable Material trust) {
        return new Tls(new Access.Tls(trust, null, true, List.of()));
    }

    /**
     * With a certificate and its key, in one file without a password.
     *
     * @param file the certificate, those of the authorities between, and the key
     * @return the encryption
     */
    public Tls identity(Path file) {
        return identity(new Access.FileMaterial(file, null));
    }

    /**
     * With a certificate and its key, in one file with a password.
     *
     * @param file the certificate, those of the authorities between, and the key
     * @param passwordFile holds the file's password
     * @return the encryption
     */
    public Tls identity(Path file, Path passwordFile) {
        return identity(new Access.FileMaterial(file, Secret.file(passwordFile)));
    }

    /**
     * With a certificate and its key, in one file with a password.
     *
     * @param file the certificate, those of the authorities between, and the key
     * @param password gives the file's password; called on one of Edict's threads, and must return soon
     * @return the encryption
     */
    public Tls identity(Path file, Supplier<char[]> password) {
        return identity(new Access.FileMaterial(file, Secret.from(password)));
    }

    /**
     * With a certificate and its key in two PEM files, as Kubernetes mounts them ({@code tls.crt}, {@code tls.key}).
     *
     * @param certificates the certificate, and those of the authorities between
     * @param key the key, in PKCS #8, without a password
     * @return the encryption
     */
    public Tls pemIdentity(Path certificates, Path key) {
        return identity(new Access.PemPair(certificates, key, null));
    }

    /**
     * With a certificate and its key from the application.
     *
     * @param store gives both; called on one of Edict's threads, and must return soon
     * @param password gives the key's password, likewise
     * @return the encryption
     */
    public Tls identity(Supplier<KeyStore> store, Supplier<char[]> password) {
        return identity(new Access.ObjectMaterial(store, Secret.from(password)));
    }

    private Tls identity(Access.Material identity) {
        return new Tls(new Access.Tls(settings.trust(), identity, settings.hostNames(), settings.protocols()));
    }

    /**
     * Takes a server's certificate whatever host name it is for: whoever holds any certificate of the trusted authorities
     * can then pass for the cluster.
     *
     * @return the encryption
     */
    public Tls withoutHostNames() {
        return new Tls(new Access.Tls(settings.trust(), settings.identity(), false, settings.protocols()));
    }

    /**
     * Speaks certain versions of TLS only.
     *
     * @param names as the JDK calls them, such as {@code TLSv1.3}
     * @return the encryption
     * @throws InvalidRequestException if none is named, or one that is no version of TLS
     */
    public Tls protocols(String... names) {
        for (String name : names) {
            if (!name.matches("TLSv1\\.[23]")) {
                throw new InvalidRequestException(
                        "protocols may be TLSv1.3 and TLSv1.2, but not " + name + "; older ones are broken");
            }
        }
        if (names.length == 0) {
            throw new InvalidRequestException("protocols must name at least one version, TLSv1.3 or TLSv1.2");
        }
        return new Tls(new Access.Tls(settings.trust(), settings.identity(), settings.hostNames(), List.of(names)));
    }

    Access.Tls settings() {
        return settings;
    }

    /** Which files, and no secrets. */
    @Override
    public String toString() {
        return settings.toString();
    }
}
