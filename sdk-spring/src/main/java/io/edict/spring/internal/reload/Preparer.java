package io.edict.spring.internal.reload;

import io.edict.DocumentId;
import io.edict.LayeredSnapshot;
import io.edict.Snapshot;
import io.edict.VersionInfo;
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

/**
 * Makes generations of what the client is about to put in force, or refuses them. Called on the client's threads, possibly
 * more than once for a version: what it makes counts only once the client has put it in force.
 */
final class Preparer {
    private static final Object ENVIRONMENT = new Key("environment");
    private static final Object SINCE = new Key("since");
    private static final Object PARTICIPANTS = new Key("participants");

    private final Generations generations;
    private final Pins pins;
    private final AtomicLong numbers = new AtomicLong();

    /** Who takes part; replaced as a whole when the context has started. */
    private volatile List<Participant> participants;

    private record Key(String name) {}

    Preparer(Generations generations, Pins pins, Participant types) {
        this.generations = generations;
        this.pins = pins;
        this.participants = List.of(types);
    }

    /**
     * Makes the next generation.
     *
     * @throws io.edict.error.BindingException if it is refused; it tells all that is wrong
     */
    Generation prepare(LayeredSnapshot merged) {
        long since = System.nanoTime();
        List<Part> known = generations.get().parts();
        List<Part> parts = parts(merged, known);
        return parts.equals(known) ? again(since) : make(numbers.incrementAndGet(), parts, since);
    }

    /** The generation in force, with all that participants make of it now. */
    Generation again(long since) {
        Generation current = generations.get();
        return make(current.number(), current.parts(), since);
    }

    private Generation make(long number, List<Part> parts, long since) {
        List<Participant> now = participants;
        PinnedEnvironment environment = pins.pin(new Generation(number, parts, Map.of()));
        Preparing preparing = new Preparing(environment, environment(generations.get()));
        now.forEach(participant -> ask(participant, preparing));
        preparing.problems().throwIfAny();
        environment.prepared(preparing.made());
        Map<Object, Object> made = new HashMap<>(preparing.made());
        made.put(ENVIRONMENT, environment);
        made.put(SINCE, since);
        made.put(PARTICIPANTS, now);
        return new Generation(number, parts, made);
    }

    private static List<Part> parts(LayeredSnapshot merged, List<Part> current) {
        Map<DocumentId, Snapshot> documents =
                merged.documents().stream().collect(Collectors.toMap(Snapshot::id, Function.identity()));
        List<Part> parts = new ArrayList<>();
        for (Part known : current) {
            Snapshot snapshot = documents.get(known.document());
            boolean same = snapshot == null
                    ? known.info().map(VersionInfo::isDeletion).orElse(true)
                    : known.info().filter(snapshot.info()::equals).isPresent();
            parts.add(same ? known : snapshot == null ? Part.absent(known.document()) : Part.of(snapshot));
        }
        return parts;
    }

    private static void ask(Participant participant, Preparing preparing) {
        try {
            participant.prepare(preparing);
        } catch (RuntimeException | StackOverflowError e) {
            preparing.refuse(
                    participant.getClass().getName() + " threw " + e.getClass().getName());
        }
    }

    /** Has others take part from now on. */
    void takePart(List<Participant> all) {
        participants = List.copyOf(all);
    }

    /**
     * Has those who have come late take part in the generation in force, if it came into force without them.
     *
     * @throws io.edict.error.BindingException if they refuse it
     */
    void catchUp() {
        Generation current = generations.get();
        List<Participant> now = participants;
        PinnedEnvironment environment = environment(current);
        if (now.equals(current.prepared(PARTICIPANTS))) {
            return;
        }
        Preparing preparing = new Preparing(environment, environment);
        preparing.made().putAll(environment.allPrepared());
        now.stream().filter(participant -> !(participant instanceof LiveTypes)).forEach(late -> ask(late, preparing));
        preparing.problems().throwIfAny();
        environment.prepared(preparing.made());
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
