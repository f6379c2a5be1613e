/** Calls listeners: a queue for each, threads that a blocked one cannot use up. */
@NullMarked
package io.edict.plain.internal.dispatch;

import org.jspecify.annotations.NullMarked;
