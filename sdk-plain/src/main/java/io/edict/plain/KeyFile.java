package io.edict.plain;

import io.edict.plain.internal.secrets.KeySet;
import io.edict.plain.internal.secrets.KeysUnusableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keys in a file that is looked at before each use. A file that was written so shortly before it was read that another
 * write might show the same time is read again.
 */
final class KeyFile implements KeyProvider {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final Duration STAMP_GRAIN = Duration.ofSeconds(2);
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;
    private final AtomicLong edition = new AtomicLong();
    private volatile Read read = new Read(null, null, "");

    /** A state of the file. */
    private record Stamp(
            long size,
            long millis,
            @Nullable Object key,
            @Nullable Set<PosixFilePermission> permissions) {}

    /**
     * What was read last.
     *
     * @param stamp the state that it was read in, or null if it must be read again
     * @param keys the last good keys, if there ever were any
     * @param problem why the file cannot be used now, or an empty text
     */
    private record Read(@Nullable Stamp stamp, @Nullable KeySet keys, String problem) {
        boolean saysTheSameAs(Read other) {
            return problem.equals(other.problem)
                    && (keys == null ? other.keys == null : other.keys != null && keys.sameAs(other.keys));
        }

        /** Returns whether there is a problem; never a key. */
        @Override
        public String toString() {
            return problem.isEmpty() ? "read" : problem;
        }
    }

    KeyFile(Path file) {
        this.file = file;
    }

    @Override
    public String currentKeyId() {
        Read now = now();
        if (now.keys == null || !now.problem.isEmpty()) {
            throw new KeysUnusableException(now.problem);
        }
        return now.keys.current();
    }

    @Override
    public byte @Nullable [] wrap(String keyId, byte[] dataKey, byte[] context) throws GeneralSecurityException {
        KeySet keys = keys(keyId);
        return keys == null ? null : keys.wrap(keyId, dataKey, context);
    }

    @Override
    public byte @Nullable [] unwrap(String keyId, byte[] wrapped, byte[] context) throws GeneralSecurityException {
        KeySet keys = keys(keyId);
        return keys == null ? null : keys.unwrap(keyId, wrapped, context);
    }

    /** How often the keys, or what keeps them from being used, were seen to change. */
    long edition() {
        now();
        return edition.get();
    }

    /** The keys, or null if there is no such key among them. */
    private @Nullable KeySet keys(String keyId) {
        Read now = now();
        if (now.keys != null && now.keys.has(keyId)) {
            return now.keys;
        }
        if (!now.problem.isEmpty()) {
            throw new KeysUnusableException(now.problem);
        }
        return null;
    }

    /** Threads may read the file at the same time; each then has what was there. */
    private Read now() {
        Read last = read;
        Read fresh = fresh(last);
        read = fresh;
        if (!fresh.saysTheSameAs(last)) {
            edition.incrementAndGet();
        }
        return fresh;
    }

    private Read fresh(Read last) {
        try {
            Stamp stamp = stamp();
            return stamp.equals(last.stamp) ? last : read(stamp, last);
        } catch (NoSuchFileException e) {
            return new Read(null, last.keys, "there is no key file " + file + "; put it there");
        } catch (IOException e) {
            return new Read(
                    null,
                    last.keys,
                    "the key file " + file + " cannot be read (" + e.getClass().getSimpleName()
                            + "); see to its owner and permissions");
        }
    }

    private Read read(Stamp stamp, Read last) throws IOException {
        if (stamp.permissions != null && !OWNERS.containsAll(stamp.permissions)) {
            return new Read(
                    stamp,
                    last.keys,
                    "the key file " + file + " can be accessed by others than its owner; run chmod 600");
        }
        long before = System.currentTimeMillis();
        byte[] bytes = bytes();
        try {
            KeySet keys = KeySet.of(new String(bytes, StandardCharsets.UTF_8), "the key file " + file);
            return new Read(stamp.millis + STAMP_GRAIN.toMillis() < before ? stamp : null, keys, "");
        } catch (KeysUnusableException e) {
            return new Read(null, last.keys, String.valueOf(e.getMessage()));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private byte[] bytes() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES);
        }
    }

    private Stamp stamp() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return new Stamp(
                attributes.size(),
                attributes.lastModifiedTime().toMillis(),
                attributes.fileKey(),
                posix == null ? null : posix.readAttributes().permissions());
    }

    /** Returns the file's name; never a key. */
    @Override
    public String toString() {
        return "keys in the file " + file;
    }
}
