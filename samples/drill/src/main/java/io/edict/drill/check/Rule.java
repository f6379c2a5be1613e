package io.edict.drill.check;

/** One thing that must hold. */
interface Rule {
    void judge(Evidence evidence, Verdict verdict);
}
