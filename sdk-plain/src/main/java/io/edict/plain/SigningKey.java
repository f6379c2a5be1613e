package io.edict.plain;

import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.fs.Reason;
import io.edict.plain.internal.signing.PublisherKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Set;

/**
 * A publisher's private key, with which {@link ClientBuilder#signWith} signs every version that it publishes. Ed25519, of
 * the JDK. Immutable; {@code toString} shows the id only.
 *
 * <p>The file is PKCS#8 as PEM text, unencrypted, as {@code openssl genpkey -algorithm ed25519} writes it: give it to its
 * owner only. {@link #publicText()} is what those need who are to trust it.
 */
public final class SigningKey {
    private final PublisherKey key;

    private SigningKey(PublisherKey key) {
        this.key = key;
    }

    /**
     * Makes a new key.
     *
     * @return the key
     */
    public static SigningKey generate() {
        return new SigningKey(PublisherKey.generate());
    }

    /**
     * Reads a key file.
     *
     * @param file the file
     * @return the key
     * @throws InvalidRequestException if it cannot be read, or is no private key of Ed25519
     */
    public static SigningKey read(Path file) {
        try {
            return new SigningKey(PublisherKey.ofPem(Files.readString(file)));
        } catch (IOException e) {
            throw new InvalidRequestException("The signing key " + file + " cannot be read: " + Reason.of(e)
                    + "; name a file that this process can read");
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("The signing key " + file + " cannot be used: " + e.getMessage()
                    + "; make one with \"openssl genpkey -algorithm ed25519\" or \"edict signing-key\"");
        }
    }

    /**
     * Takes a private key that came from elsewhere.
     *
     * @param key the key, whose bytes must be there to be had: one inside a hardware module does not serve
     * @return the key
     * @throws InvalidRequestException if it is none of Ed25519
     */
    public static SigningKey of(PrivateKey key) {
        try {
            return new SigningKey(PublisherKey.of(key));
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException("The signing key cannot be used: " + e.getMessage());
        }
    }

    /**
     * Writes the private key into a new file that only its owner can read, where the file system knows owners.
     *
     * @param file the file, which must not exist
     * @throws InvalidRequestException if it exists, or cannot be written
     */
    public void write(Path file) {
        try {
            boolean posix =
                    Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
            FileAttribute<?>[] attributes = posix
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
            try (SeekableByteChannel channel = Files.newByteChannel(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
                channel.write(ByteBuffer.wrap(key.privatePem().getBytes(StandardCharsets.US_ASCII)));
            }
        } catch (FileAlreadyExistsException e) {
            throw new InvalidRequestException(file + " exists, and no key is written over; name a new file");
        } catch (IOException e) {
            throw new InvalidRequestException("The signing key cannot be written to " + file + ": " + Reason.of(e)
                    + "; name a file in a directory that this process can write");
        }
    }

    /**
     * The key's id: the first 16 hexadecimal digits of the SHA-256 of the public key's X.509 encoding.
     *
     * @return the id
     */
    public String id() {
        return key.id();
    }

    /**
     * The public key.
     *
     * @return the key
     */
    public PublicKey publicKey() {
        return key.publicKey();
    }

    /**
     * The public key as PEM text: what a file {@code *.pub} for {@link TrustedPublishers#inDirectory} holds.
     *
     * @return the text
     */
    public String publicText() {
        return key.publicPem();
    }

    PublisherKey key() {
        return key;
    }

    /** Returns the id, never the key. */
    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
