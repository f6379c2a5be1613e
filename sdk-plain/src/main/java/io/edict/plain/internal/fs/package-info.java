/**
 * How the house treats a directory that processes share: the steps by which a disk is changed durably, and the lock that
 * lets one writer in at a time. For the local copies of the client side and the file store alike; knows neither.
 */
@NullMarked
package io.edict.plain.internal.fs;

import org.jspecify.annotations.NullMarked;
