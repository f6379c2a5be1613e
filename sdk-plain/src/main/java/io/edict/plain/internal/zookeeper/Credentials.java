package io.edict.plain.internal.zookeeper;

import io.edict.error.InvalidRequestException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ClientX509Util;
import org.apache.zookeeper.common.X509Exception;
import org.apache.zookeeper.common.X509Util;
import org.jspecify.annotations.Nullable;

/**
 * What a client shows a cluster at one time: files and callbacks were asked when this was loaded, and are asked again by
 * the next. Closed when the connection that uses them is.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared but by its content, never shared
record Credentials(
        Access access,
        @Nullable KeyFile trust,
        @Nullable KeyFile identity,
        byte[] print,
        byte @Nullable [] digest,
        @Nullable String section)
        implements AutoCloseable {
    static final int READABLE_BYTES = 2 * 1024 * 1024;

    /**
     * Asks all files and callbacks.
     *
     * @throws InvalidRequestException if one cannot be read, or does not hold what it should
     */
    static Credentials load(Access access) {
        Access.Tls tls = access.tls();
        KeyFile trust = tls == null || tls.trust() == null ? null : KeyFile.load(tls.trust());
        KeyFile identity = tls == null || tls.identity() == null ? null : KeyFile.load(tls.identity());
        Credentials loaded = new Credentials(
                access, trust, identity, print(access), digest(access.login()), section(access.login()));
        if (tls != null) {
            loaded.checkMaterial();
        }
        return loaded;
    }

    /** What changes when the credentials do. */
    static byte[] print(Access access) {
        Access.Tls tls = access.tls();
        Access.Login login = access.login();
        byte[] password = login == null ? new byte[0] : bytes(login.password());
        byte[] print = Prints.of(
                tls == null || tls.trust() == null ? new byte[0] : KeyFile.print(tls.trust()),
                tls == null || tls.identity() == null ? new byte[0] : KeyFile.print(tls.identity()),
                password);
        Arrays.fill(password, (byte) 0);
        return print;
    }

    private void checkMaterial() {
        try {
            sslContext();
        } catch (GeneralSecurityException | X509Exception e) {
            close();
            throw new InvalidRequestException("The certificates and keys for TLS cannot be opened (" + this
                    + "); check that they are PEM, PKCS12 or JKS, and that their passwords fit");
        }
    }

    private static @Nullable String section(Access.@Nullable Login login) {
        if (login == null || login.kind() == Access.Kind.DIGEST) {
            return null;
        }
        return login.kind() == Access.Kind.JAAS ? login.name() : SaslSections.add(login);
    }

    boolean differs(byte[] otherPrint) {
        return !Arrays.equals(print, otherPrint);
    }

    private static byte @Nullable [] digest(Access.@Nullable Login login) {
        if (login == null || login.kind() != Access.Kind.DIGEST) {
            return null;
        }
        byte[] user = (login.name() + ":").getBytes(StandardCharsets.UTF_8);
        byte[] password = bytes(login.password());
        byte[] both = Arrays.copyOf(user, user.length + password.length);
        System.arraycopy(password, 0, both, user.length, password.length);
        Arrays.fill(password, (byte) 0);
        return both;
    }

    /** Tells a new session who is there; the session repeats it whenever it connects. */
    void introduce(ZooKeeper session) {
        if (digest != null) {
            session.addAuthInfo("digest", digest);
        }
        if (access.ensemble() != null) {
            session.addAuthInfo("ensemble", access.ensemble().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static byte[] bytes(@Nullable Secret secret) {
        if (secret == null) {
            return new byte[0];
        }
        char[] password = secret.get();
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        Arrays.fill(password, '\0');
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        for (int i = 0; i < encoded.limit(); i++) {
            encoded.put(i, (byte) 0);
        }
        return bytes;
    }

    /** Everything explicit: the defaults come from system properties, which another library may have set. */
    ZKClientConfig config() {
        ZKClientConfig config = new ZKClientConfig();
        Access.Tls tls = access.tls();
        config.setProperty(ZKClientConfig.SECURE_CLIENT, Boolean.toString(tls != null));
        config.setProperty(
                ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET,
                tls == null ? "ClientCnxnSocketNIO" : "ClientCnxnSocketNetty");
        config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT, "0");
        config.setProperty(ZKClientConfig.DISABLE_AUTO_WATCH_RESET, "true"); // HeadWatch sets them, in small requests
        config.setProperty("jute.maxbuffer", Integer.toString(READABLE_BYTES));
        config.setProperty(X509Util.FIPS_MODE_PROPERTY, Boolean.toString(access.fips()));
        sasl(config);
        tls(config, tls);
        return config;
    }

    private void sasl(ZKClientConfig config) {
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, Boolean.toString(section != null));
        if (section != null) {
            config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, section);
        }
        Access.Login login = access.login();
        if (login != null && login.kind() == Access.Kind.SASL) {
            config.setProperty(ZKClientConfig.ZK_SASL_CLIENT_CANONICALIZE_HOSTNAME, "false");
        }
    }

    private void tls(ZKClientConfig config, Access.@Nullable Tls tls) {
        try (ClientX509Util names = new ClientX509Util()) {
            config.setProperty(names.getSslKeystoreLocationProperty(), location(identity));
            config.setProperty(names.getSslKeystorePasswdProperty(), password(identity));
            config.setProperty(names.getSslKeystorePasswdPathProperty(), null);
            config.setProperty(names.getSslKeystoreTypeProperty(), type(identity));
            config.setProperty(names.getSslTruststoreLocationProperty(), location(trust));
            config.setProperty(names.getSslTruststorePasswdProperty(), password(trust));
            config.setProperty(names.getSslTruststorePasswdPathProperty(), null);
            config.setProperty(names.getSslTruststoreTypeProperty(), type(trust));
            config.setProperty(
                    names.getSslHostnameVerificationEnabledProperty(),
                    Boolean.toString(tls == null || tls.hostNames()));
            config.setProperty(names.getSslAllowReverseDnsLookupProperty(), "false");
            config.setProperty(names.getSslEnabledProtocolsProperty(), String.join(",", protocols(tls)));
            config.setProperty(names.getSslCipherSuitesProperty(), null);
            config.setProperty(names.getSslContextSupplierClassProperty(), null);
            config.setProperty(names.getSslCrlEnabledProperty(), "false");
            config.setProperty(names.getSslOcspEnabledProperty(), "false");
            config.setProperty(names.getSslProviderProperty(), null);
        }
    }

    static String[] protocols(Access.@Nullable Tls tls) {
        return tls == null || tls.protocols().isEmpty()
                ? new String[] {"TLSv1.3", "TLSv1.2"}
                : tls.protocols().toArray(new String[0]);
    }

    private static String location(@Nullable KeyFile file) {
        return file == null ? "" : file.path().toString();
    }

    private static String password(@Nullable KeyFile file) {
        return file == null ? "" : file.password();
    }

    private static @Nullable String type(@Nullable KeyFile file) {
        return file == null ? null : file.type();
    }

    /** The same material as ZooKeeper's client uses, to find out what a server objects to. */
    SSLContext sslContext() throws GeneralSecurityException, X509Exception {
        KeyManager[] keys = identity == null
                ? null
                : new KeyManager[] {
                    X509Util.createKeyManager(identity.path().toString(), identity.password(), identity.type())
                };
        TrustManager[] authorities = trust == null
                ? null
                : new TrustManager[] {
                    X509Util.createTrustManager(
                            trust.path().toString(),
                            trust.password(),
                            trust.type(),
                            false,
                            false,
                            false,
                            false,
                            false,
                            true)
                };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, authorities, null);
        return context;
    }

    @Override
    public void close() {
        if (trust != null) {
            trust.close();
        }
        if (identity != null) {
            identity.close();
        }
        Access.Login login = access.login();
        if (section != null && login != null && login.kind() == Access.Kind.SASL) {
            SaslSections.remove(section);
        }
    }

    /** Nothing that is secret. */
    @Override
    public String toString() {
        return "Credentials[trust=" + trust + ", identity=" + identity + "]";
    }
}
