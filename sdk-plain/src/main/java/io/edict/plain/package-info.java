/** Where a client is built: {@link io.edict.plain.Edict}. What is below {@code internal} may change at any time. */
@NullMarked
package io.edict.plain;

import org.jspecify.annotations.NullMarked;
