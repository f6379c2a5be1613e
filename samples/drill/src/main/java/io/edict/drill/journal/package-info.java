/** What every process of the drill writes down: one file each, one line a record. */
@NullMarked
package io.edict.drill.journal;

import org.jspecify.annotations.NullMarked;
