package io.edict.drill.fleet;

import io.edict.drill.app.Mode;
import java.util.EnumSet;
import java.util.Set;

/** The kinds of faults. */
public enum FaultKind {
    /** SIGKILL of one server, and its restart. */
    SERVER_KILL(10, Scope.SERVERS, "SIGKILL of one server, and its restart"),
    /** SIGKILL of a majority, and their restart. */
    MAJORITY_KILL(5, Scope.SERVERS, "SIGKILL of a majority, and their restart"),
    /** SIGSTOP of one server: its connections stay, and nothing answers. */
    SERVER_HANG(10, Scope.SERVERS, "SIGSTOP of one server: its connections stay, and nothing answers"),
    /** Each server in turn is ended and started. */
    ROLLING_RESTART(3, Scope.SERVERS, "each server in turn is ended and started"),
    /** A new server with no data takes the place of an old one. */
    REPLACEMENT(4, Scope.SERVERS, "a new server with no data takes the place of an old one"),
    /** The cluster is put back to a backup, and nobody notices at first. */
    RESTORE(2, Scope.ALONE, "the cluster is put back to a backup, and nobody notices at first"),
    /** The cluster is put back to a backup, and gets a new incarnation. */
    RESTORE_RAISED(2, Scope.ALONE, "the cluster is put back to a backup, and gets a new incarnation"),
    /** Followers are killed, and started while all servers are down. */
    COLD_START(3, Scope.ALONE, "followers are killed, and started while all servers are down"),
    /** SIGSTOP of a process of followers. */
    FOLLOWER_HANG(8, Scope.FOLLOWERS, "SIGSTOP of a process of followers"),
    /** SIGKILL of a process of followers, and its restart. */
    FOLLOWER_KILL(8, Scope.FOLLOWERS, "SIGKILL of a process of followers, and its restart"),
    /** No space is left where local copies are. */
    DISK_FULL(4, Scope.FOLLOWERS, "no space is left where local copies are"),
    /** The time of day of a process jumps. */
    CLOCK_JUMP(6, Scope.FOLLOWERS, "the time of day of a process jumps"),
    /** SIGSTOP of a process of publishers. */
    PUBLISHER_HANG(6, Scope.PUBLISHERS, "SIGSTOP of a process of publishers"),
    /** SIGKILL of a process of publishers, and another one in its place. */
    PUBLISHER_KILL(8, Scope.PUBLISHERS, "SIGKILL of a process of publishers, and another one in its place"),
    /** Connections are cut, and new ones refused. */
    CUT(10, Scope.NETWORK, "connections are cut, and new ones refused"),
    /** Nothing passes in one direction. */
    ONE_WAY_CUT(8, Scope.NETWORK, "nothing passes in one direction"),
    /** Everything takes longer. */
    DELAY(8, Scope.NETWORK, "everything takes longer"),
    /** The servers give connections up, and clients do not hear of it. */
    HALF_OPEN(5, Scope.NETWORK, "the servers give connections up, and clients do not hear of it"),
    /** The servers end sessions of living clients. */
    SESSION_EXPIRY(8, Scope.NETWORK, "the servers end sessions of living clients"),
    /** A document is deleted and created again. */
    DELETE_AND_CREATE(8, Scope.CONTENT, "a document is deleted and created again"),
    /** A head is overwritten with what is no head. */
    HEAD_GARBAGE(5, Scope.CONTENT, "a head is overwritten with what is no head"),
    /** A head's text is changed by hand, and its header is not. */
    HEAD_EDITED(5, Scope.CONTENT, "a head's text is changed by hand, and its header is not"),
    /** A head is replaced by a well-formed one that nobody published. */
    HEAD_FORGED(4, Scope.CONTENT, "a head is replaced by a well-formed one that nobody published"),
    /** A head is put back to an older version by hand. */
    HEAD_PUT_BACK(5, Scope.CONTENT, "a head is put back to an older version by hand"),
    /** A head is removed by hand. */
    HEAD_REMOVED(5, Scope.CONTENT, "a head is removed by hand"),
    /** The primary is killed, a standby promoted, and the old primary comes back with what nobody else has. */
    PRIMARY_LOST(
            8,
            Scope.SERVERS,
            "the primary is killed, a standby promoted, and the old primary comes back with what nobody else has"),
    /** A standby becomes the primary while all is well. */
    PRIMARY_CHANGED(5, Scope.CLUSTERS, "a standby becomes the primary while the primary is there"),
    /** A standby is put back to a backup. */
    STANDBY_RESTORED(5, Scope.SERVERS, "a standby is put back to a backup"),
    /** A cluster is put back to a backup, and let in again later. */
    CLUSTER_RESTORED(8, Scope.SERVERS, "a cluster is put back to a backup, and let in again later"),
    /** A cluster loses all its data, and is let in again later. */
    CLUSTER_EMPTIED(5, Scope.SERVERS, "a cluster loses all its data, and is let in again later"),
    /** The weights of shards change, so that namespaces move. */
    RESHARDING(12, Scope.CLUSTERS, "the weights of shards change, so that namespaces move");

    private final int weight;
    private final Scope scope;
    private final String explanation;

    /** What a fault is done to; two faults at a time never have the same. */
    enum Scope {
        SERVERS,
        FOLLOWERS,
        PUBLISHERS,
        NETWORK,
        CONTENT,
        CLUSTERS,
        /** No other fault at the same time. */
        ALONE
    }

    FaultKind(int weight, Scope scope, String explanation) {
        this.weight = weight;
        this.scope = scope;
        this.explanation = explanation;
    }

    int weight() {
        return weight;
    }

    /** What it does, for people. */
    public String explanation() {
        return explanation;
    }

    /** With which modes it can be done. */
    Set<Mode> modes() {
        return switch (this) {
            case RESTORE,
                    RESTORE_RAISED,
                    REPLACEMENT,
                    HEAD_GARBAGE,
                    HEAD_EDITED,
                    HEAD_FORGED,
                    HEAD_PUT_BACK,
                    HEAD_REMOVED -> EnumSet.of(Mode.SINGLE);
            case PRIMARY_LOST, PRIMARY_CHANGED -> EnumSet.of(Mode.PRIMARY_STANDBY, Mode.COMPOSED);
            case STANDBY_RESTORED -> EnumSet.of(Mode.PRIMARY_STANDBY);
            case CLUSTER_RESTORED, CLUSTER_EMPTIED -> EnumSet.of(Mode.REDUNDANT);
            case RESHARDING -> EnumSet.of(Mode.SHARDED, Mode.COMPOSED);
            default -> EnumSet.allOf(Mode.class);
        };
    }

    Scope scope() {
        return scope;
    }
}
