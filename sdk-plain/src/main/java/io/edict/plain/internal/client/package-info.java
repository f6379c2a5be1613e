/** The client: drives the state machines, the store, the copies and the listeners. */
@NullMarked
package io.edict.plain.internal.client;

import org.jspecify.annotations.NullMarked;
