package io.edict.drill.check;

/** After healing, everybody is current within the bound. */
final class ConvergenceRule implements Rule {
    @Override
    public void judge(Evidence evidence, Verdict verdict) {
        for (Recoveries.Recovery recovery : Recoveries.of(evidence)) {
            long bound = recovery.healing().bound();
            if (recovery.micros().isPresent() && recovery.micros().getAsLong() <= bound) {
                verdict.count(Verdict.Count.CURRENT_AFTER_HEALING);
            } else {
                verdict.add(
                        Violation.Kind.LATE,
                        recovery.healing().micros() + bound,
                        recovery.follower() + " after group "
                                + recovery.healing().group() + " has not reached "
                                + recovery.target() + " within " + bound / 1000 + " ms"
                                + (recovery.micros().isPresent()
                                        ? ", but after " + recovery.micros().getAsLong() / 1000 + " ms"
                                        : ""));
            }
        }
    }
}
