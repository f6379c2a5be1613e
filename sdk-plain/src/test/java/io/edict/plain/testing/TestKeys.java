package io.edict.plain.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An authority with certificates and keys of its own, made by this JDK's {@code keytool} into a directory. Nothing of it
 * outlives the test, and nothing is worth keeping.
 */
public final class TestKeys {
    /** The password of all key stores. */
    public static final String PASSWORD = "only-for-tests";

    private final Path directory;
    private final Path all;

    private TestKeys(Path directory) {
        this.directory = directory;
        this.all = directory.resolve("all.p12");
    }

    /** An authority, and a server certificate for {@code localhost} and a client certificate that it signed. */
    public static TestKeys in(Path directory) {
        TestKeys keys = new TestKeys(directory);
        keys.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test Authority", "-ext", "bc:c=ca:true");
        keys.keytool(
                "-genkeypair", "-alias", "server", "-dname", "CN=server", "-ext", "san=dns:localhost", "-signer", "ca");
        keys.client("client");
        keys.write(directory.resolve("password"), PASSWORD + "\n");
        keys.pem("ca", keys.authority(), false);
        keys.export("server");
        keys.trustStore();
        return keys;
    }

    /** Another client certificate by the same authority, for the name CN=alias. */
    public void client(String alias) {
        keytool("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-signer", "ca");
        export(alias);
        pem(alias, directory.resolve(alias + ".crt"), false);
        pem(alias, directory.resolve(alias + ".pem"), true);
        writeKey(alias);
    }

    /** A certificate and its key as PKCS12. */
    public Path store(String alias) {
        return directory.resolve(alias + ".p12");
    }

    /** A certificate and its key in one PEM file. */
    public Path pem(String alias) {
        return directory.resolve(alias + ".pem");
    }

    /** A certificate as PEM. */
    public Path certificate(String alias) {
        return directory.resolve(alias + ".crt");
    }

    /** A key as PEM. */
    public Path key(String alias) {
        return directory.resolve(alias + ".key");
    }

    /** The authority's certificate as PEM. */
    public Path authority() {
        return directory.resolve("ca.crt");
    }

    /** The authority's certificate as JKS. */
    public Path authorityStore() {
        return directory.resolve("ca.jks");
    }

    /** A file that holds {@link #PASSWORD}. */
    public Path password() {
        return directory.resolve("password");
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", all.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("keytool.log").toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(Files.readString(directory.resolve("keytool.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keys were made", e);
        }
    }

    /** A key store that was made here. */
    public KeyStore load(Path store, String type) {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore loaded = KeyStore.getInstance(type);
            loaded.load(in, PASSWORD.toCharArray());
            return loaded;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void export(String alias) {
        try {
            KeyStore from = load(all, "PKCS12");
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            one.setKeyEntry(
                    alias,
                    from.getKey(alias, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    from.getCertificateChain(alias));
            store(one, store(alias));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void trustStore() {
        try {
            KeyStore trust = KeyStore.getInstance("JKS");
            trust.load(null, null);
            trust.setCertificateEntry("ca", load(all, "PKCS12").getCertificate("ca"));
            store(trust, authorityStore());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void store(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private void pem(String alias, Path file, boolean withKey) {
        try {
            KeyStore from = load(all, "PKCS12");
            StringBuilder text = new StringBuilder();
            if (withKey) {
                text.append(block(
                        "PRIVATE KEY",
                        from.getKey(alias, PASSWORD.toCharArray()).getEncoded()));
            }
            for (var certificate : from.getCertificateChain(alias)) {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            }
            write(file, text.toString());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void writeKey(String alias) {
        try {
            byte[] key =
                    load(all, "PKCS12").getKey(alias, PASSWORD.toCharArray()).getEncoded();
            write(key(alias), block("PRIVATE KEY", key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String block(String kind, byte[] bytes) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    private void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
