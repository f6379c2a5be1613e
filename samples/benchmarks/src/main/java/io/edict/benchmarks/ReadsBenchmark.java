package io.edict.benchmarks;

import com.typesafe.config.Config;
import io.edict.ConfigClient;
import io.edict.FollowedDocument;
import io.edict.Format;
import io.edict.Live;
import io.edict.Publication;
import io.edict.Snapshot;
import io.edict.plain.Edict;
import io.edict.plain.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Reading one document of 10,000 keys, half of them numbers and half strings, in each way, beside what plain Java costs.
 *
 * <p>Names begin with what is compared: {@code typed} with {@code typedVolatile}, {@code hot} (one path, a literal) with
 * {@code hotMap}, {@code all} (every path in turn, in a random order) with {@code allMap}. The paths that are asked for are
 * other strings than the keys of the map, as they are in an application. Public as JMH wants it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway") // JMH calls start() first; and what is compared with must not pay for checks
public class ReadsBenchmark {
    private static final int HALF = 5_000;
    static final String HOT_INT = "service.group7.int703";
    static final String HOT_TEXT = "service.group7.text703";

    private final Map<String, Object> map = values();
    private ConfigClient client;
    private FollowedDocument document;
    private Snapshot snapshot;
    private Config config;
    private Live<Integer> liveInt;
    private Live<Pair> livePair;
    private volatile Integer number = 1703;
    private volatile Pair pair = new Pair(1703, "text703");
    private PlainHolder<Integer> holder = new PlainHolder<>(1703);

    /**
     * A typed value.
     *
     * @param int703 a number
     * @param text703 a text
     */
    public record Pair(int int703, String text703) {}

    /** What an application would write in the place of a live value: an object with one volatile field. */
    static final class PlainHolder<T> {
        private volatile T value;

        PlainHolder(T value) {
            this.value = value;
        }

        T get() {
            return value;
        }

        void set(T next) {
            value = next;
        }
    }

    /** The paths in turn, for each thread by itself. */
    @State(Scope.Thread)
    public static class Paths {
        private final String[] ints = shuffled("int");
        private final String[] texts = shuffled("text");
        private int at;

        private static String[] shuffled(String kind) {
            List<String> paths = new ArrayList<>();
            for (int i = 0; i < HALF; i++) {
                paths.add(path(kind, i));
            }
            Collections.shuffle(paths, new Random(7));
            return paths.toArray(String[]::new);
        }

        String nextInt() {
            return ints[step()];
        }

        String nextText() {
            return texts[step()];
        }

        private int step() {
            int now = at + 1 == HALF ? 0 : at + 1;
            at = now;
            return now;
        }
    }

    private static String path(String kind, int i) {
        return "service.group" + i / 100 + "." + kind + i;
    }

    /** The values by their paths. */
    static Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < HALF; i++) {
            values.put(path("int", i), 1_000 + i);
            values.put(path("text", i), "text" + i);
        }
        return values;
    }

    /** The document. */
    static String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < HALF; i++) {
            text.append(path("int", i)).append(" = ").append(1_000 + i).append('\n');
            text.append(path("text", i)).append(" = \"text").append(i).append("\"\n");
        }
        return text.toString();
    }

    /** Publishes the document and follows it. */
    @Setup
    public void start() {
        InMemoryStore store = new InMemoryStore();
        client = Edict.connect(store).start();
        client.publisher().publish(Publication.of("bench/reads", Format.HOCON, text()));
        document = client.follow("bench/reads");
        snapshot = document.await(any -> true, Duration.ofSeconds(10));
        config = snapshot.config();
        liveInt = document.live(HOT_INT, Integer.class);
        livePair = document.live("service.group7", Pair.class);
        holder.set(liveInt.get());
    }

    /** Closes the client. */
    @TearDown
    public void stop() {
        client.close();
    }

    /** The measure of all typed reads. */
    @Benchmark
    public Integer typedVolatile() {
        return number;
    }

    /** As an application would hold one. */
    @Benchmark
    public Integer typedVolatileInHolder() {
        return holder.get();
    }

    /** A boxed number. */
    @Benchmark
    public Integer typedLiveInt() {
        return liveInt.get();
    }

    /** A record. */
    @Benchmark
    public Pair typedLiveRecord() {
        return livePair.get();
    }

    /** A field of a record in a volatile field. */
    @Benchmark
    public int typedVolatileRecordField() {
        return pair.int703();
    }

    /** A field of a record. */
    @Benchmark
    public int typedLiveRecordField() {
        return livePair.get().int703();
    }

    /** All values of one instant, and one of them. */
    @Benchmark
    public Pair typedPin() {
        return client.pin().get(livePair);
    }

    /** The measure of look-ups by one path. */
    @Benchmark
    public String hotMapString() {
        return (String) map.get(HOT_TEXT);
    }

    /** The measure of look-ups by one path. */
    @Benchmark
    public int hotMapInt() {
        return (Integer) map.get(HOT_INT);
    }

    /** In a snapshot that is kept. */
    @Benchmark
    public String hotString() {
        return snapshot.getString(HOT_TEXT);
    }

    /** In a snapshot that is kept. */
    @Benchmark
    public int hotInt() {
        return snapshot.getInt(HOT_INT);
    }

    /** In the version in force. */
    @Benchmark
    public String hotStringInForce() {
        return document.snapshot().getString(HOT_TEXT);
    }

    /** What the library under it costs. */
    @Benchmark
    public int hotTypesafeInt() {
        return config.getInt(HOT_INT);
    }

    /** The measure of look-ups by any path. */
    @Benchmark
    public String allMapString(Paths paths) {
        return (String) map.get(paths.nextText());
    }

    /** The measure of look-ups by any path. */
    @Benchmark
    public int allMapInt(Paths paths) {
        return (Integer) map.get(paths.nextInt());
    }

    /** In a snapshot that is kept. */
    @Benchmark
    public String allString(Paths paths) {
        return snapshot.getString(paths.nextText());
    }

    /** In a snapshot that is kept. */
    @Benchmark
    public int allInt(Paths paths) {
        return snapshot.getInt(paths.nextInt());
    }
}
