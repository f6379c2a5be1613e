package io.edict.plain.internal.files;

import io.edict.DocumentId;
import io.edict.VersionInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which files have been judged, and for which head, so that an untouched directory costs a look at each file and no
 * reading.
 *
 * <p>Two saves within one tick of the file system's clock look alike. So a file that was changed just before it was judged
 * is judged once more when that time has passed.
 *
 * <p>Guarded by whoever owns it.
 */
final class Known {
    /** Longer than a tick of any file system's clock. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final Map<DocumentId, Judged> judged = new HashMap<>();

    Known(InstantSource clock) {
        this.clock = clock;
    }

    private record Judged(
            List<WorkingFile> files, long number, @Nullable Instant again) {}

    /** Whether these files, under this head, need no judgement. */
    boolean covers(DocumentId id, List<WorkingFile> files, @Nullable VersionInfo head) {
        Judged before = judged.get(id);
        if (before == null) {
            return files.isEmpty() && (head == null || head.isDeletion());
        }
        return before.files().equals(files)
                && before.number() == number(head)
                && (before.again() == null || clock.instant().isBefore(before.again()));
    }

    /** These files were judged under this head. */
    void put(DocumentId id, List<WorkingFile> files, @Nullable VersionInfo head) {
        Instant now = clock.instant();
        Instant again = files.stream()
                .map(file -> instant(file.modified()).plus(TICK))
                .filter(now::isBefore)
                .max(Instant::compareTo)
                .orElse(null);
        judged.put(id, new Judged(List.copyOf(files), number(head), again));
    }

    void forget(DocumentId id) {
        judged.remove(id);
    }

    private static long number(@Nullable VersionInfo head) {
        return head == null ? 0 : head.version().number();
    }

    private static Instant instant(long nanos) {
        long second = TimeUnit.SECONDS.toNanos(1);
        return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second));
    }
}
