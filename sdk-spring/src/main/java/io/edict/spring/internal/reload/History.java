package io.edict.spring.internal.reload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.ClientEvent;
import io.edict.DocumentId;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.spring.EnvironmentChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers what became of what arrived, and tells it to whoever counts. */
final class History {
    private static final Logger log = LoggerFactory.getLogger(History.class);

    private final int size;

    @GuardedBy("this")
    private final Deque<Outcome> outcomes = new ArrayDeque<>();

    /** Written when the context starts. */
    private volatile List<Reload.Observer> observers = List.of();

    History(int size) {
        this.size = size;
    }

    void observers(List<Reload.Observer> all) {
        observers = List.copyOf(all);
    }

    /** What is remembered, the newest first. */
    synchronized List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    private synchronized void add(Outcome outcome) {
        outcomes.addFirst(outcome);
        while (outcomes.size() > size) {
            outcomes.removeLast();
        }
    }

    /** A generation came into force, and everybody was told. */
    void applied(EnvironmentChange change, Duration took) {
        Map<DocumentId, String> versions = new LinkedHashMap<>();
        change.documents()
                .forEach((id, info) -> versions.put(
                        id, info.map(known -> known.version().toString()).orElse("absent")));
        Outcome outcome = new Outcome(change.appliedAt(), true, versions, change.changedKeys(), "");
        add(outcome);
        Optional<Instant> published = change.documents().values().stream()
                .flatMap(Optional::stream)
                .map(VersionInfo::origin)
                .map(VersionInfo.Origin::time)
                .max(Instant::compareTo);
        Duration sincePublished = published
                .map(time -> Duration.between(time, change.appliedAt()))
                .orElse(Duration.ZERO);
        tell(observer -> observer.applied(outcome, sincePublished, took));
    }

    /** A version was refused. */
    void refused(ClientEvent.Refused event) {
        Version version = event.refusal().version();
        Outcome outcome = new Outcome(
                event.refusal().at(),
                false,
                Map.of(event.id(), version == null ? "unknown" : version.toString()),
                Set.of(),
                event.refusal().reason());
        add(outcome);
        tell(observer -> observer.refused(outcome));
    }

    /**
     * Everybody is about to be told of a generation.
     *
     * @return ends that, in the opposite order
     */
    Runnable reacting(EnvironmentChange change) {
        Deque<Runnable> ends = new ArrayDeque<>();
        tell(observer -> {
            Runnable end = observer.reacting(change);
            ends.addFirst(() -> guarded(observer, end));
        });
        return () -> ends.forEach(Runnable::run);
    }

    private void tell(Consumer<Reload.Observer> what) {
        observers.forEach(observer -> guarded(observer, () -> what.accept(observer)));
    }

    private static void guarded(Reload.Observer observer, Runnable what) {
        try {
            what.run();
        } catch (RuntimeException e) {
            log.warn("{} threw {}", observer.getClass().getName(), e.getClass().getName());
        }
    }
}
