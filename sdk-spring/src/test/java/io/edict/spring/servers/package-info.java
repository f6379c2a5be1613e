/** The adapter on real ZooKeeper server processes, with what can go wrong with them. */
@NullMarked
package io.edict.spring.servers;

import org.jspecify.annotations.NullMarked;
