package io.edict.spring.internal.importing;

import io.edict.ClusterStatus;
import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Snapshot;
import io.edict.Version;
import io.edict.error.AccessDeniedException;
import io.edict.error.DocumentAbsentException;
import io.edict.error.DocumentRefusedException;
import io.edict.error.StoreUnreachableException;
import io.edict.spring.EdictProperties;
import io.edict.spring.internal.env.DocumentPropertySource;
import io.edict.spring.internal.env.Generations;
import io.edict.spring.internal.env.Part;
import io.edict.spring.internal.importing.EdictResource.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * The one client of an application: kept in the bootstrap context while imports are loaded, then a bean of the application
 * context, and closed with it. Spring Cloud's refresh loads the same imports again later, and gets the same sources.
 *
 * <p>Documents are loaded one after the other, but waited for at the same time.
 */
final class SharedClient implements ClientHandle {
    private final EdictProperties properties;
    private final Connecting connecting;
    private final Log log;
    private final StartBudget budget;
    private final StartReport report;
    private final Generations generations = new Generations();

    /** Guarded by this, like all below. */
    private final Set<DocumentId> expected = new LinkedHashSet<>();

    private final Map<DocumentId, Arrival> arrivals = new HashMap<>();
    private final Map<DocumentId, DocumentPropertySource> loaded = new LinkedHashMap<>();
    private final List<ImportedDocument> imports = new ArrayList<>();
    private final Map<DocumentId, Version> versions = new HashMap<>();
    private @Nullable StoreUnreachableException outage;
    private boolean handedOver;

    /** Set while this is held, read by anybody. */
    private volatile @Nullable ConfigClient client;

    private SharedClient(EdictProperties properties, Connecting connecting, Log log) {
        this.properties = properties;
        this.connecting = connecting;
        this.log = log;
        this.budget = new StartBudget(properties.startTimeout(), System::nanoTime);
        this.report = new StartReport(log);
    }

    /** Finds the client of a bootstrap context, or makes it. */
    static SharedClient in(
            BootstrapBridge bootstrap,
            EdictProperties properties,
            Function<EdictProperties, Connecting> connecting,
            Log log) {
        SharedClient known = bootstrap.find(SharedClient.class);
        if (known != null) {
            return known;
        }
        SharedClient fresh = new SharedClient(properties, connecting.apply(properties), log);
        bootstrap.registerIfAbsent(SharedClient.class, fresh);
        bootstrap.onClose(context -> new HandOver(fresh, context).run());
        return fresh;
    }

    /** Takes note of documents that are about to be loaded. */
    synchronized void expect(List<EdictResource> resources) {
        for (EdictResource resource : resources) {
            Wanted wanted = resource.wanted();
            if (wanted != null) {
                expected.add(wanted.imported().document());
            }
        }
    }

    /**
     * Loads a document.
     *
     * @return its source, or null if the context is there already and does not have the document
     * @throws ImportException if it cannot be had and is needed; the client is closed then
     */
    synchronized @Nullable DocumentPropertySource load(Wanted wanted) {
        DocumentId id = wanted.imported().document();
        DocumentPropertySource known = loaded.get(id);
        if (known != null) {
            return known.fresh();
        }
        if (handedOver) {
            log.warn(id + " is imported since the last refresh; it is read after the next restart");
            return null;
        }
        try {
            return add(wanted, HandOver.isForAotOnly() ? null : arrive(wanted));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private DocumentPropertySource add(Wanted wanted, @Nullable Snapshot snapshot) {
        DocumentId id = wanted.imported().document();
        int place = generations.add(snapshot == null ? Part.absent(id) : Part.of(snapshot));
        DocumentPropertySource source = new DocumentPropertySource(id, generations, place);
        loaded.put(id, source);
        imports.add(wanted.imported());
        return source;
    }

    /** The version in force, or null if there is none and the import can do without. */
    private @Nullable Snapshot arrive(Wanted wanted) {
        DocumentId id = wanted.imported().document();
        boolean optional = wanted.imported().optional();
        try {
            ConfigClient running = connect(wanted);
            Snapshot snapshot = budget.spend(arrival(running, id)::await);
            if (snapshot.isDeleted() && !optional) {
                throw Failures.absent(need(wanted), "was deleted by version " + snapshot.version(), null);
            }
            report.loaded(snapshot, running.follow(id).status());
            versions.put(id, snapshot.version());
            return snapshot;
        } catch (DocumentAbsentException e) {
            if (!optional) {
                throw Failures.absent(need(wanted), "does not exist", e);
            }
            report.absent(wanted);
            return null;
        } catch (StoreUnreachableException e) {
            outage = outage == null ? e : outage;
            if (!optional) {
                throw Failures.unreachable(need(wanted), Failures.finding(problem(), outage), outage);
            }
            report.unreachable(id, outage);
            return null;
        } catch (AccessDeniedException e) {
            throw Failures.denied(need(wanted), e);
        } catch (DocumentRefusedException e) {
            throw Failures.refused(need(wanted), e);
        }
    }

    private ConfigClient connect(Wanted wanted) {
        ConfigClient running = client;
        if (running == null) {
            running = budget.spend(() -> connecting.start(wanted.place()));
            client = running;
        }
        return running;
    }

    /** The wait for a document, which begins together with those for all others that are known to come. */
    private Arrival arrival(ConfigClient running, DocumentId id) {
        for (DocumentId each : expected) {
            arrivals.computeIfAbsent(each, fresh -> Arrival.begin(running, fresh, budget.left()));
        }
        return arrivals.computeIfAbsent(id, fresh -> Arrival.begin(running, fresh, budget.left()));
    }

    private Failures.Need need(Wanted wanted) {
        String servers = client().status().clusters().stream()
                .map(ClusterStatus::servers)
                .reduce((one, other) -> one + ", " + other)
                .orElse("none");
        return new Failures.Need(wanted.imported().document(), wanted.place(), servers, properties);
    }

    /** The application context is there; from now on, it owns this. */
    synchronized void takenOver() {
        handedOver = true;
        arrivals.clear();
        report.tell(problem());
    }

    /** The application context is complete. */
    synchronized void started() {
        ConfigClient running = client;
        if (running != null) {
            connecting.judgements().started(running, versions);
        }
    }

    /**
     * The start has failed; closes the client unless somebody else will.
     *
     * @param unbindable whether something could not be bound, as far as can be told
     * @param running whether there is a context that runs, and is closed next with all its beans in their order
     */
    synchronized void failed(boolean unbindable, boolean running) {
        if (handedOver) {
            connecting.judgements().failed(versions, unbindable);
        }
        if (!running) {
            close();
        }
    }

    /** What stands in the way of a connection, as far as the client has found out. */
    private @Nullable String problem() {
        ConfigClient running = client;
        return running == null
                ? null
                : running.status().clusters().stream()
                        .map(ClusterStatus::problem)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    Connecting connecting() {
        return connecting;
    }

    /** The client, or null if nothing has been loaded, or only for ahead-of-time processing. */
    @Nullable
    ConfigClient running() {
        return client;
    }

    @Override
    public ConfigClient client() {
        ConfigClient running = running();
        if (running == null) {
            throw new IllegalStateException("Edict has no client while an application is processed ahead of time");
        }
        return running;
    }

    @Override
    public EdictProperties properties() {
        return properties;
    }

    @Override
    public Generations generations() {
        return generations;
    }

    @Override
    public synchronized List<ImportedDocument> imports() {
        return List.copyOf(imports);
    }

    @Override
    public void close() {
        ConfigClient running = running();
        if (running != null) {
            connecting.judgements().ending(running);
            running.close();
        }
    }
}
