package io.edict.spring.internal.reload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.DocumentId;
import io.edict.Layer;
import io.edict.Layers;
import io.edict.ListenerOptions;
import io.edict.Live;
import io.edict.LiveChange;
import io.edict.Subscription;
import io.edict.spring.EnvironmentView;
import io.edict.spring.internal.env.DocumentPropertySource;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.importing.ImportedDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Has the client's versions come into force in a context.
 *
 * <p>All imported documents are one layered view of the client, and the generation is one live value of that view: the client
 * has it made before anyone sees a version, and puts it in force at the same instant as the live values of single types, which
 * are read off it. What follows a commit, from fresh property sources to reactions, is done by one listener of that live value,
 * and so is merged while it runs.
 *
 * <p>The live value is made when a bean first asks for one of its types, which is before the context has started: until then
 * types alone are bound. Beans that judge or take part otherwise do so from the start on, which asks them once about what is
 * in force by then.
 */
public final class DefaultReload implements Reload, SmartLifecycle {
    private static final long STOP_SECONDS = 5;

    private final ClientHandle handle;
    private final ConfigurableApplicationContext context;
    private final Pins pins;
    private final Preparer preparer;
    private final LiveTypes types;
    private final Generation imported;
    private final Map<Class<?>, Live<?>> lives = new ConcurrentHashMap<>();

    /** Held while reactions run, so that a stop can wait for them. */
    private final ReentrantLock reacting = new ReentrantLock();

    @GuardedBy("this")
    private @Nullable Live<Generation> generation;

    /** Written when the context starts. */
    private volatile Reactor reactor = new Reactor(List.of());

    private volatile @Nullable Subscription subscription;
    private volatile boolean running;

    /** The generation that reactions were told of last. Read and written while reacting. */
    @GuardedBy("reacting")
    private Generation told;

    @GuardedBy("reacting")
    private boolean begun;

    /**
     * Makes nothing yet.
     *
     * @param handle the client with what was imported
     * @param context the context
     */
    public DefaultReload(ClientHandle handle, ConfigurableApplicationContext context) {
        this.handle = handle;
        this.context = context;
        Conversions conversions = new Conversions(context);
        this.pins = new Pins(context.getEnvironment(), conversions);
        this.types = new LiveTypes(LiveRegistrar.types(context.getBeanFactory()), new TypeBinder(context));
        this.preparer = new Preparer(handle.generations(), pins, List.of(types));
        this.imported = handle.generations().get();
        this.told = imported;
    }

    private synchronized Live<Generation> generation() {
        Live<Generation> known = generation;
        if (known == null) {
            known = handle.client().layered(layers()).derive(preparer::prepare);
            handle.generations().follow(known);
            generation = known;
        }
        return known;
    }

    /** The documents, the one with the highest precedence first. */
    private Layers layers() {
        Set<DocumentId> highestFirst = new LinkedHashSet<>();
        context.getEnvironment().getPropertySources().stream()
                .filter(DocumentPropertySource.class::isInstance)
                .forEach(source -> highestFirst.add(((DocumentPropertySource) source).getSource()));
        handle.imports().stream().map(ImportedDocument::document).forEach(highestFirst::add);
        return Layers.of(highestFirst.stream()
                .map(id -> Layer.optionalDocument(id.toString()))
                .toArray(Layer[]::new));
    }

    @Override
    @SuppressWarnings("unchecked") // under a class stands a live value of that class
    public <T> Live<T> live(Class<T> type) {
        if (types.types().stream().noneMatch(known -> known.type() == type)) {
            throw new IllegalArgumentException(type.getName() + " has no live value; it must be a bean whose class has"
                    + " @ConfigurationProperties");
        }
        Live<Generation> from = generation();
        return (Live<T>) lives.computeIfAbsent(type, missing -> from.map(made(type)));
    }

    private static <T> Function<Generation, T> made(Class<T> type) {
        return generation -> type.cast(generation.prepared(type));
    }

    @Override
    public Set<Class<?>> liveTypes() {
        Set<Class<?>> classes = new LinkedHashSet<>();
        types.types().forEach(type -> classes.add(type.type()));
        return classes;
    }

    @Override
    public EnvironmentView view() {
        return preparer.environment(handle.generations().get());
    }

    @Override
    public List<Outcome> history() {
        return List.of();
    }

    @Override
    public Set<String> pendingRestart() {
        return new TreeSet<>();
    }

    @Override
    public Map<String, String> shadowed() {
        return new LinkedHashMap<>();
    }

    @Override
    public void start() {
        Live<Generation> live = generation();
        List<Participant> late = new ArrayList<>(
                context.getBeanProvider(Participant.class).orderedStream().toList());
        List<Participant> all = new ArrayList<>(late);
        all.add(0, types);
        preparer.takePart(all);
        live.map(Function.identity()); // what is being made without them is made again
        preparer.catchUp(late);
        reactor = new Reactor(
                context.getBeanProvider(Reaction.class).orderedStream().toList());
        running = true;
        subscription =
                live.subscribe(ListenerOptions.defaults().withInitialCall().named("reload"), this::changed);
    }

    private void changed(LiveChange<Generation> change) {
        reacting.lock();
        try {
            Generation after = change.newValue();
            if (!running || (begun && after == told)) {
                return;
            }
            Change what = new Change(
                    !begun, preparer.environment(told), preparer.environment(after), this::covered, Instant.now());
            refresh();
            begun = true;
            told = after;
            reactor.react(what, () -> running);
        } finally {
            reacting.unlock();
        }
    }

    private boolean covered(String spelling, ConfigurationPropertyName name) {
        return types.types().stream().anyMatch(type -> type.covers(name))
                || reactor.reactions().stream().anyMatch(reaction -> reaction.covers(spelling));
    }

    /** Has Spring Boot forget what it remembers of names. */
    private void refresh() {
        var sources = context.getEnvironment().getPropertySources();
        for (var source : sources) {
            if (source instanceof DocumentPropertySource ours) {
                sources.replace(ours.getName(), ours.fresh());
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        Subscription known = subscription;
        if (known != null) {
            known.close();
            subscription = null;
        }
        try {
            if (reacting.tryLock(STOP_SECONDS, TimeUnit.SECONDS)) {
                reacting.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
