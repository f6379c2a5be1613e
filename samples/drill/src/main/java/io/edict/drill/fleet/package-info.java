/** The servers, processes and networks that faults are done to, and the faults. */
@NullMarked
package io.edict.drill.fleet;

import org.jspecify.annotations.NullMarked;
