package io.edict.plain.internal.files;

import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.ContentLimit;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.StoredVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.awaitility.Awaitility;

/** Stores over directories, with the threads that they run on, and hands that edit files. */
final class OpenStores implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final int KEEP = 100;

    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final List<FileStore> opened = new ArrayList<>();

    FileStore open(Path directory, Duration check, long limit) {
        FileSettings settings =
                new FileSettings("files", directory, FileSettings.Times.checking(check), new ContentLimit(limit), KEEP);
        FileStore store = new FileStore(settings, worker, timer, InstantSource.system());
        opened.add(store);
        store.start();
        return store;
    }

    /** One that looks at all files every hour, so that the system must tell it of changes, and waits for it to be open. */
    FileStore open(Path directory) {
        FileStore store = open(directory, Duration.ofHours(1), 1024 * 1024);
        await(() -> store.status().get(0).connection() == ClusterStatus.Connection.CONNECTED);
        return store;
    }

    @Override
    public void close() {
        opened.forEach(FileStore::close);
        timer.shutdownNow();
        worker.shutdownNow();
    }

    static Deadline deadline() {
        return Deadline.after(PATIENCE);
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    /** Waits until a document is at a version, and is not beyond it. */
    static StoredVersion awaitVersion(ConfigStore store, DocumentId id, long number) {
        await(() -> store.current(id, deadline()) instanceof Reading.Present present
                && present.version().info().version().number() >= number);
        StoredVersion version = version(store, id);
        if (version.info().version().number() != number) {
            throw new AssertionError(id + " is not at version " + number + " but at " + version);
        }
        return version;
    }

    static StoredVersion version(ConfigStore store, DocumentId id) {
        Reading reading = store.current(id, deadline());
        if (reading instanceof Reading.Present present) {
            return present.version();
        }
        throw new AssertionError(id + " is " + reading);
    }

    /** Saves as most editors do: a new file takes the old one's name. */
    static void save(Path directory, String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling("." + file.getFileName() + ".swp");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new AssertionError("The file cannot be written", e);
        }
    }
}
