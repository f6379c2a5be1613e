/**
 * A store on several clusters, put through the loss of one of them. {@link io.edict.multicluster.Chapter} is where another
 * mode is added.
 */
@NullMarked
package io.edict.multicluster;

import org.jspecify.annotations.NullMarked;
