/**
 * A ZooKeeper server inside the application's own JVM: {@link io.edict.plain.embedded.EmbeddedZooKeeper}, for development,
 * samples and tests. It needs two libraries that clients do without, {@code org.xerial.snappy:snappy-java} and
 * {@code io.dropwizard.metrics:metrics-core}; add both where it is used.
 */
@NullMarked
package io.edict.plain.embedded;

import org.jspecify.annotations.NullMarked;
