package io.edict.plain;

import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.zookeeper.Secret;
import io.edict.plain.internal.zookeeper.Users;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Somebody to whom a cluster grants rights, as ZooKeeper knows them: a scheme, and a name in it. Two are equal if both are.
 *
 * @param scheme {@code sasl}, {@code x509}, {@code digest}, {@code world} or another one that the servers know
 * @param id the name in the scheme; for {@code digest} the user and the hash of user and password
 */
public record Identity(String scheme, String id) {
    /**
     * Checks both.
     *
     * @param scheme the scheme
     * @param id the name in it
     * @throws InvalidRequestException if one is empty, or the scheme is {@code ip} or {@code auth}
     */
    public Identity {
        if (scheme.isBlank() || id.isBlank()) {
            throw new InvalidRequestException("An identity needs a scheme and a name, such as sasl:orders");
        }
        if (scheme.equals("ip") || scheme.equals("auth")) {
            throw new InvalidRequestException("The scheme " + scheme + " is none to grant rights to: addresses are no"
                    + " identities, and auth depends on who asks; use sasl, x509 or digest");
        }
        if (scheme.equals("digest") && id.indexOf(':') < 1) {
            throw new InvalidRequestException("An identity of the scheme digest needs user:hash; with"
                    + " Identity.digest the hash is made from the password");
        }
    }

    /**
     * A user who logs in with {@link Login#sasl SASL}, or a Kerberos principal.
     *
     * @param user the user
     * @return the identity
     */
    public static Identity sasl(String user) {
        return new Identity("sasl", user);
    }

    /**
     * Whoever shows a client certificate for a name.
     *
     * @param subject the certificate's whole subject, such as {@code CN=orders,O=Example}
     * @return the identity
     */
    public static Identity x509(String subject) {
        return new Identity("x509", subject);
    }

    /**
     * A user who logs in with {@link Login#digest}.
     *
     * @param user the user
     * @param passwordFile a file that holds the password
     * @return the identity, which holds a hash
     */
    public static Identity digest(String user, Path passwordFile) {
        return new Identity("digest", Users.digest(user, Secret.file(passwordFile)));
    }

    /**
     * As {@link #digest(String, Path)}, with a callback.
     *
     * @param user the user
     * @param password gives the password
     * @return the identity, which holds a hash
     */
    public static Identity digest(String user, Supplier<char[]> password) {
        return new Identity("digest", Users.digest(user, Secret.from(password)));
    }

    /**
     * Everybody who reaches the servers.
     *
     * @return the identity
     */
    public static Identity anyone() {
        return new Identity("world", "anyone");
    }

    /** The scheme and the name, without a hash. */
    @Override
    public String toString() {
        return scheme + ":" + (scheme.equals("digest") ? id.substring(0, id.indexOf(':')) : id);
    }
}
