package io.edict.plain.internal.client;

import io.edict.Binding;
import io.edict.ClientEvent;
import io.edict.ClientStatus;
import io.edict.ConfigClient;
import io.edict.ConfigPublisher;
import io.edict.DocumentId;
import io.edict.DocumentStatus;
import io.edict.FollowedDocument;
import io.edict.FollowedNamespace;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.Pin;
import io.edict.Snapshot;
import io.edict.Subscription;
import io.edict.Usage;
import io.edict.error.ClientClosedException;
import io.edict.error.EdictException;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.bind.Binder;
import io.edict.plain.internal.content.KeyDiff;
import io.edict.plain.internal.disk.LocalCopies;
import io.edict.plain.internal.dispatch.Dispatch;
import io.edict.plain.internal.dispatch.ListenerPool;
import io.edict.plain.internal.dispatch.LoggingReporter;
import io.edict.plain.internal.dispatch.PoolLimits;
import io.edict.plain.internal.dispatch.UserCode;
import io.edict.plain.internal.live.Board;
import io.edict.plain.internal.live.Context;
import io.edict.plain.internal.signing.Trust;
import io.edict.plain.internal.signing.TrustedKey;
import io.edict.plain.internal.store.ConfigStore;
import io.edict.plain.internal.store.StoredVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client: puts the parts together, starts them and ends them.
 *
 * <p>The map of threads is in the module's README. Closing goes against the stream: first nothing is announced any more,
 * then no listener begins, then those that run get time to end, then the session ends, then the threads.
 */
public final class PlainClient implements ConfigClient {
    private static final Duration TEND_LISTENERS = Duration.ofMillis(200);
    private static final Duration LOOK_AT_FILES = Duration.ofSeconds(1);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final SyncLoop loop = new SyncLoop();
    private final ConfigStore topology;
    private final ConfigStore store;
    private final @Nullable LocalCopies copies;
    private final @Nullable Trust trust;
    private final ListenerPool pool;
    private final UserCode userCode;
    private final UsageRecord usage;
    private final DocumentCache cache;
    private final LayeredViews layered = new LayeredViews();
    private final Map<Layers, PlainLayeredView> views = new ConcurrentHashMap<>();
    private final int maxContent;
    private final Shared.Voice voice;
    private final Documents documents;
    private final PlainPublisher publisher;
    private final Duration requestTimeout;
    private final String author;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** The keys that all refused versions were judged by; touched by the worker alone. */
    private Map<String, TrustedKey> trusted = Map.of();

    /** Likewise, of the keys of encrypted values; set before the worker sees it. */
    private long keysEdition;

    private PlainClient(ClientSettings settings, StoreFactory stores) {
        Clocks clocks = Clocks.SYSTEM;
        trust = settings.signing().trust();
        topology = stores.apply(settings, loop);
        store = trust == null ? topology : new TrustedStore(topology, trust, loop.worker());
        copies = copies(settings.copies(), settings.application().gates());
        pool = new ListenerPool(ListenerPool.THREAD_NAME_PREFIX, loop.timer(), PoolLimits.defaults(), clocks.nanos());
        userCode = new UserCode(loop.timer(), loop::post, clocks.nanos());
        usage = settings.application().recordUsage() ? new UsageLog() : UsageRecord.NONE;
        maxContent = (int) Math.min(Integer.MAX_VALUE - 8, settings.publishing().maxContent());
        voice = voice(settings, clocks);
        documents = new Documents(new Shared(loop, clocks, store, work(settings), voice), layered);
        cache = new DocumentCache(
                documents, settings.onDemand(), settings.times().request());
        documents.onChange(cache);
        requestTimeout = settings.times().request();
        author = settings.publishing().author();
        publisher = new PlainPublisher(store, settings, clocks.wall());
    }

    private @Nullable LocalCopies copies(@Nullable Path directory, Gates gates) {
        return directory == null ? null : LocalCopies.open(directory, version -> flaw(gates, version));
    }

    private @Nullable String flaw(Gates gates, StoredVersion version) {
        EdictException objection = store instanceof TrustedStore judge ? judge.objection(version) : null;
        return objection == null ? gates.flaw(version.info()) : "is not used: " + objection.getMessage();
    }

    private Shared.Voice voice(ClientSettings settings, Clocks clocks) {
        Events events = new Events(pool, clocks.nanos());
        Counts counts = new Counts();
        Consumer<ClientEvent> report = event -> {
            if (event instanceof ClientEvent.ListenerFailed) {
                counts.listenerFailures.increment();
            }
            events.publish(event);
        };
        Dispatch dispatch = new Dispatch(
                pool,
                KeyDiff::between,
                new LoggingReporter(report, clocks.nanos()),
                clocks.nanos(),
                settings.times().slowListener());
        Listeners listeners = new Listeners(dispatch);
        Context views =
                new Context(new Board(), new Binder(settings.application().converters()), listeners);
        return new Shared.Voice(views, listeners, events, counts);
    }

    private Shared.Work work(ClientSettings settings) {
        ClientSettings.Judging judging = settings.times().judging();
        Patience patience = new Patience(new Backoff(new SplittableRandom()), judging.gate(), judging.transaction());
        ClientSettings.Application application = settings.application();
        Judge judge = new Judge(application.gates(), application.bindings(), usage, application.secrets());
        return new Shared.Work(judge, userCode, copies, patience);
    }

    /** Makes the store that a client is to use, on its worker and timer. */
    public interface StoreFactory extends BiFunction<ClientSettings, SyncLoop, ConfigStore> {}

    /** Makes a client and starts it; closes it again if it cannot start. */
    public static PlainClient start(ClientSettings settings, StoreFactory stores) {
        PlainClient client = new PlainClient(settings, stores);
        try {
            client.begin(settings);
            return client;
        } catch (RuntimeException | Error e) {
            client.close();
            throw e;
        }
    }

    private void begin(ClientSettings settings) {
        settings.onEvent().forEach(voice.events()::subscribe);
        loop.repeat(TEND_LISTENERS, voice.listeners()::tend);
        loop.repeat(LOOK_AT_FILES, this::lookAtFiles);
        if (trust != null) {
            loop.repeat(LOOK_AT_FILES, () -> loop.worker().execute(() -> lookAtKeys(trust)));
        }
        LongSupplier keys = settings.application().secrets().edition();
        keysEdition = keys.getAsLong();
        loop.repeat(LOOK_AT_FILES, () -> loop.worker().execute(() -> lookAtKeys(keys)));
        store.start();
        List<PlainLayeredView> first =
                settings.follow().layers().stream().distinct().map(this::open).toList();
        new StartUp(documents, store, copies, settings.times().start()).run(settings.follow(), first);
        first.forEach(view -> views.put(view.layers(), view));
    }

    private void lookAtFiles() {
        for (PlainLayeredView view : layered.all()) {
            if (view.local().hasFiles()) {
                loop.worker().execute(() -> lookAtFiles(view));
            }
        }
    }

    /** On the worker. What was refused may be signed by a key that has been trusted since. */
    private void lookAtKeys(Trust trust) {
        Map<String, TrustedKey> now = trust.keys();
        if (!now.equals(trusted)) {
            trusted = now;
            documents.reconsiderRefused();
        }
    }

    /** On the worker. What was refused may be readable with keys that have come since. */
    private void lookAtKeys(LongSupplier keys) {
        long now = keys.getAsLong();
        if (now != keysEdition) {
            keysEdition = now;
            documents.reconsiderRefused();
        }
    }

    private void lookAtFiles(PlainLayeredView view) {
        LocalParts.News news = view.local().look();
        loop.post(() -> {
            news.refused().forEach(documents.commits()::fileRefused);
            if (news.changed()) {
                documents.commits().viewDue(view);
            }
        });
    }

    @Override
    public Snapshot snapshot(String id) {
        DocumentView view = documents.find(DocumentId.of(id));
        if (view == null) {
            throw new InvalidRequestException(
                    id + " is not followed by this client; name it when building the client, or call follow first");
        }
        return view.snapshot();
    }

    @Override
    public FollowedDocument follow(DocumentId id) {
        checkOpen();
        return documents.follow(id, Documents.APPLICATION);
    }

    @Override
    public FollowedDocument follow(DocumentId id, Duration timeout) {
        checkOpen();
        ClientSettings.Follow one = new ClientSettings.Follow(Set.of(id), Set.of(), List.of());
        new StartUp(documents, store, copies, timeout).run(one, List.of());
        return documents.follow(id, Documents.APPLICATION);
    }

    @Override
    public FollowedNamespace followNamespace(String namespace) {
        checkOpen();
        return documents.followNamespace(DocumentId.checkNamespace(namespace));
    }

    @Override
    public LayeredView layered(Layers layers) {
        checkOpen();
        PlainLayeredView known = views.get(layers);
        if (known != null) {
            return known;
        }
        PlainLayeredView fresh = open(layers);
        try {
            fresh.mergeFirst();
        } catch (RuntimeException | Error e) {
            abandon(fresh);
            throw e;
        }
        PlainLayeredView faster = views.putIfAbsent(layers, fresh);
        if (faster != null) {
            abandon(fresh);
            return faster;
        }
        return fresh;
    }

    /** Makes a layered view and follows its documents. Nobody else finds it before it is known to come about. */
    private PlainLayeredView open(Layers layers) {
        LocalParts local = new LocalParts(layers, maxContent);
        PlainLayeredView fresh = documents.layered(layers, local);
        layered.add(fresh);
        fresh.documents().forEach(id -> documents.follow(id, fresh));
        fresh.documents().forEach(documents::reconsider);
        return fresh;
    }

    private void abandon(PlainLayeredView view) {
        layered.remove(view);
        view.close();
        view.documents().forEach(id -> documents.unfollow(id, view));
        view.documents().forEach(documents::reconsider);
    }

    @Override
    public Pin pin() {
        return voice.views().board().pin();
    }

    @Override
    public Snapshot get(DocumentId id) {
        checkOpen();
        return cache.get(id);
    }

    @Override
    public <T> T get(DocumentId id, Binding<T> binding) {
        checkOpen();
        return cache.get(id, binding);
    }

    @Override
    public Optional<Usage> usage() {
        return usage.now(() -> documents.views().stream()
                .map(DocumentView::current)
                .filter(Objects::nonNull)
                .toList());
    }

    @Override
    public void unfollow(DocumentId id) {
        documents.unfollow(id, Documents.APPLICATION);
    }

    @Override
    public void reconsider(DocumentId id) {
        documents.reconsider(id);
    }

    @Override
    public ConfigPublisher publisher() {
        return publisher;
    }

    /** What an operator does after a restore of the store. */
    public Recovery recovery() {
        return new Recovery(store, publisher, requestTimeout);
    }

    /** Who publishes, where a publication does not say. */
    public String author() {
        return author;
    }

    /** The store as it was made, whatever stands in front of it. */
    public ConfigStore topology() {
        return topology;
    }

    @Override
    public ClientStatus status() {
        return new ClientStatus(
                store.status(),
                documents.views().stream()
                        .map(FollowedDocument::status)
                        .sorted(Comparator.comparing(DocumentStatus::id))
                        .toList(),
                voice.counts().now(),
                cache.status());
    }

    @Override
    public Subscription onEvent(Consumer<? super ClientEvent> listener) {
        checkOpen();
        return voice.events().subscribe(listener);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        documents.close();
        cache.close();
        voice.listeners().closeAll();
        voice.events().close();
        voice.views().board().close();
        userCode.close(CLOSE_BOUND);
        pool.close(CLOSE_BOUND);
        store.close();
        if (copies != null) {
            copies.close();
        }
        loop.close();
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new ClientClosedException("The client is closed; build another one");
        }
    }
}
