package io.edict.drill.check;

/**
 * A fault.
 *
 * @param number its number
 * @param kind its kind
 * @param group the group of faults that it belongs to
 * @param target what was done to whom
 * @param begun when it began
 * @param ended when it ended
 */
public record Fault(int number, String kind, String group, String target, long begun, long ended) {}
