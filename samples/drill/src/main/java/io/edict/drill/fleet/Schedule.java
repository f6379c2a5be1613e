package io.edict.drill.fleet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Which faults, in which order, and which of them at the same time: by seed alone. */
public final class Schedule {
    private static final int MOST_AT_A_TIME = 3;

    private Schedule() {}

    /**
     * Groups of faults that overlap. Every kind occurs once before any occurs again, if there are so many.
     *
     * @param kinds the kinds to choose from
     * @param faults how many faults in total
     */
    public static List<List<FaultKind>> of(Random random, Set<FaultKind> kinds, int faults) {
        List<FaultKind> all = new ArrayList<>(kinds);
        Collections.shuffle(all, random);
        List<FaultKind> chosen = new ArrayList<>(all.subList(0, Math.min(faults, all.size())));
        List<FaultKind> more = new ArrayList<>();
        while (chosen.size() + more.size() < faults) {
            more.add(weighted(random, all));
        }
        chosen.addAll(more);
        Collections.shuffle(chosen, random);
        return groups(random, chosen);
    }

    private static FaultKind weighted(Random random, List<FaultKind> kinds) {
        int dice = random.nextInt(kinds.stream().mapToInt(FaultKind::weight).sum());
        for (FaultKind kind : kinds) {
            dice -= kind.weight();
            if (dice < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("The weights do not add up");
    }

    private static List<List<FaultKind>> groups(Random random, List<FaultKind> faults) {
        List<List<FaultKind>> groups = new ArrayList<>();
        List<FaultKind> left = new ArrayList<>(faults);
        while (!left.isEmpty()) {
            List<FaultKind> group = new ArrayList<>(List.of(left.remove(0)));
            Set<FaultKind.Scope> taken = EnumSet.of(group.get(0).scope(), FaultKind.Scope.ALONE);
            int size = group.get(0).scope() == FaultKind.Scope.ALONE ? 1 : 1 + random.nextInt(MOST_AT_A_TIME);
            for (int i = 0; i < left.size() && group.size() < size; ) {
                if (taken.add(left.get(i).scope())) {
                    group.add(left.remove(i));
                } else {
                    i++;
                }
            }
            groups.add(group);
        }
        return groups;
    }
}
