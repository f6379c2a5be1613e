/** What a store is: one interface, and the records that pass through it. Knows neither ZooKeeper nor the client. */
@NullMarked
package io.edict.plain.internal.store;

import org.jspecify.annotations.NullMarked;
