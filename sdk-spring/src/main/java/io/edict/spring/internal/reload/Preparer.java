package io.edict.spring.internal.reload;

import io.edict.DocumentId;
import io.edict.LayeredSnapshot;
import io.edict.Snapshot;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.env.Generations;
import io.edict.spring.internal.env.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes generations of what the client is about to put in force, or refuses them. Called on the client's threads, possibly
 * more than once for a version: what it makes counts only once the client has put it in force.
 */
final class Preparer {
    /** Under this key stands the environment of a generation. */
    private static final Object ENVIRONMENT = new Object();

    /** Under this key stands since when a generation was in the making. */
    private static final Object SINCE = new Object();

    private final Generations generations;
    private final Pins pins;
    private final AtomicLong numbers = new AtomicLong();

    /** Replaced as a whole when the context has started. */
    private volatile List<Participant> participants;

    /** What late participants made of the generation that was in force when they came. */
    private volatile Map<Object, Object> beside = Map.of();

    Preparer(Generations generations, Pins pins, List<Participant> participants) {
        this.generations = generations;
        this.pins = pins;
        this.participants = List.copyOf(participants);
    }

    /** Makes a generation, or throws a {@link io.edict.error.BindingException} that tells all that is wrong. */
    Generation prepare(LayeredSnapshot merged) {
        long since = System.nanoTime();
        Generation current = generations.get();
        List<Part> parts = parts(merged, current);
        Foreign.check(merged, parts);
        long number = parts.equals(current.parts()) ? current.number() : numbers.incrementAndGet();
        PinnedEnvironment environment = pins.pin(new Generation(number, parts, Map.of()));
        Preparing preparing = new Preparing(environment, environment(current), current, beside);
        participants.forEach(participant -> ask(participant, preparing));
        preparing.problems().throwIfAny();
        Map<Object, Object> made = new HashMap<>(preparing.made());
        made.put(ENVIRONMENT, environment);
        made.put(SINCE, since);
        return new Generation(number, parts, made);
    }

    private static List<Part> parts(LayeredSnapshot merged, Generation current) {
        Map<DocumentId, Snapshot> documents =
                merged.documents().stream().collect(Collectors.toMap(Snapshot::id, Function.identity()));
        List<Part> parts = new ArrayList<>();
        for (Part known : current.parts()) {
            Snapshot snapshot = documents.get(known.document());
            boolean same = snapshot == null
                    ? known.info().isEmpty()
                    : known.info().filter(snapshot.info()::equals).isPresent();
            parts.add(same ? known : snapshot == null ? Part.absent(known.document()) : Part.of(snapshot));
        }
        return parts;
    }

    private static void ask(Participant participant, Preparing preparing) {
        try {
            participant.prepare(preparing);
        } catch (Exception e) {
            preparing.refuse(
                    participant.getClass().getName() + " threw " + e.getClass().getName());
        }
    }

    /** Has late participants take part from now on. */
    void takePart(List<Participant> all) {
        participants = List.copyOf(all);
    }

    /** Has late participants judge the generation in force, which came into force without them. */
    void catchUp(List<Participant> late) {
        Generation current = generations.get();
        PinnedEnvironment environment = environment(current);
        Preparing preparing = new Preparing(environment, environment, current, beside);
        current.prepared().forEach(preparing.made()::putIfAbsent);
        late.forEach(participant -> ask(participant, preparing));
        preparing.problems().throwIfAny();
        beside = Map.copyOf(preparing.made());
    }

    /** What was made of a generation under a key. */
    @Nullable
    Object made(Generation generation, Object key) {
        Object found = generation.prepared(key);
        return found == null ? beside.get(key) : found;
    }

    /** The environment at a generation. */
    PinnedEnvironment environment(Generation generation) {
        return generation.prepared(ENVIRONMENT) instanceof PinnedEnvironment pinned ? pinned : pins.pin(generation);
    }

    /** Since when a generation was in the making, by {@link System#nanoTime}. */
    static long since(Generation generation) {
        return generation.prepared(SINCE) instanceof Long since ? since : System.nanoTime();
    }
}
