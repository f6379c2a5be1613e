package io.edict.plain;

import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.zookeeper.Access;
import io.edict.plain.internal.zookeeper.Secret;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * How a client proves who it is, beside the certificate that it may show through {@link Tls}. Immutable.
 *
 * <p>A password comes from a file or a callback, which is asked whenever a connection is made and looked at every five
 * seconds besides: when it changes, the client connects with the new one, and then gives up the old connection. A callback
 * is called on one of Edict's threads, must return soon, and must return a new array each time, because it is wiped.
 */
public final class Login {
    private final Access.Login settings;

    private Login(Access.Login settings) {
        this.settings = settings;
    }

    /**
     * With ZooKeeper's scheme {@code digest}: user and password go to the servers as they are, so use it over TLS only. The
     * servers take any pair: a wrong password shows as access denied, and only there.
     *
     * @param user the user
     * @param passwordFile a file that holds the password, in UTF-8; line breaks at its end do not count
     * @return the login
     * @throws InvalidRequestException if the user is empty or has a colon
     */
    public static Login digest(String user, Path passwordFile) {
        return new Login(new Access.Login(Access.Kind.DIGEST, user(user), Secret.file(passwordFile)));
    }

    /**
     * As {@link #digest(String, Path)}, with a callback.
     *
     * @param user the user
     * @param password gives the password
     * @return the login
     * @throws InvalidRequestException if the user is empty or has a colon
     */
    public static Login digest(String user, Supplier<char[]> password) {
        return new Login(new Access.Login(Access.Kind.DIGEST, user(user), Secret.from(password)));
    }

    /**
     * With SASL and DIGEST-MD5: the password is not sent, and a wrong one is refused. ZooKeeper's FIPS mode forbids it, so it
     * needs {@link Cluster#fipsMode fipsMode(false)}.
     *
     * @param user the user
     * @param passwordFile a file that holds the password, in UTF-8; line breaks at its end do not count
     * @return the login
     * @throws InvalidRequestException if the user is empty or has a colon
     */
    public static Login sasl(String user, Path passwordFile) {
        return new Login(new Access.Login(Access.Kind.SASL, user(user), Secret.file(passwordFile)));
    }

    /**
     * As {@link #sasl(String, Path)}, with a callback.
     *
     * @param user the user
     * @param password gives the password
     * @return the login
     * @throws InvalidRequestException if the user is empty or has a colon
     */
    public static Login sasl(String user, Supplier<char[]> password) {
        return new Login(new Access.Login(Access.Kind.SASL, user(user), Secret.from(password)));
    }

    /**
     * With SASL, as a section of the JVM's JAAS configuration says: for Kerberos.
     *
     * @param section the section's name
     * @return the login
     * @throws InvalidRequestException if the name is empty
     */
    public static Login jaas(String section) {
        return new Login(new Access.Login(Access.Kind.JAAS, user(section), null));
    }

    private static String user(String name) {
        if (name.isBlank() || name.indexOf(':') >= 0) {
            throw new InvalidRequestException("A login needs a name without a colon, but has \"" + name + "\"");
        }
        return name;
    }

    Access.Login settings() {
        return settings;
    }

    /** Who, and where the password comes from. */
    @Override
    public String toString() {
        return settings.toString();
    }
}
