/** Makes the clock of a process jump, for all classes but the drill's own. */
@NullMarked
package io.edict.drill.clock;

import org.jspecify.annotations.NullMarked;
