/**
 * Meters of a client for Micrometer: {@link io.edict.plain.micrometer.EdictMetrics}. Needs Micrometer, which users of this
 * package add themselves; Spring is not needed.
 */
@NullMarked
package io.edict.plain.micrometer;

import org.jspecify.annotations.NullMarked;
