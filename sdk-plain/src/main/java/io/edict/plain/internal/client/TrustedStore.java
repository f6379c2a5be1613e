package io.edict.plain.internal.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.edict.ClientEvent;
import io.edict.ClusterStatus;
import io.edict.DocumentId;
import io.edict.PublishResult;
import io.edict.VersionInfo;
import io.edict.error.UntrustedVersionException;
import io.edict.plain.internal.signing.Trust;
import io.edict.plain.internal.signing.TrustedKey;
import io.edict.plain.internal.store.Announcement;
import io.edict.plain.internal.store.Change;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.Deadline;
import io.edict.plain.internal.store.Installation;
import io.edict.plain.internal.store.Issuer;
import io.edict.plain.internal.store.Kept;
import io.edict.plain.internal.store.Reading;
import io.edict.plain.internal.store.Stamp;
import io.edict.plain.internal.store.StoreWatch;
import io.edict.plain.internal.store.StoredVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A store of which only versions get through that somebody trusted has signed. Whatever asks for content comes by here,
 * so nothing unsigned is parsed, shown or published again.
 *
 * <p>Threads: heads are judged on the given worker, what people ask for on their own thread. A version that was found good
 * is not judged again until the trusted keys change.
 */
final class TrustedStore implements ConfigStore {
    private static final long REMEMBERED = 10_000;

    private final ConfigStore store;
    private final Trust trust;
    private final Executor worker;
    private final Cache<Signed, Map<String, TrustedKey>> good = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    TrustedStore(ConfigStore store, Trust trust, Executor worker) {
        this.store = store;
        this.trust = trust;
        this.worker = worker;
    }

    /** What a signature is under, and the signature. */
    private record Signed(String storeId, VersionInfo info) {}

    /** Why a version is not trusted, or null if it is. */
    @Nullable
    UntrustedVersionException objection(StoredVersion version) {
        Signed signed = new Signed(version.storeId(), version.info());
        Map<String, TrustedKey> keys = trust.keys();
        if (keys.equals(good.getIfPresent(signed))) {
            return null;
        }
        UntrustedVersionException objection = trust.objection(signed.storeId(), signed.info());
        if (objection == null) {
            good.put(signed, keys);
        }
        return objection;
    }

    private Reading judged(Reading reading) {
        if (reading instanceof Reading.Present present) {
            UntrustedVersionException objection = objection(present.version());
            if (objection != null) {
                return new Reading.Untrusted(present.version(), objection, present.stamp());
            }
        }
        return reading;
    }

    @Override
    public CompletableFuture<Reading> read(DocumentId id, boolean strong) {
        return store.read(id, strong).thenApplyAsync(this::judged, worker);
    }

    @Override
    public Reading current(DocumentId id, Deadline deadline) {
        return judged(store.current(id, deadline));
    }

    @Override
    public StoredVersion content(DocumentId id, long number, Deadline deadline) {
        StoredVersion version = store.content(id, number, deadline);
        UntrustedVersionException objection = objection(version);
        if (objection != null) {
            throw objection;
        }
        return version;
    }

    @Override
    public void start() {
        store.start();
    }

    @Override
    public List<PublishResult> publish(List<Change> changes, Issuer issuer, Deadline deadline) {
        return store.publish(changes, issuer, deadline);
    }

    @Override
    public List<Installation.Outcome> install(Installation installation, Deadline deadline) {
        return store.install(installation, deadline);
    }

    @Override
    public long oldestKept(DocumentId id, Deadline deadline) {
        return store.oldestKept(id, deadline);
    }

    @Override
    public List<Kept> kept(DocumentId id, Deadline deadline) {
        return store.kept(id, deadline);
    }

    @Override
    public List<String> namespaces(Deadline deadline) {
        return store.namespaces(deadline);
    }

    @Override
    public List<DocumentId> documents(String namespace, Deadline deadline) {
        return store.documents(namespace, deadline);
    }

    @Override
    public long incarnation(Deadline deadline) {
        return store.incarnation(deadline);
    }

    @Override
    public long raiseIncarnation(long expected, Deadline deadline) {
        return store.raiseIncarnation(expected, deadline);
    }

    @Override
    public StoreWatch watch(StoreWatch.Sink sink) {
        return store.watch(new JudgingSink(sink));
    }

    /** Judges what comes along with announcements. */
    private final class JudgingSink implements StoreWatch.Sink {
        private final StoreWatch.Sink sink;

        JudgingSink(StoreWatch.Sink sink) {
            this.sink = sink;
        }

        @Override
        public void announced(Announcement announcement) {
            sink.announced(
                    announcement instanceof Announcement.Carried carried
                            ? carried.with(
                                    () -> carried.content().get().thenApplyAsync(TrustedStore.this::judged, worker))
                            : announcement);
        }

        @Override
        public void connection(ClusterStatus cluster) {
            sink.connection(cluster);
        }

        @Override
        public void happened(ClientEvent event) {
            sink.happened(event);
        }

        @Override
        public @Nullable Stamp known(DocumentId id) {
            return sink.known(id);
        }
    }

    @Override
    public List<ClusterStatus> status() {
        return store.status();
    }

    @Override
    public String servers() {
        return store.servers();
    }

    @Override
    public String diagnose(Deadline deadline) {
        return store.diagnose(deadline);
    }

    @Override
    public void close() {
        store.close();
    }
}
