package io.edict.spring.internal.reload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClientEvent;
import io.edict.DocumentId;
import io.edict.Layer;
import io.edict.Layers;
import io.edict.ListenerOptions;
import io.edict.Live;
import io.edict.Subscription;
import io.edict.VersionInfo;
import io.edict.error.BindingException;
import io.edict.spring.ConfigGate;
import io.edict.spring.EnvironmentView;
import io.edict.spring.internal.env.DocumentPropertySource;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.env.Generations;
import io.edict.spring.internal.env.Part;
import io.edict.spring.internal.importing.ClientHandle;
import io.edict.spring.internal.importing.ImportedDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Has the client's versions come into force in a context.
 *
 * <p>All imported documents are one layered view of the client, and the generation is one live value of that view: the client
 * has it made before anyone sees a version, and puts it in force at the same instant as the live values of single types, which
 * are read off it. What follows a commit is done by listeners of that live value, and so is merged while they run.
 *
 * <p>The live value is made when a bean first asks for one of its types, which is before the context has started: until then
 * types alone are bound. Beans that judge or take part otherwise do so from the start on, and are asked then about what is in
 * force.
 */
public final class DefaultReload implements Reload, SmartLifecycle {
    /** As long as the client waits for listeners when it is closed. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final @Nullable ClientHandle handle;
    private final ConfigurableApplicationContext context;
    private final Generations generations;
    private final LiveTypes types;
    private final Preparer preparer;
    private final History history;
    private final Teller teller;
    private final Map<Class<?>, Live<?>> lives = new ConcurrentHashMap<>();

    @GuardedBy("this")
    private @Nullable Live<Generation> generation;

    /** What a start began and a stop ends; both come from the context, one after the other. */
    private volatile List<Subscription> subscriptions = List.of();

    /**
     * Makes nothing yet.
     *
     * @param handle the client with what was imported; null if nothing was, and live values stay as they are at the start
     * @param context the context
     */
    public DefaultReload(@Nullable ClientHandle handle, ConfigurableApplicationContext context) {
        this.handle = handle;
        this.context = context;
        this.generations = handle == null ? new Generations() : handle.generations();
        this.types = new LiveTypes(LiveRegistrar.types(context.getBeanFactory()), new TypeBinder(context));
        this.preparer =
                new Preparer(generations, new Pins(context.getEnvironment(), new Conversions(context), types), types);
        this.history =
                new History(handle == null ? 0 : handle.properties().reload().historySize());
        this.teller =
                new Teller(context.getEnvironment().getPropertySources(), preparer, types, history, generations.get());
    }

    private synchronized Live<Generation> generation() {
        Live<Generation> known = generation;
        if (known == null) {
            types.settle(preparer.environment(generations.get()));
            known = first();
            generations.follow(known);
            generation = known;
        }
        return known;
    }

    private Live<Generation> first() {
        try {
            return handle != null && applies(handle)
                    ? handle.client().layered(layers(handle)).derive(preparer::prepare)
                    : fixed();
        } catch (BindingException e) {
            throw new StartRefusedException(generations.get(), e);
        }
    }

    private static boolean applies(ClientHandle handle) {
        return handle.properties().reload().enabled() && !handle.imports().isEmpty();
    }

    private Live<Generation> fixed() {
        Generation made = preparer.again(System.nanoTime());
        List<VersionInfo> versions =
                made.parts().stream().map(Part::info).flatMap(Optional::stream).toList();
        return new FixedLive<>(made, versions);
    }

    /** The documents, the one with the highest precedence first. */
    private Layers layers(ClientHandle from) {
        Set<DocumentId> highestFirst = new LinkedHashSet<>();
        context.getEnvironment().getPropertySources().stream()
                .filter(DocumentPropertySource.class::isInstance)
                .forEach(source -> highestFirst.add(((DocumentPropertySource) source).getSource()));
        from.imports().forEach(imported -> highestFirst.add(imported.document()));
        return Layers.of(highestFirst.stream()
                        .map(id -> Layer.optionalDocument(id.toString()))
                        .toArray(Layer[]::new))
                .eachAlone();
    }

    @Override
    @SuppressWarnings("unchecked") // under a class stands a live value of that class
    public <T> Live<T> live(Class<T> type) {
        Live<Generation> from = generation();
        types.of(type);
        return (Live<T>) lives.computeIfAbsent(type, missing -> from.map(made(type)));
    }

    private static <T> Function<Generation, T> made(Class<T> type) {
        return generation -> type.cast(generation.prepared(type));
    }

    @Override
    public Set<Class<?>> liveTypes() {
        return types.types().stream().map(LiveType::type).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The classes that have a live value, with what is known of them. */
    List<LiveType> types() {
        return types.types();
    }

    @Override
    public EnvironmentView view() {
        return preparer.environment(generations.get());
    }

    @Override
    public List<Outcome> history() {
        return history.outcomes();
    }

    @Override
    public Set<String> pendingRestart() {
        return teller.pendingRestart();
    }

    @Override
    public long told() {
        return teller.told();
    }

    @Override
    public Map<String, String> shadowed() {
        return Shadows.in(preparer.environment(generations.get()));
    }

    @Override
    public void start() {
        Live<Generation> live = generation();
        List<Participant> all = new ArrayList<>(List.of(types));
        context.getBeanProvider(Participant.class).orderedStream().forEach(all::add);
        List<ConfigGate> gates =
                context.getBeanProvider(ConfigGate.class).orderedStream().toList();
        if (!gates.isEmpty()) {
            all.add(new Gates(gates));
        }
        preparer.takePart(all);
        live.map(Function.identity()); // another live value: what is being made without them is made again
        try {
            preparer.catchUp();
        } catch (BindingException e) {
            throw new StartRefusedException(generations.get(), e);
        }
        history.observers(
                context.getBeanProvider(Observer.class).orderedStream().toList());
        teller.start(context.getBeanProvider(Reaction.class).orderedStream().toList());
        subscriptions = subscribe(live);
    }

    private List<Subscription> subscribe(Live<Generation> live) {
        List<Subscription> begun = new ArrayList<>();
        if (handle != null) {
            Set<DocumentId> ours =
                    handle.imports().stream().map(ImportedDocument::document).collect(Collectors.toSet());
            begun.add(handle.client().onEvent(event -> {
                if (event instanceof ClientEvent.Refused refused && ours.contains(refused.id())) {
                    history.refused(refused);
                }
            }));
        }
        begun.add(live.subscribe(
                ListenerOptions.defaults().withInitialCall().named("property sources"),
                change -> teller.refresh(change.newValue())));
        begun.add(live.subscribe(
                ListenerOptions.defaults().withInitialCall().named("reactions"),
                change -> teller.changed(change.newValue())));
        return begun;
    }

    @Override
    public void stop() {
        subscriptions.forEach(Subscription::close);
        subscriptions = List.of();
        teller.stop(LONGEST_STOP);
    }

    @Override
    public boolean isRunning() {
        return teller.isRunning();
    }
}
