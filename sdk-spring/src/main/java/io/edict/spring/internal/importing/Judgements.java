package io.edict.spring.internal.importing;

import io.edict.ClientEvent;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.DocumentStatus.Refusal;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * What the application could use and what not, remembered beside the local copies. While imports are loaded there are no
 * beans to judge versions. Without a memory, a start would take a version that running instances refuse, fail at it, and
 * fail again with each restart, though a good copy is on the disk.
 *
 * <p>Remembered are the versions that were refused while the application ran, and those that were new when a start failed
 * because something could not be bound. The next start passes them over as long as it has a copy of an older version; as
 * soon as the context is there, they are judged again, by the beans. A start that passed something over and failed all the
 * same forgets what was refused, so that the next one tries the newest versions: what is published to mend things is taken.
 *
 * <p>Asked and told by the client's threads and by the one that starts the application; the file is written by one at a time.
 */
final class Judgements {
    private static final String REFUSED = "refused";
    private static final String STARTED = "started";

    private final @Nullable Path file;
    private final Log log;
    private final Map<DocumentId, Version> refused = new ConcurrentHashMap<>();
    private final Map<DocumentId, Version> started = new ConcurrentHashMap<>();
    private volatile boolean starting = true;
    private volatile boolean passedOver;

    private Judgements(@Nullable Path file, Log log) {
        this.file = file;
        this.log = log;
    }

    /**
     * Reads what an application remembers.
     *
     * @param copies the directory for local copies; without one there is nothing to fall back on, and no memory
     * @param application tells applications apart that share the directory
     * @param log for files that cannot be read or written
     */
    static Judgements of(@Nullable Path copies, String application, Log log) {
        Path file = copies == null ? null : copies.resolve(".judged-" + application.replaceAll("[^A-Za-z0-9._-]", "_"));
        Judgements judgements = new Judgements(file, log);
        judgements.read();
        return judgements;
    }

    /** Whether a version is to be passed over now. */
    boolean isUnusable(VersionInfo version) {
        boolean unusable = starting && version.version().equals(refused.get(version.id()));
        passedOver |= unusable;
        return unusable;
    }

    /** Takes note of what becomes of versions once the beans judge them. */
    void heard(ClientEvent event) {
        if (starting) {
            return;
        }
        if (event instanceof ClientEvent.Refused told && told.refusal().version() != null) {
            refused.put(told.id(), told.refusal().version());
            write();
        } else if (event instanceof ClientEvent.Applied told
                && refused.remove(told.snapshot().id()) != null) {
            write();
        }
    }

    /**
     * The context is there: what it was started with is good, and what was passed over is judged by its beans.
     *
     * @param client the running client
     * @param imported what the context was started with
     */
    void started(ConfigClient client, Map<DocumentId, Version> imported) {
        if (!starting) {
            return;
        }
        started.clear();
        started.putAll(imported);
        starting = false;
        noteRefused(client);
        write();
        refused.keySet().forEach(client::reconsider);
    }

    /**
     * The application ends. What was refused a moment ago may not have been told yet, and will not be any more.
     *
     * @param client the client, not closed yet
     */
    void ending(ConfigClient client) {
        if (!starting && noteRefused(client)) {
            write();
        }
    }

    /** Takes note of what stands refused; whether any of it was not known. */
    private boolean noteRefused(ConfigClient client) {
        boolean news = false;
        for (DocumentStatus status : client.status().documents()) {
            Version version = status.refused().map(Refusal::version).orElse(null);
            news |= version != null && !version.equals(refused.put(status.id(), version));
        }
        return news;
    }

    /**
     * The start has failed with a context that was being made.
     *
     * @param imported what the context was to start with
     * @param unbindable whether something could not be bound, as far as can be told
     */
    void failed(Map<DocumentId, Version> imported, boolean unbindable) {
        if (!starting) {
            return;
        }
        if (passedOver) {
            refused.clear();
        } else if (unbindable) {
            imported.forEach((id, version) -> {
                Version good = started.get(id);
                if (good != null && !good.equals(version)) {
                    refused.put(id, version);
                }
            });
        }
        write();
    }

    private void read() {
        if (file == null || Files.notExists(file)) {
            return;
        }
        try {
            Files.readAllLines(file).forEach(this::remember);
        } catch (IOException e) {
            log.warn("What was judged of configuration before is unknown: " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    /** A line that is none is passed by: the file only spares failed starts. */
    private void remember(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 4) {
            return;
        }
        try {
            DocumentId id = DocumentId.of(words[1]);
            Version version = new Version(Long.parseLong(words[2]), Long.parseLong(words[3]));
            if (words[0].equals(REFUSED)) {
                refused.put(id, version);
            } else if (words[0].equals(STARTED)) {
                started.put(id, version);
            }
        } catch (InvalidRequestException | NumberFormatException e) {
            log.debug("A line of " + file + " is not understood");
        }
    }

    private synchronized void write() {
        if (file == null) {
            return;
        }
        List<String> lines = new ArrayList<>();
        started.forEach((id, version) -> lines.add(line(STARTED, id, version)));
        refused.forEach((id, version) -> lines.add(line(REFUSED, id, version)));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("What was judged of configuration is not remembered: " + file + " cannot be written ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static String line(String what, DocumentId id, Version version) {
        return what + " " + id + " " + version.incarnation() + " " + version.number();
    }
}
