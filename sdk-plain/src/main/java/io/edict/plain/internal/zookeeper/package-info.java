/** The store on one ZooKeeper cluster. The only package beside the embedded server that knows ZooKeeper and Curator. */
@NullMarked
package io.edict.plain.internal.zookeeper;

import org.jspecify.annotations.NullMarked;
