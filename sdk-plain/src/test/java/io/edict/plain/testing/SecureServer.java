package io.edict.plain.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * A server process that takes TLS beside a port in clear, knows users by SASL, has a super user, and calls itself {@value
 * #ENSEMBLE}. The port in clear is also what the process is managed through.
 */
public final class SecureServer implements SharedServers {
    /** What the server calls itself. */
    public static final String ENSEMBLE = "emea";

    /** The password of the super user, whose name is {@code super}. */
    public static final String SUPER_PASSWORD = "only-for-this-test";

    private final Path directory;
    private final ReservedPort secure = new ReservedPort();
    private final Map<String, String> users = new TreeMap<>();
    private final TestKeys keys;
    private final ServerProcess process;

    private SecureServer(String clientAuth) {
        try {
            directory = Files.createTempDirectory("edict-secure-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keys = TestKeys.in(directory);
        process = ServerProcess.standalone(options(clientAuth));
    }

    /** A server that takes clients with and without a certificate. */
    public static SecureServer wantingCertificates() {
        return new SecureServer("want");
    }

    /** A server that takes clients with a certificate only. */
    public static SecureServer needingCertificates() {
        return new SecureServer("need");
    }

    private ServerOptions options(String clientAuth) {
        String auth = "org.apache.zookeeper.server.auth.";
        return ServerOptions.quick()
                .setting("secureClientPort", Integer.toString(secure.number()))
                .setting("secureClientPortAddress", "127.0.0.1")
                .setting("serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory")
                .setting("ssl.keyStore.location", keys.store("server").toString())
                .setting("ssl.keyStore.password", TestKeys.PASSWORD)
                .setting("ssl.trustStore.location", keys.authorityStore().toString())
                .setting("ssl.trustStore.password", TestKeys.PASSWORD)
                .setting("ssl.enabledProtocols", "TLSv1.3,TLSv1.2")
                .setting("ssl.clientAuth", clientAuth)
                .setting("ssl.clientHostnameVerification", "false")
                .setting("authProvider.sasl", auth + "SASLAuthenticationProvider")
                .setting("authProvider.ensemble", auth + "EnsembleAuthenticationProvider")
                .systemProperty("zookeeper.ensembleAuthName", ENSEMBLE)
                .systemProperty("java.security.auth.login.config", jaas().toString())
                .systemProperty("zookeeper.DigestAuthenticationProvider.superDigest", digest("super", SUPER_PASSWORD));
    }

    /** With a user who logs in by SASL; counts from the next start on. */
    public SecureServer user(String name, String password) {
        users.put(name, password);
        return this;
    }

    private Path jaas() {
        return directory.resolve("jaas.conf");
    }

    private void writeUsers() {
        StringBuilder text =
                new StringBuilder("Server {\n  org.apache.zookeeper.server.auth.DigestLoginModule required");
        users.forEach((name, password) -> text.append("\n  user_")
                .append(name)
                .append("=\"")
                .append(password)
                .append('"'));
        try {
            Files.writeString(jaas(), text + ";\n};\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How ZooKeeper writes a user of the scheme {@code digest} into ACLs. */
    public static String digest(String user, String password) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            return user + ":" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void start() {
        users.putIfAbsent("nobody", "nothing");
        writeUsers();
        secure.hand();
        process.start();
    }

    /** Kills the process and starts it anew, with the users as they are now. */
    public void restart() {
        process.kill();
        start();
    }

    /** The process. */
    public ServerProcess process() {
        return process;
    }

    /** The server's certificates and keys, and those of clients. */
    public TestKeys keys() {
        return keys;
    }

    /** The port for TLS. */
    public int securePort() {
        return secure.number();
    }

    /** The port for TLS, by the name that stands in the server's certificate. */
    public String secureConnectString() {
        return "localhost:" + secure.number();
    }

    /** The port in clear. */
    public String connectString() {
        return process.connectString();
    }

    @Override
    public String logTail() {
        return process.logTail();
    }

    @Override
    public void close() {
        process.close();
        secure.close();
        try {
            Files.walkFileTree(directory, new Remover());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
        }
    }
}
