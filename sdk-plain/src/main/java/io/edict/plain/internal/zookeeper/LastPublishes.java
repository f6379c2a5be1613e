package io.edict.plain.internal.zookeeper;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.edict.DocumentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows from what it published last: the heads as it left them, and the rights that it had read for that.
 * The next publish builds on that without asking, and what has changed meanwhile fails its transaction, which costs one more
 * round trip. What is told to anybody, above all that there is a conflict, is always read.
 *
 * <p>Rights that were changed by hand leave no trace that a transaction could check. So nothing is remembered for longer than
 * {@link #LONGEST}, counted from before it was read or sent, nor beyond the session in which it was learnt: the data
 * versions of a cluster that was restored meanwhile mean something else.
 *
 * <p>A document of which the last memory was out of date has other publishers. It is read until it is found once as it was
 * left. Bounded in number; any thread.
 */
final class LastPublishes {
    static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int MOST = 1_000;

    private final LongSupplier nanos;
    private final Cache<DocumentId, Left> documents =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<String, Read> rights =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /**
     * Remembers nothing yet.
     *
     * @param nanos the time, as {@link System#nanoTime} tells it
     */
    LastPublishes(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Where and when something was learnt.
     *
     * @param session the session's id
     * @param since when it was asked for, or sent
     */
    record Moment(long session, long since) {}

    /**
     * A document as it was left.
     *
     * @param alone whether nobody else is known to publish it
     */
    private record Left(Moment moment, Current state, boolean alone) {}

    private record Read(Moment moment, NamespaceAcl acl) {}

    /** Now, in a session. */
    Moment moment(Handle handle) {
        return new Moment(handle.session(), nanos.getAsLong());
    }

    /** What the next version of some documents may build on, or null if not all of it is known. */
    @Nullable
    Basis recall(@Nullable ClusterNode cluster, Moment now, List<DocumentId> ids) {
        if (cluster == null || !cluster.takesPublishes()) {
            return null;
        }
        List<Current> states = new ArrayList<>(ids.size());
        Map<String, NamespaceAcl> access = new HashMap<>();
        for (DocumentId id : ids) {
            Left left = documents.getIfPresent(id);
            Read read = rights.getIfPresent(id.namespace());
            if (left == null
                    || read == null
                    || !left.alone()
                    || !isGood(left.moment(), now)
                    || !isGood(read.moment(), now)) {
                return null;
            }
            states.add(left.state());
            access.put(id.namespace(), read.acl());
        }
        return new Basis(cluster, states, access, true);
    }

    private static boolean isGood(Moment moment, Moment now) {
        return moment.session() == now.session() && now.since() - moment.since() < LONGEST.toNanos();
    }

    /**
     * A transaction was seen to take effect.
     *
     * @param moment before anything of what it builds on was read, or before it was sent if that was recalled
     */
    void applied(Plan plan, Basis basis, Moment moment) {
        for (Plan.Part part : plan.parts()) {
            Left before = documents.getIfPresent(part.id());
            boolean alone = before == null
                    || before.state().zkVersion() == part.before().zkVersion();
            documents.put(part.id(), new Left(moment, part.after(), alone));
        }
        if (!basis.recalled()) {
            basis.access().forEach((namespace, acl) -> rights.put(namespace, new Read(moment, acl)));
        }
    }

    /** A transaction that was recalled did not take effect, or is not known to have. */
    void failed(List<DocumentId> ids) {
        for (DocumentId id : ids) {
            rights.invalidate(id.namespace());
            documents.asMap().computeIfPresent(id, (same, left) -> new Left(left.moment(), left.state(), false));
        }
    }

    /** Documents that are not published from memory. */
    void forget(List<DocumentId> ids) {
        documents.invalidateAll(ids);
    }
}
