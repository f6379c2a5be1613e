/**
 * Edict in use. {@link io.edict.quickstart.OrdersApplication} is what a user writes; {@link io.edict.quickstart.Story}
 * puts it through publishes, refusals, a rollback and an outage, and {@link io.edict.quickstart.WatchSession} through the
 * edits of a file.
 */
@NullMarked
package io.edict.quickstart;

import org.jspecify.annotations.NullMarked;
