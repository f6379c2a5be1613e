/** Turns text into configuration: parsing, look-ups, differences. */
@NullMarked
package io.edict.plain.internal.content;

import org.jspecify.annotations.NullMarked;
