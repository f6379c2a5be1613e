/** Tells of a run: counts, percentiles and a picture. */
@NullMarked
package io.edict.drill.report;

import org.jspecify.annotations.NullMarked;
