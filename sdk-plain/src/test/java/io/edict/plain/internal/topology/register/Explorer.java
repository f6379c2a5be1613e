package io.edict.plain.internal.topology.register;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs schedules of one kind after the other and tells the first that violates something. */
final class Explorer {
    private static final int STEPS = 70;

    private final Plant plant;
    long schedules;
    long versions;
    final Map<String, Integer> events = new TreeMap<>();

    Explorer(Plant plant) {
        this.plant = plant;
    }

    /** What went wrong, or null. */
    @Nullable
    String explore(long from, long count) {
        for (long seed = from; seed < from + count; seed++) {
            String found = schedule(seed);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /**
     * The kinds in turn: two or three proposers, crashes at given steps, a restored cluster, a change of members, a namespace
     * that is given up.
     */
    private @Nullable String schedule(long seed) {
        int kind = (int) (seed % 7);
        boolean moving = kind == 4 || kind == 5;
        World world = new World(Choices.seeded(seed), plant, kind == 1 ? 3 : 2, moving);
        int special = (int) (seed / 7 % STEPS);
        boolean restored = false;
        for (int step = 0; step < STEPS; step++) {
            if (kind == 2 && (step == special || step == special / 3)) {
                world.crash(0);
            } else if (kind == 3 && step >= special && !restored) {
                restored = world.restore();
            } else if (moving && step >= special / 2 && step % 3 == 0) {
                world.move();
            } else if (kind == 6 && step >= special / 3 && step % 2 == 0) {
                world.seal();
            }
            world.step();
            if (!world.ghost.violations.isEmpty()) {
                break;
            }
        }
        return judge("seed " + seed, world);
    }

    private @Nullable String judge(String name, World world) {
        if (world.ghost.violations.isEmpty()) {
            world.settle();
        }
        schedules++;
        versions += world.ghost.chosen.size();
        world.events.forEach((event, count) -> events.merge(event, count, Integer::sum));
        List<String> violations = world.ghost.violations;
        return violations.isEmpty()
                ? null
                : name + ": " + violations.stream().distinct().toList() + world.calls;
    }

    /** All orders of the first deliveries of two publishes at the same time, with and without a crash of one. */
    @Nullable
    String exhaust(int depth, int crashes, long most) {
        Choices.Odometer odometer = new Choices.Odometer(depth);
        do {
            World world = new World(bound -> bound - 1, plant, 2, false);
            for (Actor process : List.copyOf(world.processes)) {
                world.call(process);
            }
            int left = crashes;
            for (int step = 0; step < STEPS && world.inFlight() > 0; step++) {
                world.clock++;
                int next = odometer.next(world.inFlight() + left);
                if (next < world.inFlight()) {
                    world.deliver(next);
                } else {
                    world.crash(0);
                    left--;
                }
            }
            String found = judge("order " + odometer, world);
            if (found != null) {
                return found;
            }
        } while (schedules < most && odometer.advance());
        return null;
    }
}
