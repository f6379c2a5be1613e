package io.edict.plain.internal.zookeeper;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.plain.internal.store.Content;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the last versions that were read, heard or published here, so that the next one can be told, or heard, as the
 * difference from it. Holds the text beside what the application has made of it; bounded in bytes, so that of many big
 * documents some are read again as a whole. What is small is never told by its difference, and not kept. Any thread.
 */
final class Shelf {
    /** What is smaller comes along as a whole. */
    static final int SMALLEST = 4 * 1024;

    private static final long MOST_BYTES = 16L * 1024 * 1024;
    private static final int SHARE_OF_HEAP = 32;

    private final Cache<DocumentId, Kept> kept;

    private Shelf(long bytes) {
        this.kept = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((DocumentId id, Kept version) -> version.content().size())
                .executor(Runnable::run)
                .build();
    }

    /** 16 MiB, or 1/32 of the heap if that is less; nothing where nothing is told by its difference. */
    static Shelf of(boolean used) {
        return new Shelf(used ? Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP) : 0);
    }

    /** A version's text. */
    record Kept(Version version, Content content) {}

    /** The text is that of the document's last version now. */
    void keep(VersionInfo info, Content content) {
        if (content.size() < SMALLEST) {
            kept.invalidate(info.id());
        } else {
            kept.put(info.id(), new Kept(info.version(), content));
        }
    }

    /** A version's text, if it is here. */
    @Nullable
    Content find(DocumentId id, long number, String sha256) {
        Kept last = kept.getIfPresent(id);
        if (last == null || last.version().number() != number) {
            return null;
        }
        return last.content().sha256().equals(sha256) ? last.content() : null;
    }
}
