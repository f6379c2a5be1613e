/**
 * Tests of applications: {@link io.edict.plain.junit.EdictExtension} gives a JUnit test a store, in memory or a ZooKeeper
 * server, and publishes in a line. Needs JUnit 6, which users of this package add themselves.
 */
@NullMarked
package io.edict.plain.junit;

import org.jspecify.annotations.NullMarked;
