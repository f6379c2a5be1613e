/** Binds configuration to types. */
@NullMarked
package io.edict.plain.internal.bind;

import org.jspecify.annotations.NullMarked;
