package io.edict.spring.internal.reload;

import io.edict.ConfigClient;
import io.edict.Layer;
import io.edict.LayeredSnapshot;
import io.edict.LayeredView;
import io.edict.Layers;
import io.edict.Live;
import io.edict.spring.internal.env.DocumentPropertySource;
import io.edict.spring.internal.env.Generations;
import io.edict.spring.internal.env.Part;
import io.edict.spring.internal.importing.ClientHandle;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Measures what it takes to put a version in force in an application with 2,000 keys and 50 live types, and what it takes to
 * read a property from the environment. Prints both; processor time too, for machines that do something else meanwhile.
 */
final class CommitCost {
    private static final int VERSIONS = 20;
    private static final int WARM_UP = Integer.getInteger("edict.cost.warm-up", 300);
    private static final int RUNS = Integer.getInteger("edict.cost.runs", 300);
    private static final int LOOKUPS = 400_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Publishing publishing;
    private final ConfigurableApplicationContext context;
    private final ConfigClient client;

    private CommitCost(Publishing publishing) {
        this.publishing = publishing;
        publishing.publish("shop/orders", text(0));
        this.context = publishing.start("edict:shop/orders", FiftyTypes.All.class);
        this.client = context.getBean(ConfigClient.class);
    }

    /** 40 keys for each type; one key of ten differs from version to version. */
    private static String text(int version) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < FiftyTypes.COUNT; i++) {
            text.append("t").append(i).append(" {\n");
            text.append("  size = ")
                    .append(version)
                    .append("\n  name = name")
                    .append(i)
                    .append("\n  pause = 3s\n");
            text.append("  nodes = [a, b, c, d, e, f, g, h, i, j")
                    .append(version)
                    .append("]\n");
            text.append("  weights {\n");
            for (int key = 0; key < 27; key++) {
                text.append("    k")
                        .append(key)
                        .append(" = ")
                        .append(key % 9 == 0 ? version + key : key)
                        .append("\n");
            }
            text.append("  }\n}\n");
        }
        return text.toString();
    }

    public static void main(String[] arguments) {
        try (Publishing publishing = new Publishing()) {
            CommitCost cost = new CommitCost(publishing);
            cost.lookups();
            cost.prepare();
            cost.endToEnd();
        }
    }

    private void prepare() {
        List<LayeredSnapshot> versions = versions(CommitCost::text);
        List<LayeredSnapshot> small = versions(i -> text(VERSIONS).replace("t0 {\n  size = 20", "t0 {\n  size = " + i));
        Generations generations = context.getBean(ClientHandle.class).generations();
        LiveTypes types = new LiveTypes(LiveRegistrar.types(context.getBeanFactory()), new TypeBinder(context));
        Pins pins = new Pins(context.getEnvironment(), new Conversions(context), types);
        Preparer preparer = new Preparer(generations, pins, types);
        measure("prepare where every type has changed", i -> preparer.prepare(versions.get(i % VERSIONS)));
        measure("prepare where one type of 50 has changed", i -> preparer.prepare(small.get(i % VERSIONS)));
        measure(
                "  of which flattening and comparing",
                i -> Part.of(versions.get(i % VERSIONS).documents().get(0)));
        measure(
                "  changes told",
                i -> Differences.between(
                        pins.pin(generations.get()),
                        preparer.environment(preparer.prepare(versions.get(i % VERSIONS)))));
    }

    /** Versions whose last is in force afterwards. */
    private List<LayeredSnapshot> versions(IntFunction<String> texts) {
        LayeredView view = client.layered(
                Layers.of(Layer.optionalDocument("shop/orders-default"), Layer.optionalDocument("shop/orders")));
        List<LayeredSnapshot> versions = new ArrayList<>();
        for (int i = 0; i <= VERSIONS; i++) {
            int version = i;
            publishing.publish("shop/orders", texts.apply(version));
            versions.add(view.await(snapshot -> snapshot.getInt("t0.size") == version, Duration.ofSeconds(20)));
        }
        return versions.subList(0, VERSIONS);
    }

    private void endToEnd() {
        Live<FiftyTypes.T49> live = LiveValuesTest.live(context, FiftyTypes.T49.class);
        measure("publish, parse, prepare, commit, and wake up", i -> {
            publishing.publishOnly(Publishing.hocon("shop/orders", text(1000 + i)));
            live.await(value -> value.size() == 1000 + i, Duration.ofSeconds(20));
        });
    }

    private void measure(String what, IntConsumer action) {
        for (int i = 0; i < WARM_UP; i++) {
            action.accept(i);
        }
        System.gc(); // the versions that this program keeps are old then, and no pause is spent on copying them
        long[] times = new long[RUNS];
        long[] worked = new long[RUNS];
        long[] collected = new long[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long garbage = collecting();
            long processor = threads.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            action.accept(WARM_UP + i);
            times[i] = System.nanoTime() - begin;
            worked[i] = threads.getCurrentThreadCpuTime() - processor;
            collected[i] = collecting() - garbage;
        }
        print(what, times);
        print("  processor time of this thread", worked);
        long all = Arrays.stream(times).sum();
        long garbage = Arrays.stream(collected).sum();
        System.out.printf(
                "  garbage collection: %.1f %% of the time, the longest pause %d ms%n",
                100e6 * garbage / all, Arrays.stream(collected).max().orElse(0));
    }

    /** How long this JVM has stood still for its garbage, in milliseconds. */
    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%-46s p50 %7.2f ms, p95 %7.2f ms, p99 %7.2f ms, max %7.2f ms%n",
                what,
                nanos[RUNS / 2] / 1e6,
                nanos[RUNS * 95 / 100] / 1e6,
                nanos[RUNS * 99 / 100] / 1e6,
                nanos[RUNS - 1] / 1e6);
    }

    private void lookups() {
        PropertySource<?> ours = context.getEnvironment().getPropertySources().stream()
                .filter(source -> source.getName().equals("edict:shop/orders"))
                .findFirst()
                .orElseThrow();
        Map<String, Object> map = new HashMap<>();
        for (String name : ((DocumentPropertySource) ours).getPropertyNames()) {
            map.put(name, Objects.requireNonNull(ours.getProperty(name)));
        }
        String[] names = map.keySet().toArray(String[]::new);
        compare("MapPropertySource", ours, new MapPropertySource("map", map), names);
        Part part = Part.of(client.snapshot("shop/orders"));
        compare("source of a file", ours, new OriginTrackedMapPropertySource("file", part.tracked(), true), names);
    }

    private void compare(String what, PropertySource<?> ours, PropertySource<?> theirs, String[] names) {
        for (boolean attached : new boolean[] {true, false}) {
            StandardEnvironment edict = environment(ours, attached);
            StandardEnvironment plain = environment(theirs, attached);
            double[] ratios = new double[21];
            double nanos = 0;
            for (int i = 0; i < ratios.length; i++) {
                double one = lookup(edict, names);
                double other = lookup(plain, names);
                ratios[i] = one / other;
                nanos = one;
            }
            Arrays.sort(ratios);
            System.out.printf(
                    "%-46s %.0f ns, %.2f times that of a %s of %d keys%n",
                    "getProperty" + (attached ? ", with relaxed names" : ", without Spring Boot"),
                    nanos,
                    ratios[ratios.length / 2],
                    what,
                    names.length);
        }
    }

    private static StandardEnvironment environment(PropertySource<?> source, boolean attached) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addLast(source);
        if (attached) {
            ConfigurationPropertySources.attach(environment);
        }
        return environment;
    }

    private double lookup(StandardEnvironment environment, String[] names) {
        int found = 0;
        long begin = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < LOOKUPS / 20; i++) {
            found += environment.getProperty(names[i % names.length]) == null ? 0 : 1;
        }
        long took = threads.getCurrentThreadCpuTime() - begin;
        if (found != LOOKUPS / 20) {
            throw new IllegalStateException("Some names were not found");
        }
        return (double) took / found;
    }
}
