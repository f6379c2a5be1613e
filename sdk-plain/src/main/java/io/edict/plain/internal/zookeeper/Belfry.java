package io.edict.plain.internal.zookeeper;

import java.util.concurrent.Executor;

/**
 * What it takes to hear bells.
 *
 * @param bells unpacks what they carry
 * @param worker where that is done
 * @param on whether they are listened for
 */
record Belfry(Bells bells, Executor worker, boolean on) {}
