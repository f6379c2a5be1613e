/** Decides what becomes of what the store announces: a pure state machine for each document, without threads or I/O. */
@NullMarked
package io.edict.plain.internal.sync;

import org.jspecify.annotations.NullMarked;
