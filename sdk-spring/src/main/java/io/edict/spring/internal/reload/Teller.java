package io.edict.spring.internal.reload;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.edict.spring.internal.env.DocumentPropertySource;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.env.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Does what follows a commit: fresh property sources, then reactions, then history. Called by the client's listener threads,
 * one call at a time; what comes into force during a call is told of in the next.
 */
final class Teller {
    private static final Logger log = LoggerFactory.getLogger(Teller.class);
    private static final int MOST_NAMES = 20;

    private final MutablePropertySources sources;
    private final Preparer preparer;
    private final LiveTypes types;
    private final History history;

    /** Held while reactions run, so that a stop can wait for them. */
    private final ReentrantLock reacting = new ReentrantLock();

    private final PinnedEnvironment imported;

    /** What reactions were told of last. */
    @GuardedBy("reacting")
    private PinnedEnvironment told;

    @GuardedBy("reacting")
    private boolean begun;

    @GuardedBy("reacting")
    private final Map<String, ConfigurationPropertyName> pending = new TreeMap<>();

    @GuardedBy("this")
    private List<Part> shown;

    private volatile List<Reaction> reactions = List.of();
    private volatile Set<String> pendingNames = Set.of();
    private volatile boolean running;

    /** The generation that everybody was told of last. */
    private volatile long everybodyTold = -1;

    Teller(MutablePropertySources sources, Preparer preparer, LiveTypes types, History history, Generation imported) {
        this.sources = sources;
        this.preparer = preparer;
        this.types = types;
        this.history = history;
        this.imported = preparer.environment(imported);
        this.told = this.imported;
        this.shown = imported.parts();
    }

    /** Lets reactions begin. */
    void start(List<Reaction> all) {
        reactions = List.copyOf(all);
        running = true;
    }

    /** After this no reaction begins; waits for one that runs. */
    void stop(Duration longest) {
        running = false;
        try {
            if (reacting.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                reacting.unlock();
            } else {
                log.warn("A reaction to a change still runs after {} s", longest.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isRunning() {
        return running;
    }

    long told() {
        return everybodyTold;
    }

    /** The names that changed since the start and take effect only after a restart. */
    Set<String> pendingRestart() {
        return pendingNames;
    }

    /**
     * Has Spring Boot forget what it remembers of the names in changed documents: puts new instances of their sources in place,
     * by name, since others put instances in place too. What Spring Boot remembers may otherwise be wrong for good once two
     * threads have bound from the environment at the same time.
     */
    synchronized void refresh(Generation generation) {
        List<Part> parts = generation.parts();
        for (PropertySource<?> source : sources) {
            if (source instanceof DocumentPropertySource ours && parts.get(ours.place()) != shown.get(ours.place())) {
                sources.replace(ours.getName(), ours.fresh());
            }
        }
        shown = parts;
    }

    /** Tells of a generation that is in force. */
    void changed(Generation generation) {
        reacting.lock();
        try {
            PinnedEnvironment after = preparer.environment(generation);
            if (running && !(begun && after == told)) {
                refresh(generation);
                tell(new Change(!begun, told, after, this::covered, Instant.now()), generation);
                everybodyTold = generation.number();
            }
        } finally {
            reacting.unlock();
        }
    }

    @GuardedBy("reacting")
    private void tell(Change change, Generation generation) {
        begun = true;
        told = change.after();
        remember(change);
        log(change);
        Runnable end = change.documents().isEmpty() ? () -> {} : history.reacting(change);
        try {
            reactions.stream().takeWhile(reaction -> running).forEach(reaction -> react(reaction, change));
        } finally {
            end.run();
        }
        if (running && !change.documents().isEmpty()) {
            history.applied(change, Duration.ofNanos(System.nanoTime() - Preparer.since(generation)));
        }
    }

    private static void react(Reaction reaction, Change change) {
        try {
            reaction.applied(change);
        } catch (Exception e) {
            log.warn(
                    "{} threw {} on {}",
                    reaction.getClass().getName(),
                    e.getClass().getName(),
                    change);
        }
    }

    private boolean covered(String spelling, ConfigurationPropertyName name) {
        return types.cover(name) || reactions.stream().anyMatch(reaction -> reaction.covers(spelling));
    }

    /** Adds what waits for a restart now, and takes away what is again as it was at the start. */
    @GuardedBy("reacting")
    private void remember(Change change) {
        change.pendingRestart().forEach(spelling -> pending.put(spelling, Names.of(spelling)));
        pending.values()
                .removeIf(name ->
                        Objects.equals(imported.shown(name), change.after().shown(name)));
        pendingNames = Collections.unmodifiableSet(new TreeSet<>(pending.keySet()));
    }

    private static void log(Change change) {
        if (change.changedKeys().isEmpty() && change.shadowedKeys().isEmpty()) {
            return;
        }
        log.info(
                "Changed: {}{}{}",
                names(change.changedKeys()),
                change.shadowedKeys().isEmpty() ? "" : "; without effect, hidden: " + names(change.shadowedKeys()),
                change.pendingRestart().isEmpty() ? "" : "; not before a restart: " + names(change.pendingRestart()));
    }

    private static String names(Set<String> names) {
        String some = names.stream().limit(MOST_NAMES).toList().toString();
        return names.size() > MOST_NAMES ? some + " and " + (names.size() - MOST_NAMES) + " more" : some;
    }
}
