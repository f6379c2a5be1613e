package io.edict.plain.internal.zookeeper;

/**
 * The watches over one session. Its monitor is held while one takes up a path, and while one lets go of it: the server keeps
 * one watch of the session for a path, whoever wants it.
 */
interface Peers {
    /** Whether another one follows a path. */
    boolean follow(HeadWatch except, String path);

    /** One is closed. */
    void closed(HeadWatch watch);
}
