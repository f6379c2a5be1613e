package io.edict.plain.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Tries inputs in one thread, and holds each to the same: it ends as its target says, within {@link #MAX_SECONDS} of
 * processor time, and allocates no more than {@link #MAX_ALLOCATED} and {@link #PER_CHARACTER} bytes.
 */
final class FuzzRun {
    static final double MAX_SECONDS = 2;
    static final long MAX_ALLOCATED = 32L * 1024 * 1024;
    static final long PER_CHARACTER = 200_000;

    private static final int MOST_FINDINGS = 20;
    private static final int MOST_SHOWN = 2_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private final long seed;

    FuzzRun(long seed) {
        this.seed = seed;
    }

    List<String> findings() {
        return findings;
    }

    /** Whether enough was found. */
    boolean isFull() {
        return findings.size() >= MOST_FINDINGS;
    }

    /** What was tried, one target a line. */
    String table() {
        StringBuilder table =
                new StringBuilder("| target | inputs | accepted | refused | longest ms | most MiB | s |\n");
        tallies.forEach((name, tally) -> table.append("| %s | %,d | %,d | %,d | %d | %d | %d |%n"
                .formatted(
                        name,
                        tally.inputs,
                        tally.accepted,
                        tally.inputs - tally.accepted,
                        tally.longest / 1_000_000,
                        tally.most >> 20,
                        tally.time / 1_000_000_000)));
        return table.toString();
    }

    /** Tries so many inputs of a target, from a number on; the same number and seed make the same input. */
    void run(String name, Target target, long from, long inputs) {
        Tally tally = tallies.computeIfAbsent(name, unknown -> new Tally());
        for (long number = from; number < from + inputs && !isFull(); number++) {
            Target.Attempt attempt = target.next(new Random(mixed(name, number)));
            try {
                one(attempt, tally);
            } catch (Exception | Error e) {
                String finding = "%s, input %d of seed %d: %s%n%s"
                        .formatted(name, number, seed, described(e), shown(attempt.input()));
                findings.add(finding);
                System.out.println(finding);
            }
        }
    }

    private void one(Target.Attempt attempt, Tally tally) throws Exception {
        tally.inputs++;
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long begun = threads.getCurrentThreadCpuTime();
        tally.accepted += attempt.trial().run() ? 1 : 0;
        long time = threads.getCurrentThreadCpuTime() - begun;
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        tally.time += time;
        tally.longest = Math.max(tally.longest, time);
        tally.most = Math.max(tally.most, allocated);
        if (time > MAX_SECONDS * 1e9) {
            throw new AssertionError("took " + time / 1_000_000 + " ms");
        }
        if (allocated > MAX_ALLOCATED + PER_CHARACTER * attempt.input().length()) {
            throw new AssertionError("allocated " + allocated + " bytes");
        }
    }

    private long mixed(String name, long number) {
        return (seed * 0x9E3779B97F4A7C15L + name.hashCode()) * 0xBF58476D1CE4E5B9L + number * 0x94D049BB133111EBL;
    }

    private static String described(Throwable e) {
        StringBuilder text = new StringBuilder(e.toString());
        for (int i = 0; i < Math.min(8, e.getStackTrace().length); i++) {
            text.append("\n    at ").append(e.getStackTrace()[i]);
        }
        return text.toString();
    }

    private static String shown(String input) {
        StringBuilder shown = new StringBuilder();
        for (char c : input.substring(0, Math.min(MOST_SHOWN, input.length())).toCharArray()) {
            shown.append(c == '\n' || (c >= ' ' && c < 127) ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return shown.toString();
    }

    private static final class Tally {
        private long inputs;
        private long accepted;
        private long time;
        private long longest;
        private long most;
    }
}
