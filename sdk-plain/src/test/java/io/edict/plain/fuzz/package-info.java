/** Throws random input at whatever reads what others have written. */
@NullMarked
package io.edict.plain.fuzz;

import org.jspecify.annotations.NullMarked;
