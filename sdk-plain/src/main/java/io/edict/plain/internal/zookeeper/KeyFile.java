package io.edict.plain.internal.zookeeper;

import io.edict.error.InvalidRequestException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.zookeeper.util.PemReader;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys as ZooKeeper's client takes them, which reads one file each time it connects. What comes
 * otherwise is written into a temporary file, readable by its owner only, under a password that exists in memory only.
 *
 * @param path the file
 * @param password its password, or empty
 * @param type PEM, PKCS12 or JKS
 * @param print what changes when the material does
 * @param temporary whether the file goes when the connection does
 */
@SuppressWarnings("ArrayRecordComponent") // never compared but by its content, never shared
record KeyFile(Path path, String password, String type, byte[] print, boolean temporary) implements AutoCloseable {
    private static final String PEM = "PEM";
    private static final String PKCS12 = "PKCS12";
    private static final byte[] JKS_MAGIC = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED};

    /** What changes when the material does, without making a file. */
    static byte[] print(Access.Material material) {
        if (material instanceof Access.FileMaterial file) {
            return Prints.of(read(file.path()), text(file.password()));
        }
        if (material instanceof Access.PemPair pair) {
            return Prints.of(read(pair.certificates()), read(pair.key()), text(pair.password()));
        }
        Access.ObjectMaterial objects = (Access.ObjectMaterial) material;
        try {
            return Prints.of(
                    ask(objects),
                    objects.password() == null ? null : text(objects.password()).toCharArray());
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /** The material as it is now. */
    static KeyFile load(Access.Material material) {
        if (material instanceof Access.FileMaterial file) {
            return file(file);
        }
        return material instanceof Access.PemPair pair ? pair(pair) : objects((Access.ObjectMaterial) material);
    }

    private static KeyFile file(Access.FileMaterial file) {
        byte[] bytes = read(file.path());
        return new KeyFile(file.path(), text(file.password()), type(bytes), print(file), false);
    }

    private static KeyFile pair(Access.PemPair pair) {
        byte[] print = print(pair);
        File certificates = pair.certificates().toFile();
        Optional<String> password = Optional.of(text(pair.password())).filter(text -> !text.isEmpty());
        try {
            KeyStore store = PemReader.loadKeyStore(certificates, pair.key().toFile(), password);
            return written(store, password.orElse("").toCharArray(), print);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new InvalidRequestException("The certificate " + certificates + " and the key " + pair.key()
                    + " cannot be used (" + e.getClass().getSimpleName() + "); write both as PEM, the key as PKCS #8");
        }
    }

    private static KeyFile objects(Access.ObjectMaterial objects) {
        try {
            char[] password =
                    objects.password() == null ? null : text(objects.password()).toCharArray();
            return written(ask(objects), password, print(objects));
        } catch (GeneralSecurityException | IOException e) {
            throw unusable(e);
        }
    }

    private static KeyStore ask(Access.ObjectMaterial objects) {
        try {
            return objects.store().get();
        } catch (RuntimeException e) {
            throw new InvalidRequestException("The callback for certificates and keys failed with "
                    + e.getClass().getName() + "; mend it");
        }
    }

    private static InvalidRequestException unusable(Exception e) {
        return new InvalidRequestException("The certificates and keys from the application cannot be used ("
                + e.getClass().getSimpleName() + "); give a loaded KeyStore, and the password of its keys");
    }

    /** Without a password, certificates alone. */
    private static KeyFile written(KeyStore store, char @Nullable [] password, byte[] print)
            throws GeneralSecurityException, IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String fresh = HexFormat.of().formatHex(random);
        KeyStore copy = KeyStore.getInstance(PKCS12);
        copy.load(null, null);
        for (String alias : Collections.list(store.aliases())) {
            if (password != null && store.isKeyEntry(alias)) {
                copy.setKeyEntry(
                        alias, store.getKey(alias, password), fresh.toCharArray(), store.getCertificateChain(alias));
            } else if (store.isCertificateEntry(alias)) {
                copy.setCertificateEntry(alias, store.getCertificate(alias));
            }
        }
        Path path = Files.createTempFile("edict-", ".p12");
        path.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(path)) {
            copy.store(out, fresh.toCharArray());
        }
        return new KeyFile(path, fresh, PKCS12, print, true);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InvalidRequestException("The file " + file + " with certificates or keys cannot be read ("
                    + e.getClass().getSimpleName() + "); check that it is there and who may read it");
        }
    }

    private static String type(byte[] bytes) {
        if (new String(bytes, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")) {
            return PEM;
        }
        byte[] begin = Arrays.copyOf(bytes, JKS_MAGIC.length);
        return Arrays.equals(begin, JKS_MAGIC) ? "JKS" : PKCS12;
    }

    private static String text(@Nullable Secret secret) {
        if (secret == null) {
            return "";
        }
        char[] password = secret.get();
        String text = new String(password);
        Arrays.fill(password, '\0');
        return text;
    }

    @Override
    public void close() {
        if (temporary) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The file, without the password. */
    @Override
    public String toString() {
        return temporary ? "certificates and keys from the application" : path.toString();
    }
}
