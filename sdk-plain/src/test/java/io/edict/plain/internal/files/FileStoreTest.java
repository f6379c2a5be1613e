package io.edict.plain.internal.files;

import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.ConfigStoreContract;
import io.edict.plain.internal.store.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a directory of files. */
class FileStoreTest extends ConfigStoreContract {
    @TempDir
    static Path directory;

    private static final OpenStores STORES = new OpenStores();
    private static ConfigStore store;

    @BeforeAll
    static void start() {
        store = STORES.open(directory, CHECK, LIMIT);
    }

    @AfterAll
    static void stop() {
        STORES.close();
    }

    @Override
    protected ConfigStore store() {
        return store;
    }

    @Override
    protected ConfigStore open() {
        return STORES.open(directory, CHECK, LIMIT);
    }

    @Override
    protected Map<String, String> dump() {
        Map<String, String> dump = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                dump.put(file.toString(), Content.sha256(Files.readAllBytes(file)));
            }
            return dump;
        } catch (IOException e) {
            throw new AssertionError("The directory cannot be read", e);
        }
    }
}
