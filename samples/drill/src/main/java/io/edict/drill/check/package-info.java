/** The judge: reads journals, and knows nothing of how they came about. */
@NullMarked
package io.edict.drill.check;

import org.jspecify.annotations.NullMarked;
