package io.edict.drill.check;

import io.edict.drill.journal.Entry;
import java.util.List;

/** Judges a record. Pure: the same record always gets the same verdict. */
public final class Judge {
    private static final List<Rule> RULES = List.of(
            new KeptRule(),
            new ExclusiveRule(),
            new OverwriteRule(),
            new FailedRule(),
            new OrderRule(),
            new RestartRule(),
            new ContentRule(),
            new WholeRule(),
            new RefusalRule(),
            new ConvergenceRule(),
            new EndRule());

    private Judge() {}

    /** Judges records that are sorted by time. */
    public static Verdict judge(List<Entry> entries) {
        return judge(EvidenceReader.read(entries));
    }

    /** Judges what a record tells. */
    public static Verdict judge(Evidence evidence) {
        Verdict verdict = new Verdict();
        RULES.forEach(rule -> rule.judge(evidence, verdict));
        return verdict;
    }
}
