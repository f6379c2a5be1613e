/** Local copies: the last known good version of each document on disk. */
@NullMarked
package io.edict.plain.internal.disk;

import org.jspecify.annotations.NullMarked;
