package io.edict.plain.internal.client;

import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.Publication;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.AccessDeniedException;
import io.edict.error.ConflictException;
import io.edict.error.ContentTooLargeException;
import io.edict.error.EdictException;
import io.edict.error.StoreUnreachableException;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an operator does after a restore from a backup, on the caller's thread. Safe to be done again after a failure. */
public final class Recovery {
    /** So that nothing of history is given up: whoever restores may still want to look at it. */
    private static final int KEEP_ALL = 1_000_000_000;

    private final ConfigStore store;
    private final ConfigPublisher publisher;
    private final Duration timeout;

    Recovery(ConfigStore store, ConfigPublisher publisher, Duration timeout) {
        this.store = store;
        this.publisher = publisher;
        this.timeout = timeout;
    }

    /**
     * What the documents of a store are like.
     *
     * @param current the versions that were issued in the store's present incarnation
     * @param earlier the versions that were issued in an earlier one
     * @param unreadable the documents that have no readable version, or none that is trusted, with the reason
     */
    public record Found(List<VersionInfo> current, List<VersionInfo> earlier, Map<DocumentId, String> unreadable) {}

    /**
     * What came of publishing again.
     *
     * @param published the new versions
     * @param failed the documents that could not be published again, with the reason
     */
    public record Done(List<PublishResult> published, Map<DocumentId, String> failed) {}

    /** The store's present incarnation. */
    public long incarnation() {
        return store.incarnation(Deadline.after(timeout));
    }

    /** Raises the incarnation by one, if it is the expected one. */
    public long raise(long expected) {
        return store.raiseIncarnation(expected, Deadline.after(timeout));
    }

    /** Looks at every document. */
    public Found look() {
        long incarnation = incarnation();
        List<VersionInfo> current = new ArrayList<>();
        List<VersionInfo> earlier = new ArrayList<>();
        Map<DocumentId, String> unreadable = new TreeMap<>();
        for (String namespace : store.namespaces(Deadline.after(timeout))) {
            for (DocumentId id : store.documents(namespace, Deadline.after(timeout))) {
                Reading reading = store.current(id, Deadline.after(timeout));
                if (reading instanceof Reading.Present present) {
                    VersionInfo info = present.version().info();
                    (info.version().incarnation() < incarnation ? earlier : current).add(info);
                } else if (reading instanceof Reading.Unreadable damage) {
                    unreadable.put(id, String.valueOf(damage.reason().getMessage()));
                } else if (reading instanceof Reading.Untrusted untrusted) {
                    unreadable.put(id, String.valueOf(untrusted.reason().getMessage()));
                }
            }
        }
        return new Found(current, earlier, unreadable);
    }

    /** Publishes every version of an earlier incarnation again. What was published together last stays together. */
    public Done republish() {
        Found found = look();
        List<PublishResult> published = new ArrayList<>();
        Map<DocumentId, String> failed = new TreeMap<>(found.unreadable());
        for (List<VersionInfo> together : transactions(found.earlier())) {
            try {
                published.addAll(publish(together));
            } catch (ConflictException | ContentTooLargeException e) {
                together.forEach(info -> alone(info, published, failed));
            } catch (StoreUnreachableException | AccessDeniedException e) {
                throw e;
            } catch (EdictException e) {
                together.forEach(info -> alone(info, published, failed));
            }
        }
        return new Done(published, failed);
    }

    private static Collection<List<VersionInfo>> transactions(List<VersionInfo> infos) {
        Map<UUID, List<VersionInfo>> byPublish = new LinkedHashMap<>();
        infos.forEach(info -> byPublish
                .computeIfAbsent(info.publishId(), id -> new ArrayList<>())
                .add(info));
        return byPublish.values();
    }

    private void alone(VersionInfo info, List<PublishResult> published, Map<DocumentId, String> failed) {
        try {
            published.addAll(publish(List.of(info)));
        } catch (StoreUnreachableException e) {
            throw e;
        } catch (EdictException e) {
            if (!isOfPresentIncarnation(info.id())) {
                failed.put(info.id(), String.valueOf(e.getMessage()));
            }
        }
    }

    private boolean isOfPresentIncarnation(DocumentId id) {
        Reading reading = store.current(id, Deadline.after(timeout));
        return reading instanceof Reading.Present present
                && present.version().info().version().incarnation() == incarnation();
    }

    private List<PublishResult> publish(List<VersionInfo> together) {
        return publisher.publish(together.stream().map(Recovery::again).toList());
    }

    private static Publication again(VersionInfo info) {
        long number = info.version().number();
        Publication same =
                info.isDeletion() ? Publication.deletion(info.id()) : Publication.rollback(info.id(), number);
        @Nullable
        String before = info.origin().message().isEmpty() ? null : info.origin().message();
        return same.ifVersion(number)
                .keeping(KEEP_ALL)
                .because("Published again after a restore, as it was in version " + info.version()
                        + (before == null ? "" : ": " + before));
    }
}
