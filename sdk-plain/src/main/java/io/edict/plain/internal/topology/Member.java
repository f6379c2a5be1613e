package io.edict.plain.internal.topology;

import io.edict.plain.internal.store.MemberStore;

/**
 * One of the clusters that are one store together.
 *
 * @param name what it is called, in the settings and in its peers' records
 * @param store its store
 */
public record Member(String name, MemberStore store) {}
