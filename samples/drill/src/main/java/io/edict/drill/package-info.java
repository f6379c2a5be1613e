/**
 * The drill: real servers, publishers and followers in processes of their own, faults by seed, and a judge of the record.
 *
 * <p>{@code journal} is what everybody writes down, {@code app} what runs in the publishers' and followers' processes, {@code
 * clock} makes their clocks jump, {@code fleet} is what faults are done to, {@code check} judges the record and knows nothing
 * of how it came about, {@code report} tells of it.
 */
@NullMarked
package io.edict.drill;

import org.jspecify.annotations.NullMarked;
