package io.edict.plain.internal.signing;

import io.edict.plain.internal.fs.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys in a directory, one in each file {@code *.pub}, read again when a file comes, changes or goes.
 *
 * <p>A file that becomes unreadable later gives no key until it is mended, and the others count: nobody is trusted by
 * mistake. A directory that cannot be listed leaves the keys as they were. Both are logged.
 *
 * <p>Safe for use by many threads. {@link #get} touches the disk at most once in 500 ms, and then looks at the names and times of
 * the files; a second thread does not wait for the first.
 */
public final class KeyDirectory implements Supplier<Map<String, TrustedKey>> {
    private static final Logger log = LoggerFactory.getLogger(KeyDirectory.class);
    private static final long LOOK_EVERY_NANOS = 500_000_000L;
    private static final long MOST_BYTES = 64 * 1024;

    private final Path directory;
    private Map<Path, Look> seen;
    private volatile Map<String, TrustedKey> keys;
    private volatile long lookedNanos;

    /**
     * Reads a directory.
     *
     * @throws IllegalArgumentException if it has no key, or a file is none; says which
     */
    public KeyDirectory(Path directory) {
        this.directory = directory;
        try {
            seen = looks();
            keys = read(seen, true);
        } catch (IOException e) {
            throw new IllegalArgumentException(directory + " cannot be read: " + Reason.of(e), e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(directory + " has no file *.pub, so that nothing would be trusted");
        }
        lookedNanos = System.nanoTime();
    }

    /** What a file looked like. */
    private record Look(FileTime modified, long size, Object key) {}

    @Override
    public Map<String, TrustedKey> get() {
        if (System.nanoTime() - lookedNanos >= LOOK_EVERY_NANOS) {
            look();
        }
        return keys;
    }

    private synchronized void look() {
        if (System.nanoTime() - lookedNanos < LOOK_EVERY_NANOS) {
            return;
        }
        try {
            Map<Path, Look> now = looks();
            if (!now.equals(seen)) {
                Map<String, TrustedKey> fresh = read(now, false);
                seen = now;
                if (!fresh.equals(keys)) {
                    keys = fresh;
                    log.info("The trusted keys in {} are now {}", directory, keys.values());
                }
            }
        } catch (IOException e) {
            log.warn("The trusted keys in {} cannot be listed, and stay as they are: {}", directory, Reason.of(e));
        }
        lookedNanos = System.nanoTime();
    }

    private Map<Path, Look> looks() throws IOException {
        Map<Path, Look> looks = new TreeMap<>();
        for (Path file : files()) {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            looks.put(file, new Look(attributes.lastModifiedTime(), attributes.size(), key == null ? file : key));
        }
        return looks;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().endsWith(".pub"))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Map<String, TrustedKey> read(Map<Path, Look> files, boolean strict) {
        Map<String, TrustedKey> read = new HashMap<>();
        for (Path file : files.keySet()) {
            try {
                TrustedKey key = read(file);
                read.merge(key.id(), key, TrustedKey::together);
            } catch (IOException | IllegalArgumentException e) {
                String problem = file + " holds no trusted key: "
                        + (e instanceof IOException failed ? Reason.of(failed) : e.getMessage());
                if (strict) {
                    throw new IllegalArgumentException(problem, e);
                }
                log.warn("{}; nothing is trusted by it until it is mended", problem);
            }
        }
        return Map.copyOf(read);
    }

    private static TrustedKey read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException("it has more than " + MOST_BYTES + " bytes");
        }
        return TrustedKey.ofPem(Files.readString(file));
    }
}
