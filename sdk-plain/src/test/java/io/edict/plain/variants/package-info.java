/** Edict on servers that are set up in ways which refuse, limit or hold back. */
@NullMarked
package io.edict.plain.variants;

import org.jspecify.annotations.NullMarked;
