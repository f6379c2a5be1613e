package io.edict.spring.internal.reload;

import io.edict.LayeredChange;
import io.edict.LayeredSnapshot;
import io.edict.Live;
import io.edict.LiveChange;
import io.edict.spring.EnvironmentChange;
import io.edict.spring.EnvironmentView;
import io.edict.spring.OnConfigChange;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Listeners that read what they were given again and again: so many times, and until a newer version is in force, so that most
 * of the reads are of a version that has been replaced or is being replaced.
 */
final class TornArguments {
    /** An environment or a snapshot is read by names, which takes longer than to read an object. */
    private static final int OBJECTS_FOR_ONE_VIEW = 500;

    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(25);
    private static final List<String> OTHERS =
            List.of("torn.b", "torn.inner.x", "torn.inner.y", "torn.map.k", "torn.map.l");

    private final Live<TornReads.Whole> live;
    private final long readsPerCall;

    TornArguments(Live<TornReads.Whole> live, long readsPerCall) {
        this.live = live;
        this.readsPerCall = readsPerCall;
    }

    /** Reads in one call of a listener. */
    private void read(TornReads.Tally tally, long given, LongFunction<@Nullable String> look) {
        long end = System.nanoTime() + LONGEST_WAIT;
        for (long n = 0; n < readsPerCall || (live.get().a() == given && System.nanoTime() < end); n++) {
            tally.count(look.apply(n));
        }
        tally.calls.increment();
        if (live.get().a() > given) {
            tally.overtaken.increment();
        }
    }

    /** Reads the arguments of a subscriber of a live value. */
    void live(TornReads.Tally tally, LiveChange<TornReads.Whole> change) {
        TornReads.Whole after = change.newValue();
        TornReads.Whole before = change.oldValue().orElse(null);
        read(tally, after.a(), n -> objects(n, after, before));
    }

    private static @Nullable String objects(long n, TornReads.Whole after, TornReads.@Nullable Whole before) {
        if (n % 2 == 0 || before == null) {
            return TornReads.check(after);
        }
        return before.a() < after.a() ? TornReads.check(before) : "wrong order";
    }

    /** Reads the arguments of a listener of the core: the merged documents, before and after. */
    void core(TornReads.Tally tally, LayeredChange change) {
        LayeredSnapshot after = change.after();
        LayeredSnapshot before = change.previous().orElse(after);
        read(
                tally,
                after.getLong("torn.a"),
                n -> snapshot(n % 2 == 0 ? after : before, OTHERS.get((int) (n / 2 % OTHERS.size())), n));
    }

    private static @Nullable String snapshot(LayeredSnapshot snapshot, String other, long n) {
        long a = snapshot.getLong("torn.a");
        if (a != snapshot.getLong(other)) {
            return "mixed";
        }
        return n % OBJECTS_FOR_ONE_VIEW != 0
                        || snapshot.getStringList("torn.list").equals(List.of("" + a, "" + a, "" + a))
                ? null
                : "mixed list";
    }

    /** Reads the argument of a reaction. */
    void reaction(TornReads.Tally tally, EnvironmentChange change) {
        ToLongFunction<EnvironmentView> number =
                view -> view.value(TornReads.Whole.class).a();
        read(
                tally,
                number.applyAsLong(change.after()),
                n -> n % OBJECTS_FOR_ONE_VIEW == 0
                        ? TornReads.check(n % 1000 == 0 ? change.after() : change.before())
                        : objects(
                                n,
                                change.after().value(TornReads.Whole.class),
                                change.initial() ? null : change.before().value(TornReads.Whole.class)));
    }

    /** Reads the arguments of a method with {@code @OnConfigChange}, which belong together. */
    void annotated(
            TornReads.Tally tally,
            TornReads.Whole after,
            EnvironmentChange change,
            TornReads.Whole before,
            EnvironmentView now) {
        String number = String.valueOf(after.a());
        read(
                tally,
                after.a(),
                n -> n % OBJECTS_FOR_ONE_VIEW != 0
                        ? objects(n, after, before)
                        : Objects.equals(change.after().getProperty("torn.a"), number)
                                        && Objects.equals(now.getProperty("torn.a"), number)
                                ? TornReads.check(now)
                                : "mixed arguments");
    }

    /** A bean with such a method. */
    static class Annotated {
        volatile @Nullable TornArguments arguments;
        volatile TornReads.Tally tally = new TornReads.Tally();

        @OnConfigChange("torn")
        void changed(TornReads.Whole after, EnvironmentChange change, TornReads.Whole before, EnvironmentView now) {
            TornArguments reads = arguments;
            if (reads != null) {
                reads.annotated(tally, after, change, before, now);
            }
        }
    }
}
