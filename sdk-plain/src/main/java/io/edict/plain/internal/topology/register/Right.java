package io.edict.plain.internal.topology.register;

/**
 * What a cluster must allow for an edition to be accepted that nobody has accepted yet. Each includes those before it. A cluster
 * where a document's namespace has been given up allows no more than the first: what was begun is finished, and nothing is begun.
 */
public enum Right {
    /** To accept again what somebody has accepted. Always allowed, since who finds it does not know whether it is chosen. */
    SETTLE,
    /** To accept what another store has committed. */
    COPY,
    /** To accept something new. */
    PUBLISH;

    /** Whether this allows as much as another one. */
    public boolean allows(Right wanted) {
        return wanted.compareTo(this) <= 0;
    }
}
