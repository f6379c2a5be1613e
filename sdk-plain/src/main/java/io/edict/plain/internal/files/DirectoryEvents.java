package io.edict.plain.internal.files;

import io.edict.plain.internal.fs.Reason;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that something happened in some directories: what happened does not matter, all of them are looked at then. Where
 * the system cannot tell, or not for one more directory, it says so once, and the regular look must do.
 *
 * <p>The system's own events come on a thread of the platform's; here nothing blocks. Safe for use by many threads.
 */
final class DirectoryEvents implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DirectoryEvents.class);

    private @Nullable WatchService service; // guarded by this
    private final Map<Path, WatchKey> keys = new HashMap<>(); // guarded by this
    private boolean complained; // guarded by this

    synchronized void start() {
        try {
            service = FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            log.warn(
                    "The system does not tell of changed files: {}; they are found by the regular look",
                    e.getMessage());
        }
    }

    /** Watches these directories and no others; true if one is new, in which something may have happened already. */
    synchronized boolean watch(Collection<Path> directories) {
        WatchService watching = service;
        if (watching == null) {
            return false;
        }
        keys.entrySet().removeIf(each -> {
            boolean over =
                    !directories.contains(each.getKey()) || !each.getValue().isValid();
            if (over) {
                each.getValue().cancel();
            }
            return over;
        });
        boolean added = false;
        for (Path directory : directories) {
            added |= !keys.containsKey(directory) && add(watching, directory);
        }
        return added;
    }

    private boolean add(WatchService watching, Path directory) {
        try {
            keys.put(
                    directory,
                    directory.register(
                            watching,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE));
            return true;
        } catch (ClosedWatchServiceException closed) {
            return false;
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                log.warn(
                        "The system does not tell of changes in {}: {}; they are found by the regular look",
                        directory,
                        Reason.of(e));
            }
            return false;
        }
    }

    /** Whether something happened since this was asked last. */
    synchronized boolean poll() {
        boolean happened = false;
        WatchService watching = service;
        if (watching == null) {
            return false;
        }
        try {
            for (WatchKey key = watching.poll(); key != null; key = watching.poll()) {
                key.pollEvents();
                key.reset();
                happened = true;
            }
        } catch (ClosedWatchServiceException closed) {
            return false;
        }
        return happened;
    }

    @Override
    public synchronized void close() {
        WatchService watching = service;
        if (watching != null) {
            try {
                watching.close();
            } catch (IOException e) {
                log.debug("Watching could not be ended: {}", e.getMessage());
            }
        }
    }
}
