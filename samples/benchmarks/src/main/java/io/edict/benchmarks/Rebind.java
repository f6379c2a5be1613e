package io.edict.benchmarks;

import io.edict.Binding;
import io.edict.ConfigClient;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Live;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import io.edict.plain.internal.bind.Binder;
import io.edict.plain.internal.bind.Bound;
import io.edict.plain.internal.bind.Origins;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long it takes until a new version of 2,000 keys is seen in 50 live values: 50 bindings at 50 paths, of 10 record
 * types with 40 values each, all of which change.
 *
 * <p>Told are three times of each version: of the publish and all that follows; from the publisher's return; and that of
 * binding alone, which is done once more for this on the calling thread.
 */
final class Rebind {
    private static final int SECTIONS = 50;
    private static final int WARM_UP = 100;
    private static final String ID = "bench/rebind";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConfigClient client;
    private final FollowedDocument document;
    private final List<Binding<?>> bindings = new ArrayList<>();
    private final List<Live<?>> lives = new ArrayList<>();
    private final Binder binder = new Binder(Map.of());

    /** The times of one version, in nanoseconds. */
    private record Times(long whole, long afterPublish, long binding) {}

    private Rebind(ConfigClient client) {
        this.client = client;
        client.publisher().publish(publication(0));
        this.document = client.follow(ID);
        document.await(any -> true, PATIENCE);
        for (int section = 0; section < SECTIONS; section++) {
            add(Binding.of(Sections.type(section)).at("s" + section));
        }
    }

    private <T> void add(Binding<T> binding) {
        bindings.add(binding);
        lives.add(document.live(binding));
    }

    private static Publication publication(int seed) {
        return Publication.of(ID, Format.HOCON, Sections.text(SECTIONS, seed)).keeping(2);
    }

    /** Measures, and prints what came of it. */
    static void run(PrintStream out, int versions) {
        try (ConfigClient client = Edict.connect(new InMemoryStore()).start()) {
            Rebind rebind = new Rebind(client);
            for (int seed = 1; seed <= WARM_UP; seed++) {
                rebind.measure(seed);
            }
            List<Times> times = new ArrayList<>();
            for (int i = 1; i <= versions; i++) {
                times.add(rebind.measure(WARM_UP + i));
            }
            report(out, times);
        }
    }

    private Times measure(int seed) {
        Publication publication = publication(seed);
        long start = System.nanoTime();
        long version = client.publisher().publish(publication).version().number();
        long published = System.nanoTime();
        lives.forEach(live -> awaitVersion(live, version));
        long seen = System.nanoTime();
        return new Times(seen - start, seen - published, bindAll(document.snapshot()));
    }

    /** Spins, because being woken would be part of the time. */
    private static void awaitVersion(Live<?> live, long version) {
        while (live.current().version().number() < version) {
            Thread.onSpinWait();
        }
    }

    private long bindAll(Snapshot snapshot) {
        Origins origins = Origins.of(snapshot.info().id(), snapshot.info().version());
        long start = System.nanoTime();
        for (Binding<?> binding : bindings) {
            if (!(binder.bind(binding, snapshot.config(), origins) instanceof Bound.Value<?>)) {
                throw new IllegalStateException("The document of this benchmark cannot be bound");
            }
        }
        return System.nanoTime() - start;
    }

    private static void report(PrintStream out, List<Times> times) {
        out.printf(
                "%d bindings of %d types, %d keys, %d versions%n%n",
                SECTIONS, Sections.TYPES.size(), 2_000, times.size());
        out.println("| | p50 ms | p99 ms | max ms |");
        out.println("|---|---|---|---|");
        row(
                out,
                "publish until all live values are new",
                times.stream().mapToLong(Times::whole).toArray());
        row(
                out,
                "of these, after the publish returned",
                times.stream().mapToLong(Times::afterPublish).toArray());
        row(out, "binding alone", times.stream().mapToLong(Times::binding).toArray());
    }

    private static void row(PrintStream out, String name, long[] nanos) {
        Arrays.sort(nanos);
        out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f |%n",
                name,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) Math.min(nanos.length - 1L, nanos.length * 99L / 100)] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }
}
