package io.edict.spring.internal.reload;

import static io.edict.spring.internal.reload.Publishing.hocon;

import io.edict.ConfigClient;
import io.edict.Layer;
import io.edict.Layers;
import io.edict.Live;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.EnvironmentView;
import io.edict.spring.internal.autoconfigure.EdictListenAutoConfiguration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.cloud.autoconfigure.ConfigurationPropertiesRebinderAutoConfiguration;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Reads as fast as it can while versions come whose values must all be the same number, spread over two documents that are
 * published together, and counts what does not agree. Run by itself, it prints a table: with {@code -Dedict.torn.reads} for
 * the number of reads.
 */
final class TornReads {
    static final String READS = "edict.torn.reads";

    /** Fewer changes than this prove nothing. */
    private static final int FEWEST_CHANGES = 30;

    private static final int READS_PER_CHANGE = 20_000;
    private static final int FEWEST_READS_PER_CALL = 2_000;

    private final Publishing publishing;
    private final long reads;
    private final Map<String, Tally> ways = Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile boolean done;

    /** How many reads, and what was wrong with how many. */
    static final class Tally {
        final LongAdder reads = new LongAdder();
        final LongAdder calls = new LongAdder();

        /** The calls that still read what they were given when a newer version was in force. */
        final LongAdder overtaken = new LongAdder();

        final Map<String, LongAdder> violations = new ConcurrentHashMap<>();

        void count(@Nullable String violation) {
            reads.increment();
            if (violation != null) {
                violations.computeIfAbsent(violation, kind -> new LongAdder()).increment();
            }
        }

        @Override
        public String toString() {
            return reads + " reads, violations: " + violations;
        }
    }

    @ConfigurationProperties("torn")
    record Whole(
            @DefaultValue("-1") long a,
            @DefaultValue("-1") long b,
            @Nullable Inner inner,
            @DefaultValue List<Long> list,
            @DefaultValue Map<String, Long> map) {
        record Inner(
                @DefaultValue("-1") long x,
                @DefaultValue("-1") long y) {}
    }

    /** The same for setters. */
    @ConfigurationProperties("torn")
    static class Mutable {
        private long a = -1;
        private long b = -1;
        private @Nullable MutableInner inner;
        private List<Long> list = List.of();
        private Map<String, Long> map = Map.of();

        public long getA() {
            return a;
        }

        public void setA(long a) {
            this.a = a;
        }

        public long getB() {
            return b;
        }

        public void setB(long b) {
            this.b = b;
        }

        public @Nullable MutableInner getInner() {
            return inner;
        }

        public void setInner(MutableInner inner) {
            this.inner = inner;
        }

        public List<Long> getList() {
            return list;
        }

        public void setList(List<Long> list) {
            this.list = list;
        }

        public Map<String, Long> getMap() {
            return map;
        }

        public void setMap(Map<String, Long> map) {
            this.map = map;
        }
    }

    static class MutableInner {
        private long x = -1;
        private long y = -1;

        public long getX() {
            return x;
        }

        public void setX(long x) {
            this.x = x;
        }

        public long getY() {
            return y;
        }

        public void setY(long y) {
            this.y = y;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Whole.class)
    static class Beans {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(EdictListenAutoConfiguration.class)
    static class Listening {}

    /** Has Spring Cloud bind its beans anew after each change, as a refresh does. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ConfigurationPropertiesRebinderAutoConfiguration.class)
    @EnableConfigurationProperties(Mutable.class)
    static class Cloud {
        @Bean
        Reaction refresh(ConfigurableApplicationContext context) {
            return change -> context.publishEvent(new EnvironmentChangeEvent(context, change.changedKeys()));
        }
    }

    TornReads(Publishing publishing, long reads) {
        this.publishing = publishing;
        this.reads = reads;
    }

    private static String texts(int which, long n) {
        return which == 0
                ? "torn { a = %d, inner.x = %d, list = [%d, %d, %d] }".formatted(n, n, n, n, n)
                : "torn { b = %d, inner.y = %d, map { k = %d, l = %d } }".formatted(n, n, n, n);
    }

    private void publish(long n) {
        publishing.publishOnly(hocon("shop/a", texts(0, n)), hocon("shop/b", texts(1, n)));
    }

    private Tally way(String name) {
        return Objects.requireNonNull(ways.computeIfAbsent(name, missing -> new Tally()));
    }

    /** Reads what Edict offers. */
    Map<String, Tally> edict() throws InterruptedException {
        publish(1);
        ConfigurableApplicationContext context = publishing.start(
                "edict:shop/a,edict:shop/b", Beans.class, Heard.class, TornArguments.Annotated.class, Listening.class);
        Live<Whole> live = LiveValuesTest.live(context, Whole.class);
        Reload reload = context.getBean(Reload.class);
        List<Tally> listeners = listen(context, live);
        Map<String, Supplier<@Nullable String>> looks = new LinkedHashMap<>();
        looks.put("Live", () -> check(live.get()));
        looks.put("Live, mapped to what is nested", nested(live));
        looks.put("Live, list and map", () -> checkContainers(live.get()));
        looks.put("EnvironmentView", () -> check(reload.view()));
        long changes = Math.max(FEWEST_CHANGES, reads / READS_PER_CHANGE);
        spin(
                looks,
                () -> listeners.stream().allMatch(tally -> tally.reads.sum() >= reads && tally.calls.sum() >= changes)
                        && looks.keySet().stream()
                                .filter(way -> way.startsWith("Live"))
                                .allMatch(way -> way(way).reads.sum() >= reads / 10));
        return ways;
    }

    /** Has listeners of all kinds read what they are given. */
    private List<Tally> listen(ConfigurableApplicationContext context, Live<Whole> live) {
        TornArguments arguments = new TornArguments(live, Math.max(FEWEST_READS_PER_CALL, reads / 500));
        Tally subscribers = way("arguments of Live's subscribers");
        live.subscribe(change -> arguments.live(subscribers, change));
        Tally core = way("arguments of the core's listeners");
        context.getBean(ConfigClient.class)
                .layered(Layers.of(Layer.document("shop/a"), Layer.document("shop/b")))
                .subscribe(change -> arguments.core(core, change));
        Tally annotated = way("arguments of @OnConfigChange");
        TornArguments.Annotated bean = context.getBean(TornArguments.Annotated.class);
        bean.tally = annotated;
        bean.arguments = arguments;
        Tally reactions = way("arguments of reactions");
        Tally pairs = way("Live and environment, in a reaction");
        context.getBean(Heard.class).then = change -> {
            pairs.count(live.get().a() >= change.after().value(Whole.class).a() ? null : "older than heard");
            arguments.reaction(reactions, change);
        };
        return List.of(subscribers, core, annotated, reactions);
    }

    private static Supplier<@Nullable String> nested(Live<Whole> live) {
        Live<Whole.Inner> inner = live.map(whole -> Objects.requireNonNull(whole.inner()));
        return () -> checkNested(inner.get());
    }

    private static @Nullable String checkNested(Whole.Inner inner) {
        return inner.x() == inner.y() ? null : "mixed";
    }

    /** Reads a bean that Spring Cloud binds anew in place. */
    Map<String, Tally> cloud() throws InterruptedException {
        publish(1);
        ConfigurableApplicationContext context = publishing.start("edict:shop/a,edict:shop/b", Cloud.class);
        Mutable bean = context.getBean(Mutable.class);
        String version = Objects.requireNonNullElse(
                EnvironmentChangeEvent.class.getPackage().getImplementationVersion(), "on the class path");
        Map<String, Supplier<@Nullable String>> looks = new LinkedHashMap<>();
        String name = "spring-cloud-context " + version + ", rebound bean";
        looks.put(name, () -> check(bean));
        Tally tally = way(name);
        spin(looks, () -> !tally.violations.isEmpty());
        return ways;
    }

    /** Passes changes on. */
    static final class Heard implements Reaction {
        volatile Consumer<EnvironmentChange> then = change -> {};

        @Override
        public void applied(EnvironmentChange change) {
            then.accept(change);
        }
    }

    private void spin(Map<String, Supplier<@Nullable String>> looks, Supplier<Boolean> enough)
            throws InterruptedException {
        List<Thread> threads = looks.entrySet().stream()
                .map(look -> new Thread(() -> {
                    Tally tally = way(look.getKey());
                    while (!done) {
                        tally.count(look.getValue().get());
                    }
                }))
                .toList();
        looks.keySet().forEach(this::way);
        threads.forEach(Thread::start);
        long end = System.nanoTime() + Long.getLong("edict.torn.seconds", 120) * 1_000_000_000L;
        for (long n = 2; System.nanoTime() < end; n++) {
            publish(n);
            if (total() >= reads && enough.get()) {
                break;
            }
        }
        done = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private long total() {
        return ways.values().stream().mapToLong(tally -> tally.reads.sum()).sum();
    }

    static @Nullable String check(Whole whole) {
        Whole.Inner inner = whole.inner();
        if (inner == null) {
            return "null";
        }
        if (whole.a() < 0 || whole.b() < 0 || inner.x() < 0 || inner.y() < 0) {
            return "default";
        }
        return whole.a() == whole.b() && whole.a() == inner.x() && whole.a() == inner.y()
                ? checkContainers(whole)
                : "mixed";
    }

    private static @Nullable String checkContainers(Whole whole) {
        if (whole.list().size() != 3 || whole.map().size() != 2) {
            return "short";
        }
        boolean same = whole.list().stream().allMatch(n -> n == whole.a())
                && whole.map().values().stream().allMatch(n -> n == whole.a());
        return same ? null : "mixed";
    }

    static @Nullable String check(EnvironmentView view) {
        String a = view.getProperty("torn.a");
        for (String name : List.of(
                "torn.b", "torn.inner.x", "torn.inner.y", "torn.list[0]", "torn.list[2]", "torn.map.k", "torn.map.l")) {
            String other = view.getProperty(name);
            if (other == null || a == null) {
                return "null";
            }
            if (!other.equals(a)) {
                return "mixed";
            }
        }
        return null;
    }

    private static @Nullable String check(Mutable bean) {
        MutableInner inner = bean.getInner();
        List<Long> list = bean.getList();
        Map<String, Long> map = bean.getMap();
        if (inner == null || list == null || map == null) {
            return "null";
        }
        long a = bean.getA();
        if (a < 0 || bean.getB() < 0 || inner.getX() < 0 || inner.getY() < 0) {
            return "default";
        }
        try {
            if (list.size() != 3 || map.size() != 2) {
                return "short";
            }
            boolean same = a == bean.getB()
                    && a == inner.getX()
                    && a == inner.getY()
                    && list.stream().allMatch(n -> n == a)
                    && map.values().stream().allMatch(n -> n == a);
            return same ? null : "mixed";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    /** Prints what was read and what was wrong with it. */
    public static void main(String[] arguments) throws InterruptedException {
        long reads = Long.getLong(READS, 10_000_000);
        System.out.printf("%-55s %12s %18s  %s%n", "way", "reads", "calls (overtaken)", "violations");
        try (Publishing publishing = new Publishing()) {
            print(new TornReads(publishing, reads).edict());
        }
        try (Publishing publishing = new Publishing()) {
            print(new TornReads(publishing, reads).cloud());
        }
    }

    private static void print(Map<String, Tally> ways) {
        ways.forEach((way, tally) -> System.out.printf(
                "%-55s %12d %18s  %s%n",
                way,
                tally.reads.sum(),
                tally.calls.sum() == 0 ? "" : tally.calls + " (" + tally.overtaken + ")",
                tally.violations.isEmpty() ? "0" : tally.violations));
    }
}
