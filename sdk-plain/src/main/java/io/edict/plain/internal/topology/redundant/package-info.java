/** Several clusters as one store that outlives the loss of a minority of them. */
@NullMarked
package io.edict.plain.internal.topology.redundant;

import org.jspecify.annotations.NullMarked;
