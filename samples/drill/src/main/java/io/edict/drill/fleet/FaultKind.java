package io.edict.drill.fleet;

/** The kinds of faults. */
public enum FaultKind {
    /** SIGKILL of one server, and its restart. */
    SERVER_KILL(10, Scope.SERVERS),
    /** SIGKILL of a majority, and their restart. */
    MAJORITY_KILL(5, Scope.SERVERS),
    /** SIGSTOP of one server: its connections stay, and nothing answers. */
    SERVER_HANG(10, Scope.SERVERS),
    /** Each server in turn is ended and started. */
    ROLLING_RESTART(3, Scope.SERVERS),
    /** A new server with no data takes the place of an old one. */
    REPLACEMENT(4, Scope.SERVERS),
    /** The cluster is put back to a backup, and nobody notices at first. */
    RESTORE(2, Scope.ALONE),
    /** The cluster is put back to a backup, and gets a new incarnation. */
    RESTORE_RAISED(2, Scope.ALONE),
    /** Followers are killed, and started while all servers are down. */
    COLD_START(3, Scope.ALONE),
    /** SIGSTOP of a process of followers. */
    FOLLOWER_HANG(8, Scope.FOLLOWERS),
    /** SIGKILL of a process of followers, and its restart. */
    FOLLOWER_KILL(8, Scope.FOLLOWERS),
    /** No space is left where local copies are. */
    DISK_FULL(4, Scope.FOLLOWERS),
    /** The time of day of a process jumps. */
    CLOCK_JUMP(6, Scope.FOLLOWERS),
    /** SIGSTOP of a process of publishers. */
    PUBLISHER_HANG(6, Scope.PUBLISHERS),
    /** SIGKILL of a process of publishers, and another one in its place. */
    PUBLISHER_KILL(8, Scope.PUBLISHERS),
    /** Connections are cut, and new ones refused. */
    CUT(10, Scope.NETWORK),
    /** Nothing passes in one direction. */
    ONE_WAY_CUT(8, Scope.NETWORK),
    /** Everything takes longer. */
    DELAY(8, Scope.NETWORK),
    /** The servers give connections up, and clients do not hear of it. */
    HALF_OPEN(5, Scope.NETWORK),
    /** The servers end sessions of living clients. */
    SESSION_EXPIRY(8, Scope.NETWORK),
    /** A document is deleted and created again. */
    DELETE_AND_CREATE(8, Scope.CONTENT),
    /** A head is overwritten with what is no head. */
    HEAD_GARBAGE(5, Scope.CONTENT),
    /** A head's text is changed by hand, and its header is not. */
    HEAD_EDITED(5, Scope.CONTENT),
    /** A head is replaced by a well-formed one that nobody published. */
    HEAD_FORGED(4, Scope.CONTENT),
    /** A head is put back to an older version by hand. */
    HEAD_PUT_BACK(5, Scope.CONTENT),
    /** A head is removed by hand. */
    HEAD_REMOVED(5, Scope.CONTENT);

    private final int weight;
    private final Scope scope;

    /** What a fault is done to; two faults at a time never have the same. */
    enum Scope {
        SERVERS,
        FOLLOWERS,
        PUBLISHERS,
        NETWORK,
        CONTENT,
        /** No other fault at the same time. */
        ALONE
    }

    FaultKind(int weight, Scope scope) {
        this.weight = weight;
        this.scope = scope;
    }

    int weight() {
        return weight;
    }

    Scope scope() {
        return scope;
    }
}
